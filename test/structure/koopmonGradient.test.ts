import type { HybridHamiltonian, Mollifier } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { gradientDefect } from '@casimir/checks'
import {
  bspline,
  ehrenfest,
  gaussian,
  jaynesCummings,
  kinetic,
  koopmon,
  rabi,
  separable,
  twoLevel,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { printedTwin } from '../support/printedTwin.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const both = (make: (alpha: number) => Mollifier['q'][number], q: number, p = q): Mollifier => ({
  q: [make(q)],
  p: [make(p)],
})
const spline = (degree: number) => (alpha: number) => bspline(degree, alpha)
const bell = (alpha: number) => gaussian(alpha, 8.5)

const cases: ReadonlyArray<readonly [string, HybridHamiltonian, Mollifier, number]> = [
  ['rabi, quintic', rabi({ omega: 1, splitting: 1, coupling: 0.6 }), both(spline(5), 0.5), 0.7],
  ['rabi, quintic, unequal alphas', rabi({ omega: 1.3, splitting: 1, coupling: 0.6 }), both(spline(5), 0.4, 0.7), 0.9],
  ['jaynes-cummings, Gaussian', jaynesCummings({ omega: 1, splitting: 1, coupling: 0.5 }), both(bell, 0.5), 0.4],
  ['smooth two levels, not A(p) + B(q)', smoothHamiltonian(2), both(bell, 0.6, 0.4), 0.5],
  ['smooth three levels, degree 7', smoothHamiltonian(3), both(spline(7), 0.5), 0.8],
]
const N = 6
const weights = unequalWeights(N)

describe('the koopmon gradient is the derivative of its energy', () => {
  test.each(cases)('%s: to 1e-7 against finite differences, unequal weights', (_, hamiltonian, mollifier, spacing) => {
    const system = koopmon(hamiltonian, { weights, hbar: 0.8, mollifier, spacing })
    const defect = gradientDefect(system, weights, sampleCloud(system.shape), 2e-3)
    expect(defect.q).toBeLessThan(1e-7)
    expect(defect.p).toBeLessThan(1e-7)
    expect(defect.psi).toBeLessThan(1e-7)
  })

  test('the closure as printed fails it in psi, and only there', () => {
    const [, hamiltonian, mollifier, spacing] = cases[0]
    const system = koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
    const defect = gradientDefect(printedTwin(system, weights), weights, sampleCloud(system.shape), 2e-3)
    expect(defect.psi).toBeGreaterThan(0.1)
    expect(defect.q).toBeLessThan(1e-7)
  })

  test('the Ehrenfest gradient likewise', () => {
    for (const hamiltonian of [rabi({ omega: 1, splitting: 1, coupling: 0.6 }), smoothHamiltonian(3)]) {
      const system = ehrenfest(hamiltonian, { weights, hbar: 1 })
      const defect = gradientDefect(system, weights, sampleCloud(system.shape), 2e-3)
      expect(Math.max(defect.q, defect.p, defect.psi)).toBeLessThan(1e-9)
    }
  })
})

describe('what the closure reduces to', () => {
  const [, hamiltonian, mollifier, spacing] = cases[2]
  const options = { weights, mollifier, spacing }

  test('hbar terms off, it is eq. (6) exactly', () => {
    const off = koopmon(hamiltonian, { ...options, hbar: 0 })
    const bare = ehrenfest(hamiltonian, { weights, hbar: 0 })
    const state = sampleCloud(off.shape)
    const [x, y] = [allocateGradient(off.shape), allocateGradient(off.shape)]
    off.gradient(x, state)
    bare.gradient(y, state)
    expect(distance(x.block, y.block)).toBe(0)
    printedTwin(off, weights).gradient(x, state)
    expect(distance(x.block, y.block)).toBeGreaterThan(1)
  })

  test('one koopmon is one Ehrenfest trajectory', () => {
    const single = new Float64Array([1])
    const system = koopmon(hamiltonian, { ...options, weights: single, hbar: 1 })
    const bare = ehrenfest(hamiltonian, { weights: single, hbar: 1 })
    const state = sampleCloud(system.shape)
    const [x, y] = [allocateGradient(system.shape), allocateGradient(system.shape)]
    system.gradient(x, state)
    bare.gradient(y, state)
    expect(distance(x.block, y.block)).toBeLessThan(1e-14)
  })

  test('equal amplitudes make h_hbar vanish but not the generator correction', () => {
    const system = koopmon(hamiltonian, { ...options, hbar: 1 })
    const bare = ehrenfest(hamiltonian, { weights, hbar: 1 })
    const state = sampleCloud(system.shape)
    for (let a = 1; a < N; a++) state.psi.copyWithin(4 * a, 0, 4)
    const [x, y] = [allocateGradient(system.shape), allocateGradient(system.shape)]
    system.gradient(x, state)
    bare.gradient(y, state)
    expect(Math.abs(system.energy(state) - bare.energy(state))).toBeLessThan(1e-14)
    expect(distance(x.generator, y.generator)).toBeGreaterThan(1e-3)
  })

  test('a multiple of the identity added to H leaves the hbar terms as they are', () => {
    const { split } = jaynesCummings({ omega: 1, splitting: 1, coupling: 0.5 })
    if (!split) throw new Error('jaynes-cummings splits')
    const lift = twoLevel(
      (c, x) => {
        c[0] = 0.3 * x[0] ** 3
      },
      (c, x) => {
        c[0] = 0.9 * x[0] ** 2
      },
    )
    const half = new Float64Array(8)
    const lifted = separable('lifted', split.A, {
      ...split.B,
      value: (out, q, at) => {
        split.B.value(out, q, at)
        lift.value(half, q, at)
        half.forEach((x, k) => {
          out[k] += x
        })
      },
      gradient: (out, q, at) => {
        split.B.gradient(out, q, at)
        lift.gradient(half, q, at)
        half.forEach((x, k) => {
          out[k] += x
        })
      },
    })
    const correction = (h: HybridHamiltonian): Float64Array => {
      const system = koopmon(h, { ...options, hbar: 1 })
      const bare = ehrenfest(h, { weights, hbar: 1 })
      const state = sampleCloud(system.shape)
      const [x, y] = [allocateGradient(system.shape), allocateGradient(system.shape)]
      system.gradient(x, state)
      bare.gradient(y, state)
      return x.block.map((v, k) => v - y.block[k])
    }
    const original = correction(separable('plain', split.A, split.B))
    expect(distance(original, new Float64Array(original.length))).toBeGreaterThan(1e-2)
    expect(distance(original, correction(lifted))).toBeLessThan(1e-13)
  })

  test('the shortcut for a scalar A(p) gives what the full sums give', () => {
    const { split } = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
    if (!split) throw new Error('rabi splits')
    const full = separable('rabi', { ...kinetic(2, 1), scalar: false }, { ...split.B, scalar: false })
    const state = sampleCloud({ trajectories: N, dof: 1, levels: 2 })
    const [x, y] = [full, separable('rabi', split.A, split.B)].map((h) => {
      const system = koopmon(h, { ...options, hbar: 1 })
      const gradient = allocateGradient(system.shape)
      system.gradient(gradient, state)
      return gradient.block
    })
    expect(distance(x, y)).toBeLessThan(1e-14)
  })
})

describe('koopmons are samples, not particles', () => {
  const [, hamiltonian, mollifier, spacing] = cases[0]

  /** The cloud with particle 2 replaced by two of the same state, weights 0.3 and 0.7 of its own. */
  const split = (twin: boolean) => {
    const doubled = Float64Array.from({ length: N + 1 }, (_, a) =>
      a === 2 ? 0.3 * weights[2] : a === N ? 0.7 * weights[2] : weights[a],
    )
    const make = (w: Float64Array) => {
      const system = koopmon(hamiltonian, { weights: w, hbar: 1, mollifier, spacing })
      return twin ? printedTwin(system, w) : system
    }
    const [one, two] = [make(weights), make(doubled)]
    const state = sampleCloud(one.shape)
    const more = allocateHybrid(two.shape)
    for (let a = 0; a <= N; a++) {
      const from = a === N ? 2 : a
      more.q[a] = state.q[from]
      more.p[a] = state.p[from]
      more.psi.set(state.psi.subarray(4 * from, 4 * from + 4), 4 * a)
    }
    const [x, y] = [allocateGradient(one.shape), allocateGradient(two.shape)]
    one.gradient(x, state)
    two.gradient(y, more)
    const defect = Math.max(
      ...Array.from({ length: N + 1 }, (_, a) => {
        const from = a === N ? 2 : a
        return Math.max(
          Math.abs(x.q[from] - y.q[a]),
          Math.abs(x.p[from] - y.p[a]),
          distance(x.generator.subarray(8 * from, 8 * from + 8), y.generator.subarray(8 * a, 8 * a + 8)),
        )
      }),
    )
    return { defect, energy: Math.abs(one.energy(state) - two.energy(more)) }
  }

  test('splitting one into two of the same state changes nothing', () => {
    const { defect, energy } = split(false)
    expect(defect).toBeLessThan(1e-12)
    expect(energy).toBeLessThan(1e-12)
  })

  test('with the closure as printed it changes the dynamics, though not the energy', () => {
    const { defect, energy } = split(true)
    expect(defect).toBeGreaterThan(1)
    expect(energy).toBeLessThan(1e-12)
  })

  test('a tracer of weight zero moves like a koopmon and moves no other', () => {
    const traced = Float64Array.from({ length: N + 1 }, (_, a) => (a < N ? weights[a] : 0))
    const one = koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
    const two = koopmon(hamiltonian, { weights: traced, hbar: 1, mollifier, spacing })
    const state = sampleCloud(one.shape)
    const more = allocateHybrid(two.shape)
    more.q.set(state.q)
    more.p.set(state.p)
    more.psi.set(state.psi)
    more.q[N] = state.q[3]
    more.p[N] = state.p[3]
    more.psi.set(state.psi.subarray(12, 16), 4 * N)
    const [x, y] = [allocateGradient(one.shape), allocateGradient(two.shape)]
    one.gradient(x, state)
    two.gradient(y, more)
    expect(distance(x.q, y.q.subarray(0, N))).toBeLessThan(1e-14)
    expect(distance(x.generator, y.generator.subarray(0, 8 * N))).toBeLessThan(1e-14)
    expect(Math.abs(y.q[N] - x.q[3])).toBeLessThan(1e-14)
    expect(distance(x.generator.subarray(24, 32), y.generator.subarray(8 * N))).toBeLessThan(1e-14)
  })
})
