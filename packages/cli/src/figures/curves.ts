import type { ComparedRun } from '@casimir/experiments'
import type { Row } from './Figure.ts'
import { methodStyles } from './methodStyles.ts'

const mostPoints = 1000

/**
 * Indices of a series to draw: all of a short one, evenly thinned to at most `most` of a long one, both ends kept.
 *
 * @example
 * thinned(3) // => [0, 1, 2]
 * thinned(5, 3) // => [0, 2, 4]
 */
export const thinned = (length: number, most: number = mostPoints): ReadonlyArray<number> => {
  const count = Math.min(length, most)
  return Array.from({ length: count }, (_, k) => (count < 2 ? 0 : Math.round((k * (length - 1)) / (count - 1))))
}

/** Encodes the field `method` as colour, dash and width in one legend to the right of the data. */
const methodEncoding = (runs: ReadonlyArray<ComparedRun>) => {
  const styles = methodStyles(runs)
  const domain = runs.map((run) => run.label)
  const scaled = <A>(range: A[]) => ({
    field: 'method',
    type: 'ordinal' as const,
    title: 'method',
    sort: null,
    scale: { type: 'ordinal' as const, domain, range },
  })
  return {
    color: scaled(styles.map((style) => style.colour)),
    strokeDash: scaled(styles.map((style) => [...style.dash])),
    strokeWidth: scaled(styles.map((style) => style.width)),
  }
}

/** A series against a run's recorded times, and the values that may be drawn: what lies outside, as after a blow-up, is a gap. */
export interface Curve {
  readonly series: (run: ComparedRun) => ReadonlyArray<number> | undefined
  readonly drawable: readonly [low: number, high: number]
}

const withEarlyEnd = (rows: Row[], colour: string): ReadonlyArray<Row> => {
  const last = rows.findLastIndex((row) => row.y !== null)
  return rows.map((row, k) => (k === last ? { ...row, end: colour } : row))
}

/** Rows `method`, `t`, `y` of all runs; the last that is drawn of a run that stopped early has its colour as `end`. */
export const curveRows = (
  runs: ReadonlyArray<ComparedRun>,
  { series, drawable: [low, high] }: Curve,
): ReadonlyArray<Row> => {
  const styles = methodStyles(runs)
  return runs.flatMap((run, index) => {
    const { t, status } = run.result
    const values = series(run)
    if (values === undefined) return []
    const rows = thinned(t.length).map((k) => {
      const y = values[k] ?? Number.NaN
      return { method: run.label, t: t[k] ?? null, y: y >= low && y <= high ? y : null }
    })
    return status === 'ok' ? rows : withEarlyEnd(rows, styles[index]?.colour ?? '#000000')
  })
}

/** A line per method over the rows of `curveRows`, ending in a point where the method stopped early. */
export const methodCurves = <X, Y>(runs: ReadonlyArray<ComparedRun>, place: { readonly x: X; readonly y: Y }) => {
  const curves = { mark: { type: 'line' as const }, encoding: { ...place, ...methodEncoding(runs) } }
  if (runs.every((run) => run.result.status === 'ok')) return curves
  const ends = {
    transform: [{ filter: 'isValid(datum.end)' }],
    mark: { type: 'circle' as const, size: 110, opacity: 1 },
    encoding: { ...place, fill: { field: 'end', type: 'nominal' as const, scale: null } },
  }
  return { layer: [curves, ends] }
}
