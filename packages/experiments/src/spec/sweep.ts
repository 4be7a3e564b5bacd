/** A sweep as data: what changes from point to point of a study. */

/** One value at one path, as `--set` writes it. */
export interface Setting {
  readonly path: string
  readonly value: unknown
}

/** Paths whose values go together: the k-th entry of `values` has one for each path, in their order. */
export interface SweepAxis {
  readonly paths: ReadonlyArray<string>
  readonly values: ReadonlyArray<ReadonlyArray<unknown>>
}

/** One point: its place in the order of all, what it sets, and the document with that set and without the sweep. */
export interface SweepPoint {
  readonly index: number
  readonly settings: ReadonlyArray<Setting>
  readonly raw: unknown
}

/** A document with its sweep taken apart: the document without it, the axes, and the points, the last axis fastest. */
export interface SweepPlan {
  readonly document: unknown
  readonly axes: ReadonlyArray<SweepAxis>
  readonly points: ReadonlyArray<SweepPoint>
}

/** More points than this are refused. */
export const MOST_POINTS = 100_000
