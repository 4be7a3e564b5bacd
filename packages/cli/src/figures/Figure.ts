import type { TopLevelSpec } from 'vega-lite'

/** One row of a figure's data. */
export type Row = { readonly [field: string]: string | number | null }

/** A figure: its file name without extension, its vega-lite spec, and the data sets the spec refers to by name. */
export interface Figure {
  readonly name: string
  readonly spec: TopLevelSpec
  readonly datasets: { readonly [name: string]: ReadonlyArray<Row> }
}
