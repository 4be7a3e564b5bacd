import type { Mollifier } from '@casimir/algebra'
import { bspline, croppedWave, gaussian, halfPointWave, layGrid, mollifiedWigner } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import type { Wave } from '../support/wigner.ts'
import { axis, grid, hbar, largestOf, one, packet, sampled, scalar, sumOf } from '../support/wigner.ts'

describe('the mollified Wigner function', () => {
  const places = { q: [-1.3, 0.2, 0.9, 2.1], p: [-2.2, -0.4, 0.6, 1.9] }
  const fine = layGrid([-9, 10], 256, hbar)
  const cat: Wave = (x) => {
    const [a, b] = [packet(-1, 0.5, 0.6)(x), packet(2, -1, 0.6)(x)]
    return [(a[0] + b[0]) / Math.SQRT2, (a[1] + b[1]) / Math.SQRT2]
  }

  test('of a Gaussian by a Gaussian has the sum of the squared widths', () => {
    const [q, p, sigma] = [0.4, 0.9, 0.7]
    const mollifier = { q: [gaussian(0.35)], p: [gaussian(0.5)] }
    const values = mollifiedWigner(halfPointWave(sampled(packet(q, p, sigma)), 1, grid), mollifier, places, one)
    const [vq, vp] = [sigma ** 2 + 0.35 ** 2, (hbar / (2 * sigma)) ** 2 + 0.5 ** 2]
    places.q.forEach((x, i) => {
      places.p.forEach((y, j) => {
        const closed =
          Math.exp(-((x - q) ** 2) / (2 * vq) - (y - p) ** 2 / (2 * vp)) / (2 * Math.PI * Math.sqrt(vq * vp))
        expect(values[4 * i + j]).toBeCloseTo(closed, 9)
      })
    })
  })

  const tables: ReadonlyArray<readonly [string, Mollifier]> = [
    ['quintic B-splines', { q: [bspline(5, 0.6)], p: [bspline(5, 0.8)] }],
    ['Gaussians', { q: [gaussian(0.5)], p: [gaussian(0.7)] }],
  ]
  test.each(tables)('with %s is the sum of W over its own nodes with the tabulated kernel', (_, mollifier) => {
    const psi = sampled(cat, fine)
    const { W, values, dq, dp } = scalar(psi, fine)
    const table = (factor: Mollifier['q'][number], at: number, nodes: Float64Array) => {
      const out = new Float64Array(3)
      return nodes.map((node) => {
        factor.tabulate(out, Float64Array.of(at - node), 1, 1)
        return out[0]
      })
    }
    const smooth = mollifiedWigner(croppedWave(halfPointWave(psi, 1, fine), 1e-15), mollifier, places, one)
    const [nodesQ, nodesP] = [Float64Array.from(Array.from(W.q)), Float64Array.from(Array.from(W.p))]
    const direct = places.q.flatMap((q) => {
      const kq = table(mollifier.q[0], q, nodesQ)
      return places.p.map((p) => {
        const kp = table(mollifier.p[0], p, nodesP)
        return sumOf(values.map((row, i) => kq[i] * sumOf(row.map((w, j) => w * kp[j])))) * dq * dp
      })
    })
    const swapped = mollifiedWigner(halfPointWave(psi, 1, fine), { q: mollifier.p, p: mollifier.q }, places, one)
    expect(largestOf(smooth.map((value, k) => value - direct[k]))).toBeLessThan(1e-7)
    expect(largestOf(swapped.map((value, k) => value - direct[k]))).toBeGreaterThan(1e-3)
  })

  test('is nowhere negative where the Gaussian is as wide as a state, and is so where it is half as wide', () => {
    const lowest = (scale: number) => {
      const [aq, ap] = [0.6 * scale, (scale * hbar) / 1.2]
      const nodes = Array.from({ length: 40 }, (_, k) => (k - 20) / 5)
      const wave = halfPointWave(sampled(cat, fine), 1, fine)
      return Math.min(...mollifiedWigner(wave, { q: [gaussian(aq)], p: [gaussian(ap)] }, { q: nodes, p: nodes }, one))
    }
    expect(lowest(1)).toBeGreaterThan(-1e-9)
    expect(lowest(0.5)).toBeLessThan(-1e-3)
  })

  test('beyond the box and beyond the momenta of the grid there is nothing, and no image', () => {
    const mollifier = { q: [bspline(5, 0.3)], p: [bspline(5, 0.3)] }
    const wave = halfPointWave(sampled(packet(0, 0, 0.7)), 1, grid)
    const far = { q: [-16, -11, 11, 0], p: [0, 2 * axis.momentum, -axis.momentum] }
    const values = mollifiedWigner(wave, mollifier, far, one)
    expect(values[9]).toBeGreaterThan(0.2)
    expect(largestOf([...values.slice(0, 9), ...values.slice(10)])).toBeLessThan(1e-9)
  })
})
