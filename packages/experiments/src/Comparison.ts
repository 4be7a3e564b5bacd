import type { RunResult } from './RunResult.ts'
import type { CompareSpec } from './spec/Spec.ts'

/**
 * Root-mean-square and largest deviation from `exact` over the recorded times both share.
 *
 * `error` is the root mean square of the standard errors of the same series: by the triangle inequality the rms of an infinite sample is within about that of `rms`. Absent where there are none.
 */
export interface Deviation {
  readonly rms: number
  readonly max: number
  readonly error?: number
}

/** Deviations of one method from `exact`: population and means are over all levels and degrees of freedom together. */
export interface Deviations {
  readonly population: Deviation
  readonly purity: Deviation
  readonly q: Deviation
  readonly p: Deviation
  /** The time up to which they were taken: the end of the shorter of the two runs. */
  readonly until: number
}

/** One method's result under a label unique in the comparison (its name, numbered when the name occurs twice). */
export interface ComparedRun {
  readonly label: string
  readonly result: RunResult
  /** Absent for the reference itself, and for all when the comparison has no exact run. */
  readonly deviations?: Deviations
}

/** What a comparison produced; `status` is the first that is not ok. */
export interface Comparison {
  readonly version: string
  readonly spec: CompareSpec
  readonly status: RunResult['status']
  readonly runs: ReadonlyArray<ComparedRun>
}
