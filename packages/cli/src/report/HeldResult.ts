import type { Deviation, StandardErrors, Statistics, Units } from '@casimir/experiments'
import type { Inside } from '../quantities/stillInside.ts'

/** The deviations of a run from exact, up to the time `until`; one that the file does not have is absent. */
export type HeldDeviations = { readonly [name in 'population' | 'purity' | 'q' | 'p']?: Deviation } & {
  readonly until: number
}

/** The grid of an exact run, and the largest probabilities it saw at the edges of its box and at the highest momenta. */
export interface HeldGrid {
  readonly points: ReadonlyArray<number>
  readonly dt: number
  readonly edge: number
  readonly highMomentum: number
}

/** A run as result.h5 has it; what the file does not have is absent, or an empty series. */
export interface HeldRun {
  readonly label: string
  readonly method: string
  readonly status: string
  readonly message: string
  readonly notes: ReadonlyArray<string>
  /** The resolved spec of the run as plain data. */
  readonly spec: unknown
  readonly units: Units
  /** The recorded times. */
  readonly t: ReadonlyArray<number>
  readonly observables: StandardErrors
  readonly errors?: StandardErrors
  readonly statistics?: Statistics
  readonly deviations?: HeldDeviations
  readonly drift: { readonly norm?: number; readonly energy?: number }
  readonly trajectories?: number
  readonly grid?: HeldGrid
  readonly tallies: ReadonlyMap<string, number>
  /** What is still inside at the end, where that is too much for T and R to be final. */
  readonly inside?: Inside
}

/** What a point of a study sets, and its runs; the one point of all else sets nothing. */
export interface HeldPoint {
  readonly index: number
  readonly settings: ReadonlyArray<{ readonly path: string; readonly text: string }>
  readonly runs: ReadonlyArray<HeldRun>
}

/** A result folder's result.h5. */
export interface HeldResult {
  readonly kind: 'run' | 'comparison' | 'study'
  readonly version: string
  /** The resolved spec in YAML, and as plain data. */
  readonly specText: string
  readonly document: unknown
  readonly points: ReadonlyArray<HeldPoint>
}

/** Every run with its point. */
export const runsOf = ({ points }: HeldResult): ReadonlyArray<{ readonly point: HeldPoint; readonly run: HeldRun }> =>
  points.flatMap((point) => point.runs.map((run) => ({ point, run })))

/** The labels of the methods, each once, in order. */
export const labelsOf = (result: HeldResult): ReadonlyArray<string> => [
  ...new Set(runsOf(result).map(({ run }) => run.label)),
]
