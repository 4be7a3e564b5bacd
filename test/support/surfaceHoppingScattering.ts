import type { HybridHamiltonian } from '@casimir/algebra'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { surfaceHopping, tully1 } from '@casimir/models'

export const HOPPING_DEFAULTS: SurfaceHoppingOptions = {
  hbar: 1,
  hopping: 'instantaneous',
  rescale: 'nac',
  frustrated: 'reverse',
  decoherence: 'none',
}

/** Marsaglia's xorshift32 by trajectory, each stream seeded by a splitmix hash of (seed, a): a source that shares nothing with the program's. */
export const streams = (trajectories: number, seed: number): ((a: number) => number) => {
  const words = Int32Array.from({ length: trajectories }, (_, a) => {
    let z = (seed * 0x9e3779b9 + (a + 1) * 0x85ebca6b) | 0
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15) || 1
  })
  return (a) => {
    let x = words[a]
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    words[a] = x
    return (x >>> 0) / 4294967296
  }
}

/** The first number of trajectory a is the middle of cell a of N equal ones, the second the bits of a turned round; then `streams`. */
export const stratified = (trajectories: number, seed: number): ((a: number) => number) => {
  const later = streams(trajectories, seed)
  const drawn = new Uint8Array(trajectories)
  return (a) => {
    const turn = drawn[a]
    if (turn < 2) drawn[a]++
    if (turn === 0) return (a + 0.5) / trajectories
    if (turn > 1) return later(a)
    let [u, digit] = [0, 0.5]
    for (let rest = a; rest > 0; rest >>= 1, digit /= 2) u += digit * (rest & 1)
    return u
  }
}

/** What becomes of trajectories that start at x = -10 on the lower adiabat, once all are beyond |x| = 10. */
export interface Scattering {
  readonly upper: number
  readonly reflected: number
  /** Mean of |E(end) - E(start)|/E(start). */
  readonly energyError: number
  readonly norm: number
  /** Means over trajectories. */
  readonly hops: number
  readonly frustrated: number
  readonly bias: number
  readonly absoluteBias: number
  /** Mean |c_1|^2 at the end. */
  readonly amplitude: number
  readonly steps: number
}

/** Runs trajectories of fixed momentum k across a one-dimensional model; those that have not left after 10 crossing times are left where they are. */
export const scatter = (
  model: HybridHamiltonian,
  k: number,
  dt: number,
  trajectories: number,
  uniform: (a: number) => number,
  options: Partial<SurfaceHoppingOptions> = {},
): Scattering => {
  const run = surfaceHopping(model, { ...HOPPING_DEFAULTS, ...options }).prepare(trajectories, uniform)
  const { state, active } = run
  const most = Math.ceil((10 * 20 * 2000) / (k * dt))
  const population = new Float64Array(model.levels)
  const sums = { upper: 0, reflected: 0, energyError: 0, norm: 0, amplitude: 0, steps: 0 }
  const mean = (x: Iterable<number>): number => Array.from(x).reduce((sum, one) => sum + one, 0) / trajectories
  for (let a = 0; a < trajectories; a++) {
    state.q[a] = -10
    state.p[a] = k
    run.start(a, 0)
    const before = run.energy(a)
    for (let s = 0; s < most && state.q[a] >= -10 && state.q[a] <= 10; s++) {
      run.stepOne(a, dt)
      sums.steps++
    }
    run.populations(population, a)
    if (active[a] === 1) sums.upper++
    if (state.q[a] < 0) sums.reflected++
    sums.energyError += Math.abs(run.energy(a) / before - 1)
    sums.amplitude += population[1]
    sums.norm += Math.abs(population.reduce((sum, x) => sum + x, 0) - 1)
  }
  return {
    upper: sums.upper / trajectories,
    reflected: sums.reflected / trajectories,
    energyError: sums.energyError / trajectories,
    norm: sums.norm / trajectories,
    amplitude: sums.amplitude / trajectories,
    hops: mean(run.hops),
    frustrated: mean(run.frustrated),
    bias: mean(run.bias),
    absoluteBias: mean(run.absoluteBias),
    steps: sums.steps,
  }
}

/** Tully's first model with its usual parameters. */
export const simpleCrossing = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })

/** The fractions on the upper level at k = 10, 15, 20, 25, 30 that converged surface hopping gives on it. */
export const SIMPLE_CROSSING_UPPER = [
  [10, 0.156],
  [15, 0.335],
  [20, 0.5],
  [25, 0.631],
  [30, 0.722],
] as const

/** One row for each momentum: the table of the reference, with N random trajectories at a step dt. */
export const simpleCrossingTable = (dt: number, trajectories: number, seed: number) =>
  SIMPLE_CROSSING_UPPER.map(([k, expected]) => ({
    k,
    expected,
    ...scatter(simpleCrossing, k, dt, trajectories, streams(trajectories, seed + k)),
  }))
