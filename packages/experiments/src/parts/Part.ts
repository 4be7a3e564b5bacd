import type { ObservationShape, SeriesName } from '../observables/Observation.ts'
import type { Spread } from '../observables/Spread.ts'
import type { RunResult } from '../RunResult.ts'

/** The number of trajectories in a block; fixed, so that sums do not depend on how blocks are handed out. */
export const BLOCK = 256

/** Fewer replicas than this say little about their own scatter. */
export const LEAST_REPLICAS = 8

/**
 * How a run is put together: of one whole, of blocks of independent trajectories, or of replicas.
 *
 * `parts` are computed one by one in index order; with a target it is the most there may be.
 */
export interface PartPlan {
  readonly kind: 'whole' | 'blocks' | 'replicas'
  readonly parts: number
  /** Standard error of every population at every time at which no further part is computed. */
  readonly target?: number
}

/** Which trajectories a part holds. */
export interface PartPlace {
  readonly kind: PartPlan['kind']
  readonly index: number
  /** The first trajectory of a block, and how many it holds; absent for the others, which hold all of the spec. */
  readonly block?: { readonly first: number; readonly count: number }
}

/** What one part of a run gave: data alone, so that it can be sent between threads and kept in files. */
export interface PartResult
  extends Pick<RunResult, 'status' | 'message' | 'notes' | 'counts' | 'grid' | 'derived' | 'snapshots' | 'seconds'> {
  readonly index: number
  readonly shape: ObservationShape
  readonly series: ReadonlyArray<SeriesName>
  readonly t: ReadonlyArray<number>
  /** Blocks of observations, one a record; these and the spreads are views of one buffer. */
  readonly means: ReadonlyArray<Float64Array>
  /** Independent samples it holds, with their spread at each record; a replica is one sample, a whole that is none of an ensemble has 0. */
  readonly samples: number
  readonly spreads?: ReadonlyArray<Spread>
  readonly normDrift: number
  readonly tallies: { readonly [name: string]: number }
}
