import type { HybridHamiltonian, HybridState, Status, Writing } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Cloud } from '../arbitraries/cloud.ts'
import { cloud, showCloud } from '../arbitraries/cloud.ts'
import { stepSize } from '../arbitraries/stepSize.ts'
import type { PhaseSpaceScale } from './HybridModel.ts'
import { stretch } from './modelCase.ts'

/** Trajectories that hop between adiabatic levels, as the laws take them. */
export interface HoppingRun {
  readonly state: HybridState
  readonly active: Int32Array
  /** Hops made, and hops tried without the energy for them, of each trajectory. */
  readonly hops: Int32Array
  readonly frustrated: Int32Array
  /** Makes trajectory a ready at its q, p, psi; its first random number draws the active level by the populations. */
  readonly start: (a: number) => void
  readonly step: (h: number) => Status
  /** The energy of trajectory a on its active level. */
  readonly energy: (a: number) => number
  /** Writes the populations of the adiabatic levels, ascending in energy. */
  readonly populations: (out: Writing, a: number) => void
}

/** Prepares trajectories; `uniform(a)` is the next random number in [0, 1) of trajectory a. */
export type PrepareHoppingRun = (trajectories: number, uniform: (a: number) => number) => HoppingRun

/** A surface-hopping method on a Hamiltonian, and what its maker says of it. */
export interface SurfaceHoppingInstance {
  readonly dof: number
  readonly levels: number
  readonly hbar: number
  /** H = A(p) + B(q), with `split`. */
  readonly hamiltonian: HybridHamiltonian
  /** The same method on another Hamiltonian A(p) + B(q) of as many levels. */
  readonly forHamiltonian: (hamiltonian: HybridHamiltonian) => PrepareHoppingRun
  /** Random numbers that never make a hop, and that make one whenever its chance exceeds a part in 10^9. */
  readonly draws: { readonly never: number; readonly always: number }
  /** The largest step drawn. */
  readonly largestStep: number
  /** Half the side of the box that particles are drawn from; 1 when left out. */
  readonly reach?: PhaseSpaceScale
}

/** A cloud, a step, and where its random numbers come from. */
export interface HoppingCase {
  readonly cloud: Cloud
  readonly h: number
  readonly seed: number
}

const SEEDS = 10_000

/** Clouds of `fewest` to `most` trajectories, with steps and random numbers. */
export const hoppingCases = (
  { dof, levels, largestStep, reach }: SurfaceHoppingInstance,
  fewest: number,
  most: number,
): fc.Arbitrary<HoppingCase> =>
  fc.record({
    cloud: cloud({ dof, levels, fewest, most }).map((drawn) => (reach ? stretch(drawn, { reach }) : drawn)),
    h: stepSize(largestStep),
    seed: fc.nat(SEEDS),
  })

/** The code of a case. */
export const showHopping = ({ cloud: drawn, h, seed }: HoppingCase): string =>
  `${showCloud(drawn)}\nconst h = ${h}\nconst seed = ${seed} // of hashedDraws`

/** Makes streams of random numbers, one for each trajectory. */
export type MakeDraws = (trajectories: number) => (a: number) => number

/** A number in [0, 1) of three whole ones, by mixing their bits. */
const hashed = (seed: number, name: number, index: number): number => {
  let x = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(name + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
}

/** Uniform numbers in [0, 1), a stream for each trajectory; `names` are the trajectories' own when they run in another order or alone. */
export const hashedDraws =
  (seed: number, names?: ReadonlyArray<number>): MakeDraws =>
  (trajectories) => {
    const drawn = new Int32Array(trajectories)
    return (a) => hashed(seed, names?.[a] ?? a, drawn[a]++)
  }

/** Streams whose first number is hashed, for the level at the start, and whose others are all the same. */
export const constantDraws =
  (seed: number, value: number): MakeDraws =>
  (trajectories) => {
    const first = hashedDraws(seed)(trajectories)
    const started = new Uint8Array(trajectories)
    return (a) => {
      if (started[a] === 1) return value
      started[a] = 1
      return first(a)
    }
  }

/** A run from a state, not yet stepped. */
export const startedRun = (prepare: PrepareHoppingRun, start: HybridState, N: number, draws: MakeDraws): HoppingRun => {
  const run = prepare(N, draws(N))
  run.state.block.set(start.block)
  for (let a = 0; a < N; a++) run.start(a)
  return run
}

/** Steps a run; throws when a step does not end well. */
export const stepped = (run: HoppingRun, h: number, steps: number): HoppingRun => {
  for (let k = 0; k < steps; k++) {
    const status = run.step(h)
    if (status !== 0) throw new Error(`a step of ${h} ends with status ${status}`)
  }
  return run
}

/** Hops made or tried by all trajectories. */
export const triedHops = ({ hops, frustrated }: HoppingRun): number =>
  hops.reduce((sum, x, a) => sum + x + frustrated[a], 0)
