import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { gradientDefect, symplecticDefect } from '@casimir/checks'
import { implicitMidpoint } from '@casimir/integrators'
import { bspline, ehrenfest, koopmon, ladder, meanField, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { commute, dense, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const HBAR = 0.8
const N = 5
const weights = unequalWeights(N)
const cases: ReadonlyArray<readonly [string, HybridHamiltonian]> = [
  ['rabi', rabi({ omega: 1, splitting: 1, coupling: 0.6 })],
  ['two levels, not A(p) + B(q)', smoothHamiltonian(2)],
  ['three levels, not A(p) + B(q)', smoothHamiltonian(3)],
]

const densityOf = (state: HybridState, n: number) => weighted(Array.from(weights), states(state, N, n))

/** Eq. (2) with the weights left out of the mean Hamiltonian, a plausible slip. */
const unweighted = (system: HybridSystem, hamiltonian: HybridHamiltonian): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    const size = 2 * hamiltonian.levels ** 2
    const H = new Float64Array(size)
    out.generator.fill(0)
    for (let b = 0; b < N; b++)
      for (let a = 0; a < N; a++) {
        hamiltonian.value(H, state.q, state.p, a)
        for (let k = 0; k < size; k++) out.generator[b * size + k] += H[k] / N
      }
    return status
  },
})

describe('mean-field trajectories', () => {
  test.each(cases)('%s: h is Tr(rho sum w H) and the gradient is its derivative', (_, hamiltonian) => {
    const n = hamiltonian.levels
    const system = meanField(hamiltonian, { weights, hbar: HBAR })
    const state = sampleCloud(system.shape)
    const H = new Float64Array(2 * n * n)
    const mean = weighted(
      Array.from(weights),
      Array.from(weights, (_w, a) => {
        hamiltonian.value(H, state.q, state.p, a)
        return dense(H.slice(), n)
      }),
    )
    expect(Math.abs(system.energy(state) - traceOf(times(densityOf(state, n), mean)).re)).toBeLessThan(1e-14)
    const defect = gradientDefect(system, weights, state, 2e-3)
    expect(Math.max(defect.q, defect.p, defect.psi)).toBeLessThan(1e-9)
    expect(gradientDefect(unweighted(system, hamiltonian), weights, state, 2e-3).psi).toBeGreaterThan(1e-2)
    // amplitudes of a midpoint are shorter than 1: the gradient is exact there too
    for (let k = 0; k < state.psi.length; k++) state.psi[k] *= 0.9
    const short = gradientDefect(system, weights, state, 2e-3)
    expect(Math.max(short.q, short.p, short.psi)).toBeLessThan(1e-9)
  })

  test.each(cases)('%s: i hbar drho/dt = [sum w H, rho]', (_, hamiltonian) => {
    const n = hamiltonian.levels
    const system = meanField(hamiltonian, { weights, hbar: HBAR })
    const state = sampleCloud(system.shape)
    const gradient = allocateGradient(system.shape)
    system.gradient(gradient, state)
    const rates = weighted(
      Array.from(weights),
      states(state, N, n).map((rho, a) => commute(dense(gradient.generator, n, 2 * n * n * a), rho)),
    )
    const H = new Float64Array(2 * n * n)
    const mean = weighted(
      Array.from(weights),
      Array.from(weights, (_w, a) => {
        hamiltonian.value(H, state.q, state.p, a)
        return dense(H.slice(), n)
      }),
    )
    const difference = weighted([1, -1], [rates, commute(mean, densityOf(state, n))]).toArray()
    const entries = (difference as unknown as { re: number; im: number }[][]).flat()
    expect(Math.max(...entries.map(({ re, im }) => Math.hypot(re, im)))).toBeLessThan(1e-14)
  })

  test.each(cases)(
    '%s: midpoint keeps the spectrum of rho and the two-form; Ehrenfest loses purity',
    (_, hamiltonian) => {
      const n = hamiltonian.levels
      const purityDrift = (system: HybridSystem, dt = 0.05): { purity: number; energy: number } => {
        const state = sampleCloud(system.shape)
        const purity = (): number => {
          const rho = densityOf(state, n)
          return traceOf(times(rho, rho)).re
        }
        const [before, energy] = [purity(), system.energy(state)]
        const { flow } = implicitMidpoint(system)
        for (let k = 0; k < Math.round(5 / dt); k++) expect(flow(state, dt)).toBe(0)
        return { purity: Math.abs(purity() - before), energy: Math.abs(system.energy(state) - energy) }
      }
      const system = meanField(hamiltonian, { weights, hbar: HBAR })
      const drift = purityDrift(system)
      expect(drift.purity).toBeLessThan(1e-13)
      expect(drift.energy).toBeLessThan(5e-3)
      // bounded, and of order 2 in dt: a gradient that is not that of h would leave an error that does not shrink
      expect(purityDrift(system, 0.0125).energy).toBeLessThan(drift.energy / 12)
      expect(purityDrift(unweighted(system, hamiltonian), 0.0125).energy).toBeGreaterThan(5e-3)
      expect(purityDrift(ehrenfest(hamiltonian, { weights, hbar: HBAR })).purity).toBeGreaterThan(1e-3)
      const form = { shape: system.shape, weights, hbar: HBAR }
      const step = () => implicitMidpoint(system, { tolerance: 1e-15 }).flow
      expect(symplecticDefect(step, form, sampleCloud(system.shape), 0.1)).toBeLessThan(1e-9)
    },
  )

  test.each(cases)('%s: one trajectory is one Ehrenfest trajectory and one koopmon; two are not', (_, hamiltonian) => {
    const mollifier = { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }
    const gap = (w: Float64Array): ReadonlyArray<number> => {
      const options = { weights: w, hbar: HBAR }
      const system = meanField(hamiltonian, options)
      const state = sampleCloud(system.shape)
      const [x, y, z] = [0, 1, 2].map(() => allocateGradient(system.shape))
      system.gradient(x, state)
      ehrenfest(hamiltonian, options).gradient(y, state)
      koopmon(hamiltonian, { ...options, mollifier, spacing: 0.7 }).gradient(z, state)
      return [distance(x.block, y.block), distance(x.block, z.block)]
    }
    for (const difference of gap(new Float64Array([1]))) expect(difference).toBeLessThan(1e-14)
    for (const difference of gap(unequalWeights(2))) expect(difference).toBeGreaterThan(0.1)
  })

  test('a shift of the zero of energy changes no force on short amplitudes, and splitting a trajectory changes nothing', () => {
    const hamiltonian = ladder({ omega: 1, E0: 0, E1: 1, E2: 2.3, g01: 0.3, g12: 0.2 })
    const shifted: HybridHamiltonian = {
      ...hamiltonian,
      value: (out, q, p, at) => {
        hamiltonian.value(out, q, p, at)
        for (let j = 0; j < hamiltonian.levels; j++) out[2 * (j * hamiltonian.levels + j)] += 7
      },
    }
    const [plain, lifted] = [hamiltonian, shifted].map((H) => meanField(H, { weights, hbar: HBAR }))
    const state = sampleCloud(plain.shape)
    for (let k = 0; k < state.psi.length; k++) state.psi[k] *= 0.9
    const [x, y] = [allocateGradient(plain.shape), allocateGradient(plain.shape)]
    plain.gradient(x, state)
    lifted.gradient(y, state)
    expect(distance(x.block, y.block)).toBeLessThan(1e-14)
    expect(Math.abs(lifted.energy(state) - plain.energy(state) - 7)).toBeLessThan(1e-13)
    const twice = meanField(hamiltonian, {
      weights: Float64Array.from([...weights, ...weights], (w) => w / 2),
      hbar: HBAR,
    })
    const copies = allocateHybrid(twice.shape)
    for (const key of ['q', 'p', 'psi'] as const) copies[key].set([...state[key], ...state[key]])
    const z = allocateGradient(twice.shape)
    twice.gradient(z, copies)
    expect(distance(z.q.subarray(0, N), x.q)).toBeLessThan(1e-14)
    expect(distance(z.generator.subarray(0, x.generator.length), x.generator)).toBeLessThan(1e-14)
  })

  test('refuses weights that do not sum to 1', () =>
    expect(() => meanField(smoothHamiltonian(2), { weights: new Float64Array([1, 1]), hbar: 1 })).toThrow(
      'the weights sum to 2; divide them by their sum',
    ))
})
