import type { Comparison, Setting, SweepAxis } from '@casimir/experiments'

/** One point of a finished study: its place in the order of all, and what it sets. */
interface StudyRunPoint {
  readonly index: number
  readonly settings: ReadonlyArray<Setting>
}

/**
 * A finished study, read one point at a time, so that no more than one is ever in memory.
 *
 * `spec` is its document with the sweep, as `encodeStudy` writes it; `points` are in the order of their index, and `comparisonAt` is to be asked
 * for them in that order.
 */
export interface StudyRun {
  readonly version: string
  readonly spec: unknown
  readonly axes: ReadonlyArray<SweepAxis>
  readonly points: ReadonlyArray<StudyRunPoint>
  readonly comparisonAt: (index: number) => Promise<Comparison>
}
