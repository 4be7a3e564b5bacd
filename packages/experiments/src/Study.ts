import type { Comparison } from './Comparison.ts'
import type { Setting, SweepAxis } from './spec/sweep.ts'

/** One point of a study: what it sets, and what came out. */
export interface ComparedPoint {
  readonly index: number
  readonly settings: ReadonlyArray<Setting>
  readonly comparison: Comparison
}

/** What a study produced; `spec` is its document with the sweep, as `encodeStudy` writes it. Points are in the order of their index. */
export interface Study {
  readonly version: string
  readonly spec: unknown
  readonly axes: ReadonlyArray<SweepAxis>
  readonly points: ReadonlyArray<ComparedPoint>
}
