import type { Reading } from '@casimir/algebra'
import type { ContinuumModel } from '@casimir/models'

/** A field to be evolved by a continuum model. */
export interface ContinuumRun {
  readonly model: ContinuumModel
  /** P at the start, laid out as the fields of the model. */
  readonly initial: Reading
  readonly dt: number
  /** The duration, a multiple of dt. */
  readonly end: number
  /** Steps from one record to the next, a divisor of the number of steps; 1 by default. */
  readonly every?: number
  /** Largest wave number kept on each axis; a third of the points by default. */
  readonly cutoff?: number
  /** The spectral tail at which resolution counts as lost; 0.01 by default. */
  readonly tail?: number
}

/** What a run found, up to where it ended. */
export interface ContinuumResult {
  readonly status: 'ok' | 'unresolved' | 'non-finite'
  /** One sentence: empty for `ok`, else what happened, when, and what to do. */
  readonly message: string
  /** Times of the records, and at each the energy, the mass int Tr P, the purity Tr(rho^2) of rho = int P / mass, and the spectral tail. */
  readonly t: ReadonlyArray<number>
  readonly energy: ReadonlyArray<number>
  readonly mass: ReadonlyArray<number>
  readonly purity: ReadonlyArray<number>
  readonly tail: ReadonlyArray<number>
  /** The time of `field`, that of the last good step. */
  readonly until: number
  readonly field: Float64Array
  readonly steps: number
  readonly cutoff: number
}
