import type { Functional, HybridShape, HybridState, Reading } from '@casimir/algebra'
import { allocateHybrid, applyMatrix, directionalDerivative, poincareIntegral } from '@casimir/algebra'
import {
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  hybridTwoForm,
  transportField,
  trigonometricInterpolation,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { linearFunctional } from '../support/casimirRate.ts'
import {
  amplitudeFields,
  packetOf,
  periodicGrid,
  periodicHamiltonian,
  smoothDirection,
} from '../support/periodicHamiltonian.ts'

const HBAR = 0.7
const SAMPLES = 64
const shapeOf = (levels: number): HybridShape => ({ trajectories: SAMPLES, dof: 1, levels })
const angle = (k: number): number => (2 * Math.PI * k) / SAMPLES
/** Amplitudes, P and the velocity of tracers of the flow of h. */
const continuum = (n: number, points = 64, amplitude = 0.6) => {
  const grid = periodicGrid(points)
  const fields = hermitianFields(grid, n)
  const { packing } = fields
  const amplitudes = amplitudeFields(grid, n, { seed: 3, amplitude })
  const P = packetOf(fields, amplitudes)
  const scalar = trigonometricInterpolation(grid, 1)
  const packedAt = trigonometricInterpolation(grid, packing.size)
  const psiAt = trigonometricInterpolation(grid, 2 * n)
  const shape = shapeOf(n)

  const fill = (loop: HybridState): HybridState => {
    const z = new Float64Array(2)
    for (let k = 0; k < SAMPLES; k++) {
      z.set([loop.q[k], loop.p[k]])
      psiAt(loop.psi, 2 * n * k, amplitudes.psi, z, 0)
    }
    return loop
  }
  /** A warped ellipse about (0.4, -0.3), with the psi of the field along it. */
  const start = (): HybridState => {
    const loop = allocateHybrid(shape)
    for (let k = 0; k < SAMPLES; k++) {
      loop.q[k] = 0.4 + 0.8 * Math.cos(angle(k)) + 0.1 * Math.cos(2 * angle(k))
      loop.p[k] = -0.3 + 0.6 * Math.sin(angle(k))
    }
    return fill(loop)
  }

  /** z' = X(z), i hbar psi' = (dh/dP)(z) psi, for every sample, with the fields at P. */
  const tracers = (h: Functional) => {
    const G = fields.allocate()
    const X = [0, 1].map(() => new Float64Array(grid.nodes))
    const transport = transportField(fields, h)
    const packed = new Float64Array(packing.size)
    const matrix = new Float64Array(2 * packing.size)
    const turned = new Float64Array(2 * n)
    const z = new Float64Array(2)
    return (out: HybridState, at: HybridState, field: Reading): void => {
      h.derivative(G, field)
      transport(X, field)
      for (let k = 0; k < SAMPLES; k++) {
        z.set([at.q[k], at.p[k]])
        scalar(out.q, k, X[0], z, 0)
        scalar(out.p, k, X[1], z, 0)
        packedAt(packed, 0, G, z, 0)
        matrix.fill(0)
        packing.addUnpacked(matrix, 0, packed, 0)
        applyMatrix(turned, 0, matrix, 0, at.psi, 2 * n * k, n)
        for (let l = 0; l < n; l++) {
          out.psi[2 * (n * k + l)] = turned[2 * l + 1] / HBAR
          out.psi[2 * (n * k + l) + 1] = -turned[2 * l] / HBAR
        }
      }
    }
  }
  return { grid, fields, shape, P, start, fill, tracers, scalar, packedAt }
}

describe('the integral', () => {
  test('of a circle is -pi r^2, and of a spin at colatitude theta -pi hbar (1 - cos theta) more', () => {
    const shape = shapeOf(2)
    const loop = allocateHybrid(shape)
    const theta = 0.9
    for (let k = 0; k < SAMPLES; k++) {
      loop.q[k] = 3 + 2 * Math.cos(angle(k))
      loop.p[k] = 2 * Math.sin(angle(k))
      loop.psi.set(
        [Math.cos(theta / 2), 0, Math.sin(theta / 2) * Math.cos(angle(k)), Math.sin(theta / 2) * Math.sin(angle(k))],
        4 * k,
      )
    }
    expect(poincareIntegral(shape, HBAR)(loop) + 4 * Math.PI + Math.PI * HBAR * (1 - Math.cos(theta))).toBeCloseTo(
      0,
      13,
    )
  })

  test('adds the circles of two degrees of freedom, each as often as it winds', () => {
    const shape = { trajectories: SAMPLES, dof: 2, levels: 1 }
    const loop = allocateHybrid(shape)
    for (let k = 0; k < SAMPLES; k++) {
      loop.q.set([Math.cos(angle(k)), Math.cos(-3 * angle(k))], 2 * k)
      loop.p.set([Math.sin(angle(k)), Math.sin(-3 * angle(k))], 2 * k)
    }
    expect(poincareIntegral(shape, HBAR)(loop)).toBeCloseTo(2 * Math.PI, 13)
  })

  test('does not see a single-valued phase of psi, nor where the loop starts; it sees its direction', () => {
    const { shape, start } = continuum(2)
    const value = poincareIntegral(shape, HBAR)
    const loop = start()
    const expected = value(loop)
    const other = allocateHybrid(shape)
    const reversed = allocateHybrid(shape)
    for (let k = 0; k < SAMPLES; k++) {
      const from = (k + 17) % SAMPLES
      const back = SAMPLES - 1 - k
      other.q[k] = loop.q[from]
      other.p[k] = loop.p[from]
      reversed.q[k] = loop.q[back]
      reversed.p[k] = loop.p[back]
      const [c, s] = [Math.cos(Math.sin(angle(k))), Math.sin(Math.sin(angle(k)))]
      for (let l = 0; l < 2; l++) {
        const [re, im] = [loop.psi[4 * from + 2 * l], loop.psi[4 * from + 2 * l + 1]]
        other.psi.set([c * re - s * im, c * im + s * re], 4 * k + 2 * l)
        reversed.psi.set([loop.psi[4 * back + 2 * l], loop.psi[4 * back + 2 * l + 1]], 4 * k + 2 * l)
      }
    }
    expect(Math.abs(value(other) - expected)).toBeLessThan(1e-13)
    expect(Math.abs(value(reversed) + expected)).toBeLessThan(1e-13)
  })

  test('four samples hold a circle', () => {
    const shape = { trajectories: 4, dof: 1, levels: 1 }
    const loop = allocateHybrid(shape)
    loop.q.set([1, 0, -1, 0])
    loop.p.set([0, 1, 0, -1])
    expect(poincareIntegral(shape, HBAR)(loop)).toBeCloseTo(-Math.PI, 14)
  })

  test('refuses a number of samples that has no transform', () =>
    expect(() => poincareIntegral({ trajectories: 12, dof: 1, levels: 2 }, 1)).toThrow(
      'the loop has 12 samples; give a power of two >= 4',
    ))
})

describe.each([2, 3])('%i levels', (n) => {
  const { grid, fields, shape, P, start, fill, tracers, scalar } = continuum(n)

  test('T6: Stokes: the integral is minus that of Omega over the disc; not with the sign of the quantum part flipped', () => {
    const [q0, p0, radius] = [0.4, -0.3, 0.7]
    const loop = allocateHybrid(shape)
    for (let k = 0; k < SAMPLES; k++) {
      loop.q[k] = q0 + radius * Math.cos(angle(k))
      loop.p[k] = p0 + radius * Math.sin(angle(k))
    }
    fill(loop)
    const omega = new Float64Array(grid.nodes)
    hybridTwoForm(fields, HBAR).volume(omega, P)
    // Clenshaw-Curtis in r over [0, R], the periodic trapezium in the angle
    const R = 24
    let area = 0
    const one = new Float64Array(1)
    for (let i = 0; i <= R; i++) {
      let w = 1
      for (let k = 1; k <= R / 2; k++)
        w -= ((2 * k === R ? 1 : 2) * Math.cos((2 * Math.PI * k * i) / R)) / (4 * k * k - 1)
      w *= (i === 0 || i === R ? 1 : 2) / R
      const r = 0.5 * radius * (1 - Math.cos((Math.PI * i) / R))
      for (let k = 0; k < SAMPLES; k++) {
        scalar(one, 0, omega, Float64Array.of(q0 + r * Math.cos(angle(k)), p0 + r * Math.sin(angle(k))), 0)
        area += ((0.5 * radius * w * r * 2 * Math.PI) / SAMPLES) * one[0]
      }
    }
    const right = Math.abs(poincareIntegral(shape, HBAR)(loop) + area)
    const flipped = Math.abs(poincareIntegral(shape, -HBAR)(loop) + area)
    expect(right).toBeLessThan(1e-12)
    expect(flipped).toBeGreaterThan(1e-3)
  })

  const generators = [
    hybridEnergy(fields, periodicHamiltonian(n, { seed: 7 }), HBAR),
    linearFunctional(fields, smoothDirection(fields, { seed: 5 })),
  ]
  test('d/dt of a loop carried by (X, dh/dP) is zero, for any generator; not with the sign flipped', () => {
    for (const h of generators) {
      const loop = start()
      const velocity = allocateHybrid(shape)
      tracers(h)(velocity, loop, P)
      // quadratic in the block, so the central differences are exact; `moved` is a copy of the loop that the block is written to
      const moved = allocateHybrid(shape)
      const rate = (hbar: number): number => {
        const value = poincareIntegral(shape, hbar)
        return directionalDerivative(
          (block) => {
            for (let i = 0; i < block.length; i++) moved.block[i] = block[i]
            return value(moved)
          },
          loop.block,
          velocity.block,
          0.1,
        )
      }
      const size = poincareIntegral(shape, HBAR)(loop)
      expect(Math.abs(rate(HBAR) / size)).toBeLessThan(1e-12)
      expect(Math.abs(rate(-HBAR) / size)).toBeGreaterThan(1e-3)
      expect(Math.abs(rate(0) / size)).toBeGreaterThan(1e-3)
    }
  })

  test('kept along a short solution of (3)-(5), to the order of RK4, the loop staying on the field', () => {
    // (3)-(5) amplifies round-off at a rate of about hbar kappa^2: few points, a smooth packet, a short time
    const { fields, P, start, tracers, packedAt } = continuum(n, 32, 0.3)
    const h = hybridEnergy(fields, periodicHamiltonian(n, { seed: 7 }), HBAR)
    const velocity = hybridBracket(fields, HBAR).vectorField(h)
    const carry = tracers(h)
    const slopes = Array.from({ length: 4 }, () => ({ P: fields.allocate(), loop: allocateHybrid(shape) }))
    const stage = { P: fields.allocate(), loop: allocateHybrid(shape) }
    const right = poincareIntegral(shape, HBAR)
    const wrong = poincareIntegral(shape, -HBAR)
    const add = (out: Float64Array, from: Float64Array, by: number, x: Float64Array): void => {
      for (let i = 0; i < out.length; i++) out[i] = from[i] + by * x[i]
    }

    const run = (steps: number) => {
      const dt = 0.025 / steps
      const field = Float64Array.from(P)
      const loop = start()
      const before = [right(loop), wrong(loop)]
      for (let step = 0; step < steps; step++) {
        slopes.forEach((slope, s) => {
          const by = [0, dt / 2, dt / 2, dt][s]
          const last = slopes[Math.max(0, s - 1)]
          add(stage.P, field, by, last.P)
          add(stage.loop.block, loop.block, by, last.loop.block)
          velocity(slope.P, stage.P)
          carry(slope.loop, stage.loop, stage.P)
        })
        slopes.forEach((slope, s) => {
          const weight = [dt / 6, dt / 3, dt / 3, dt / 6][s]
          add(field, field, weight, slope.P)
          add(loop.block, loop.block, weight, slope.loop.block)
        })
      }
      const packed = new Float64Array(fields.packing.size)
      const state = new Float64Array(fields.packing.size)
      let apart = 0
      for (let k = 0; k < SAMPLES; k++) {
        packedAt(packed, 0, field, Float64Array.of(loop.q[k], loop.p[k]), 0)
        fields.packing.packState(state, 0, loop.psi, 2 * n * k)
        const D = packed.subarray(0, n).reduce((sum, x) => sum + x, 0)
        for (let c = 0; c < state.length; c++) apart = Math.max(apart, Math.abs(packed[c] / D - state[c]))
      }
      return { change: Math.abs(right(loop) - before[0]), wrong: Math.abs(wrong(loop) - before[1]), apart }
    }

    const [coarse, fine] = [run(6), run(12)]
    expect(fine.change).toBeLessThan(1e-10)
    expect(coarse.change / fine.change).toBeGreaterThan(10)
    expect(fine.apart).toBeLessThan(1e-9)
    expect(fine.wrong).toBeGreaterThan(1e-3)
  })
})
