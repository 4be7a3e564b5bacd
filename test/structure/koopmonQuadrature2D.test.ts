import type { HybridHamiltonian, HybridState, Writing } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { run } from '@casimir/experiments'
import { bspline, correlation, koopmon, linearVibronic, separable } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { spinOrbitKinetic, sumOfModes } from '../support/planeFunctions.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { runSpec } from '../support/specs.ts'

/** The default in two degrees of freedom: the knot spacing of the quintic, in units of alpha. */
const KNOT = Math.SQRT2
const largest = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
const mollifier = (alpha: number) => {
  const factors = [bspline(5, alpha), bspline(5, alpha)]
  return { q: factors, p: factors }
}

test('the forces of the hbar term err by percents at the knot spacing, and several times less at each finer one', async () => {
  const pyrazine = { omegaTuning: 0.0739, omegaCoupling: 0.1139, delta: 0.423, kappa0: 0.09806, kappa1: -0.13545 }
  const hamiltonian = linearVibronic({ ...pyrazine, lambda: 0.20804 })
  const sigma = Math.SQRT1_2
  const { snapshots } = await run(
    runSpec({
      problem: { name: 'linear-vibronic' },
      initial: { wavepacket: { q: [0, 0], p: [0, 0], sigma: [sigma, sigma], level: 1 } },
      method: { name: 'ehrenfest', particles: 30 },
      time: { end: 4, record: 4 },
      snapshots: [4],
    }),
  )
  const [cloud] = snapshots
  if (cloud?.kind !== 'trajectories') throw new Error('Ehrenfest has trajectories')
  const gradientAt = (spacing: number) => {
    const term = correlation(hamiltonian, { weights: cloud.weights, hbar: 1, mollifier: mollifier(sigma / 2), spacing })
    const state = allocateHybrid(term.shape)
    for (const key of ['q', 'p', 'psi'] as const) state[key].set(cloud[key])
    const gradient = allocateGradient(term.shape)
    expect(term.gradient(gradient, state)).toBe(0)
    return gradient
  }
  const reference = gradientAt(0.7)
  // largest error over the largest entry, of (q, p, generator); measured here, twice that allowed, half of it required
  const table = [
    [KNOT, { q: 0.029, p: 0.142, generator: 0.0102 }],
    [1, { q: 0.0068, p: 0.0274, generator: 0.00172 }],
  ] as const
  let previous = { q: Infinity, p: Infinity, generator: Infinity }
  for (const [spacing, measured] of table) {
    const found = gradientAt(spacing)
    const error = (key: 'q' | 'p' | 'generator'): number =>
      distance(found[key], reference[key]) / largest(reference[key])
    for (const key of ['q', 'p', 'generator'] as const) {
      expect(error(key), `${key} at ${spacing}`).toBeLessThan(2 * measured[key])
      expect(error(key), `${key} at ${spacing}`).toBeGreaterThan(measured[key] / 2)
      expect(error(key), `${key} at ${spacing}`).toBeLessThan(previous[key] / 3)
    }
    previous = { q: error('q'), p: error('p'), generator: error('generator') }
  }
})

describe('a Hamiltonian of p alone', () => {
  const zero = (numbers: number) => (out: Writing) => {
    out.fill(0, 0, numbers)
  }
  const free: HybridHamiltonian = separable('spin-orbit', sumOfModes(spinOrbitKinetic(0.4), spinOrbitKinetic(-0.7)), {
    levels: 2,
    dof: 2,
    scalar: true,
    value: zero(8),
    gradient: zero(16),
  })
  const weights = unequalWeights(16)
  /** d/dt of sum w p, and the largest |w p'|, of either component. */
  const drift = (spacing: number, state: HybridState): { sum: number; single: number } => {
    const system = koopmon(free, { weights, hbar: 1, mollifier: mollifier(0.5), spacing })
    const gradient = allocateGradient(system.shape)
    expect(system.gradient(gradient, state)).toBe(0)
    let [sum, single] = [0, 0]
    for (const j of [0, 1]) {
      const forces = Array.from(weights, (w, a) => -w * gradient.q[2 * a + j])
      sum = Math.max(sum, Math.abs(forces.reduce((x, y) => x + y, 0)))
      single = Math.max(single, ...forces.map(Math.abs))
    }
    return { sum, single }
  }
  test('keeps the total momentum as well as the lattice is fine', () => {
    const state = sampleCloud({ trajectories: 16, dof: 2, levels: 2 })
    const [coarse, middle, fine] = [KNOT, 1, 0.7].map((spacing) => drift(spacing, state))
    expect(coarse.sum).toBeGreaterThan(1e-3 * coarse.single)
    expect(coarse.sum).toBeLessThan(0.2 * coarse.single)
    expect(middle.sum).toBeLessThan(coarse.sum / 3)
    expect(fine.sum).toBeLessThan(middle.sum / 3)
    expect(fine.sum).toBeLessThan(2e-3 * fine.single)
  })
})
