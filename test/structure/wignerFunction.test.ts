import {
  allocateMoments,
  halfPointWave,
  kinetic,
  layGrid,
  mollifiedWigner,
  momentumReading,
  wignerFunction,
} from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import type { Complex, Wave } from '../support/wigner.ts'
import {
  axis,
  grid,
  hbar,
  largestOf,
  one,
  packet,
  pauli,
  points,
  sampled,
  scalar,
  sumOf,
  whole,
} from '../support/wigner.ts'

const amplitude = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 1000)
const anyState = (levels: number) =>
  fc
    .array(amplitude, { minLength: 2 * levels * points, maxLength: 2 * levels * points })
    .filter((list) => list.some((x) => Math.abs(x) > 0.1))
    .map((list) => Float64Array.from(list))

/** <psi_k|psi_j> over the grid, and the momentum density sum_j |<p|psi_j>|^2 at any p by the defining sum. */
const overlap = (psi: Float64Array, j: number, k: number): Complex => {
  let re = 0
  let im = 0
  for (let i = 0; i < points; i++) {
    const [a, b] = [2 * (j * points + i), 2 * (k * points + i)]
    re += (psi[a] * psi[b] + psi[a + 1] * psi[b + 1]) * grid.cell
    im += (psi[a + 1] * psi[b] - psi[a] * psi[b + 1]) * grid.cell
  }
  return [re, im]
}
const momentumDensity = (psi: Float64Array, levels: number, p: number): number => {
  let density = 0
  for (let j = 0; j < levels; j++) {
    let re = 0
    let im = 0
    for (let i = 0; i < points; i++) {
      const [cos, sin] = [Math.cos((p * grid.x[i]) / hbar), Math.sin((p * grid.x[i]) / hbar)]
      const at = 2 * (j * points + i)
      re += (psi[at] * cos + psi[at + 1] * sin) * grid.cell
      im += (psi[at + 1] * cos - psi[at] * sin) * grid.cell
    }
    density += (re * re + im * im) / (2 * Math.PI * hbar)
  }
  return density
}

describe('for every grid state, resolved or not', () => {
  law(
    'the integral over p is psi psi^+ at the nodes of the grid',
    [anyState(2)],
    (psi) => {
      const { W, rows, dp } = whole(psi, 2)
      for (let i = 0; i < points; i++) {
        expect(W.q[2 * i]).toBeCloseTo(grid.x[i], 12)
        for (let j = 0; j < 2; j++)
          for (let k = 0; k < 2; k++) {
            const [a, b] = [2 * (j * points + i), 2 * (k * points + i)]
            const integral = (part: number) => {
              let sum = 0
              for (let column = 0; column < W.p.length; column++)
                sum += rows[2 * i][8 * column + 2 * (2 * j + k) + part] * dp
              return sum
            }
            expect(integral(0)).toBeCloseTo(psi[a] * psi[b] + psi[a + 1] * psi[b + 1], 11)
            expect(integral(1)).toBeCloseTo(psi[a + 1] * psi[b] - psi[a] * psi[b + 1], 11)
          }
      }
    },
    20,
  )

  law(
    'the integral over q of the trace is the momentum density at the momenta of the grid',
    [anyState(2)],
    (psi) => {
      const { W, rows, dq } = whole(psi, 2)
      for (let column = 0; column < W.p.length; column += 2) {
        const marginal = sumOf(rows.map((row) => (row[8 * column] + row[8 * column + 6]) * dq))
        expect(marginal).toBeCloseTo(momentumDensity(psi, 2, W.p[column]), 11)
      }
    },
    20,
  )

  law(
    'the integral is the density matrix, and 2 pi hbar int Tr W^2 the norm squared',
    [anyState(2)],
    (psi) => {
      const { rows, dq, dp } = whole(psi, 2)
      const integral = (k: number) => sumOf(rows.map((row) => sumOf(row.filter((_, at) => at % 8 === k)))) * dq * dp
      for (const [j, k] of [
        [0, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const [re, im] = overlap(psi, j, k)
        expect(integral(2 * (2 * j + k))).toBeCloseTo(re, 10)
        expect(integral(2 * (2 * j + k) + 1)).toBeCloseTo(im, 10)
      }
      const norm = overlap(psi, 0, 0)[0] + overlap(psi, 1, 1)[0]
      const square = sumOf(rows.map((row) => sumOf(row.map((x) => x * x)))) * dq * dp * 2 * Math.PI * hbar
      expect(square / norm ** 2).toBeCloseTo(1, 12)
    },
    20,
  )

  law(
    'the components are those of the matrices',
    [anyState(2)],
    (psi) => {
      const { W, rows } = whole(psi, 2)
      const out = new Float64Array(W.p.length)
      for (const M of [[1, 0, 0, 0, 0, 0, 1, 0], pauli.x, pauli.y, pauli.z])
        for (const i of [3, 20, 31, 63]) {
          W.component(out, i, Float64Array.from(M))
          for (let column = 0; column < out.length; column++) {
            let trace = 0
            for (let j = 0; j < 2; j++)
              for (let k = 0; k < 2; k++) {
                const w = 8 * column + 2 * (2 * j + k)
                const m = 2 * (2 * k + j)
                trace += rows[i][w] * M[m] - rows[i][w + 1] * M[m + 1]
              }
            expect(out[column]).toBeCloseTo(trace, 11)
          }
        }
    },
    10,
  )
})

describe('closed forms', () => {
  const tenth = (min: number, max: number) => fc.integer({ min: 10 * min, max: 10 * max }).map((k) => k / 10)
  const fine = layGrid([-11, 13], 128, hbar)

  law(
    'of a Gaussian, everywhere: no image stands anywhere',
    [tenth(-1, 1), tenth(-7, 7), tenth(0.7, 1)],
    (q, p, sigma) => {
      const { W, values } = scalar(sampled(packet(q, p, sigma), fine), fine)
      const errors = values.map((row, i) =>
        largestOf(
          row.map((value, column) => {
            const [x, y] = [(W.q[i] - q) / sigma, (2 * sigma * (W.p[column] - p)) / hbar]
            return value - Math.exp(-(x * x + y * y) / 2) / (Math.PI * hbar)
          }),
        ),
      )
      expect(largestOf(errors)).toBeLessThan(1e-10)
    },
    8,
  )

  test('the mean of p is that of the momentum reading, in sign and size; the mirrored convention has the other sign', () => {
    const psi = sampled(packet(0.3, 2.5, 0.8))
    const { W, values, dq, dp } = scalar(psi)
    const moments = allocateMoments(1)
    momentumReading(kinetic(1, 1), grid)(moments, { t: Float64Array.of(0), psi, level: [psi] } as never)
    const mean = (sign: number) => sumOf(values.map((row) => sumOf(row.map((w, j) => sign * w * W.p[j])))) * dq * dp
    expect(mean(1)).toBeCloseTo(2.5, 9)
    expect(mean(1)).toBeCloseTo(moments.mean[0], 9)
    expect(mean(-1)).toBeCloseTo(-2.5, 9)
  })

  test('of a superposition: fringes as deep as -1/(pi hbar) half-way, where there is no probability', () => {
    const apart = 4
    const [left, right] = [packet(-apart, 0, 0.6), packet(apart, 0, 0.6)]
    const wide = layGrid([-10, 10], 128, hbar)
    const cat: Wave = (x) => [(left(x)[0] - right(x)[0]) / Math.SQRT2, 0]
    const { W, values } = scalar(sampled(cat, wide), wide)
    const middle = values[wide.points]
    expect(W.q[wide.points]).toBe(0)
    middle.forEach((value, column) => {
      const p = W.p[column]
      const envelope = Math.exp((-2 * (0.6 * p) ** 2) / hbar ** 2) / (Math.PI * hbar)
      expect(value).toBeCloseTo(-envelope * Math.cos((2 * apart * p) / hbar), 9)
    })
    expect(Math.min(...middle) * Math.PI * hbar).toBeCloseTo(-1, 9)
  })

  test('the coherence of two levels at different places stands half-way, with the phase of psi_0 psi_1^*', () => {
    const [a, b] = [packet(-2, 0, 0.8), packet(2, 0, 0.8)]
    const turned: Wave = (x) => [0, b(x)[0]]
    const psi = Float64Array.from([...sampled(a, fine), ...sampled(turned, fine)])
    const { W, rows } = whole(psi, 2, fine)
    const i = Array.from(W.q).findIndex((q) => Math.abs(q) < 0.05)
    const column = W.p.length / 2
    const [re, im] = [rows[i][8 * column + 2], rows[i][8 * column + 3]]
    expect(W.p[column]).toBe(0)
    expect(im).toBeCloseTo(-Math.exp(-0.5 * (W.q[i] / 0.8) ** 2) / (Math.PI * hbar), 9)
    expect(re).toBeCloseTo(0, 9)
  })
})

describe('ghost images', () => {
  /** The naive version: shifts by whole grid spacings, periodic in the box. */
  const naive = (psi: Float64Array) => {
    const value = (i: number, p: number): number => {
      let sum = 0
      for (let m = -points / 2; m < points / 2; m++) {
        const a = 2 * ((i - m + points) % points)
        const b = 2 * ((i + m + points) % points)
        const phase = (2 * p * m * axis.spacing) / hbar
        sum +=
          (psi[a] * psi[b] + psi[a + 1] * psi[b + 1]) * Math.cos(phase) -
          (psi[a + 1] * psi[b] - psi[a] * psi[b + 1]) * Math.sin(phase)
      }
      return (sum * axis.spacing) / (Math.PI * hbar)
    }
    return value
  }
  const place = { i: 12, p: 2 }
  const psi = sampled(packet(grid.x[place.i], place.p, 0.6))
  const half = { i: points / 2, p: axis.momentum }

  test('the naive version has them half a momentum range and half a box away, as high as the packet', () => {
    const value = naive(psi)
    const top = 1 / (Math.PI * hbar)
    expect(value(place.i, place.p)).toBeCloseTo(top, 4)
    expect(value(place.i, place.p - half.p)).toBeCloseTo(top, 4)
    expect(Math.abs(value(place.i + half.i, place.p))).toBeCloseTo(top, 4)
  })

  test('and ours has neither', () => {
    const { W, values } = scalar(psi)
    const column = (p: number) => Math.round((p - W.p[0]) / (W.p[1] - W.p[0]))
    expect(values[2 * place.i][column(place.p)] * Math.PI * hbar).toBeGreaterThan(0.9)
    const nearGhost = values.flatMap((row, i) =>
      [...row].filter((_, j) => Math.abs(W.p[j] - (place.p - half.p)) < 1 || Math.abs(i - 2 * (place.i + half.i)) < 6),
    )
    expect(nearGhost.length).toBeGreaterThan(500)
    expect(largestOf(nearGhost)).toBeLessThan(1e-4)
  })
})

test('misuse is refused in a sentence', () => {
  const plane = layGrid(
    [
      [0, 1],
      [0, 1],
    ],
    [4, 4],
    1,
  )
  expect(() => halfPointWave(new Float64Array(32), 1, plane)).toThrow('the grid has 2 coordinates')
  expect(() => halfPointWave(new Float64Array(8), 1, grid)).toThrow('psi has 8 numbers; 1 levels at 32 points have 64')
  const wave = halfPointWave(new Float64Array(64).fill(1), 1, grid)
  const row = new Float64Array(64)
  expect(() => wignerFunction(wave).component(row, 0, new Float64Array(8))).toThrow('M has 8 numbers')
  expect(() => mollifiedWigner(wave, { q: [], p: [] }, { q: [0], p: [0] }, one)).toThrow('has 0 factors in q')
})
