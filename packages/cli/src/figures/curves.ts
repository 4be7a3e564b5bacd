import type { ComparedRun } from '@casimir/experiments'
import type { Row } from './Figure.ts'
import { methodEncoding } from './methodEncoding.ts'
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

/** A series against a run's recorded times, and the values that may be drawn: what lies outside, as after a blow-up, is a gap. */
export interface Curve {
  readonly series: (run: ComparedRun) => ReadonlyArray<number> | undefined
  readonly drawable: readonly [low: number, high: number]
  /** Its standard errors, where the run has any. */
  readonly errors?: (run: ComparedRun) => ReadonlyArray<number> | undefined
}

/** A shaded band reaches so many standard errors to either side. */
export const BAND = 2

const withEarlyEnd = (rows: Row[], colour: string): ReadonlyArray<Row> => {
  const last = rows.findLastIndex((row) => row.y !== null)
  return rows.map((row, k) => (k === last ? { ...row, end: colour } : row))
}

/** The ends of the band about a value that is drawn, for as far as they may be; nothing where there is no error. */
const bandAbout = (y: number, error: number | undefined, [low, high]: Curve['drawable']): Row =>
  error === undefined || !Number.isFinite(error)
    ? {}
    : { low: Math.max(low, y - BAND * error), high: Math.min(high, y + BAND * error) }

/** Rows `method`, `t`, `y` of all runs, with the ends `low` and `high` of the band where there are errors; the last that is drawn of a run that stopped early has its colour as `end`. */
export const curveRows = (
  runs: ReadonlyArray<ComparedRun>,
  { series, drawable, errors }: Curve,
): ReadonlyArray<Row> => {
  const styles = methodStyles(runs)
  return runs.flatMap((run, index) => {
    const { t, status } = run.result
    const values = series(run)
    if (values === undefined) return []
    const scatter = errors?.(run)
    const [low, high] = drawable
    const rows = thinned(t.length).map((k) => {
      const y = values[k] ?? Number.NaN
      const row = { method: run.label, t: t[k] ?? null }
      return y >= low && y <= high ? { ...row, y, ...bandAbout(y, scatter?.[k], drawable) } : { ...row, y: null }
    })
    return status === 'ok' ? rows : withEarlyEnd(rows, styles[index]?.colour ?? '#000000')
  })
}

/** A band in the colour of each curve that has errors, drawn before them. */
const bands = <X>(runs: ReadonlyArray<ComparedRun>, x: X, y: object) => {
  const styles = methodStyles(runs)
  return runs.flatMap(({ label, result }, k) => {
    if (result.errors === undefined) return []
    const fill = styles[k]?.colour ?? '#000000'
    return [
      {
        transform: [{ filter: `isValid(datum.low) && datum.method === ${JSON.stringify(label)}` }],
        mark: { type: 'area' as const, fill, opacity: 0.2, clip: true },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
    ]
  })
}

/** A line per method over the rows of `curveRows` and the band about it, ending in a point where the method stopped early. */
export const methodCurves = <X, Y extends object>(
  runs: ReadonlyArray<ComparedRun>,
  place: { readonly x: X; readonly y: Y },
) => {
  const curves = { mark: { type: 'line' as const }, encoding: { ...place, ...methodEncoding(runs) } }
  const hasErrors = runs.some((run) => run.result.errors !== undefined)
  const stopped = runs.some((run) => run.result.status !== 'ok')
  if (!hasErrors && !stopped) return curves
  const ends = {
    transform: [{ filter: 'isValid(datum.end)' }],
    mark: { type: 'circle' as const, size: 110, opacity: 1 },
    encoding: { ...place, fill: { field: 'end', type: 'nominal' as const, scale: null } },
  }
  return { layer: [...bands(runs, place.x, place.y), curves, ...(stopped ? [ends] : [])] }
}
