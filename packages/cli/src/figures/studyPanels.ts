import type { Quantity } from '../quantities/finalQuantities.ts'
import type { StudySummary, SummarisedRun } from '../quantities/StudySummary.ts'
import { BAND } from './curves.ts'
import type { Row } from './Figure.ts'
import { labelEncoding } from './methodEncoding.ts'
import type { MethodStyle } from './methodStyles.ts'
import { stylesOf } from './methodStyles.ts'
import type { StudyAxis } from './studyAxis.ts'
import { isWide } from './studyAxis.ts'

/** One quantity against the one axis of a study, all methods. */
export interface StudyPanel {
  readonly name: string
  readonly title: string
  readonly read: (run: SummarisedRun) => Quantity | undefined
  /** The ends of the vertical axis; 0 and what the data need without. */
  readonly domain?: readonly [low: number, high: number]
  /** Whether values over more than a factor of 30 have a logarithmic axis. */
  readonly mayBeLogarithmic?: boolean
}

/** The methods of a study by label, each the first time it occurs. */
export const methodsOf = ({ points }: StudySummary): ReadonlyArray<Pick<SummarisedRun, 'label' | 'method'>> => {
  const found = new Map<string, SummarisedRun>()
  for (const { runs } of points) for (const run of runs) if (!found.has(run.label)) found.set(run.label, run)
  return [...found.values()]
}

/** Rows `method`, `x`, `y` and the ends `low`, `high` of the error bar; without a value there is no row. */
const panelRows = ({ points }: StudySummary, axis: StudyAxis, { read }: StudyPanel): ReadonlyArray<Row> =>
  points.flatMap((point) =>
    point.runs.flatMap((run) => {
      const found = read(run)
      if (found?.value === undefined || !Number.isFinite(found.value)) return []
      const { value, error } = found
      const bar =
        error === undefined || !Number.isFinite(error) ? {} : { low: value - BAND * error, high: value + BAND * error }
      return [{ method: run.label, x: axis.placeOf(point), y: value, ...bar }]
    }),
  )

const numbers = (rows: ReadonlyArray<Row>, field: string): number[] =>
  rows.flatMap((row) => (typeof row[field] === 'number' ? [row[field]] : []))

/** The rows from `least` on, with bars that begin there. */
const above = (rows: ReadonlyArray<Row>, least: number): ReadonlyArray<Row> =>
  rows
    .filter((row) => typeof row.y === 'number' && row.y >= least)
    .map((row) => (typeof row.low === 'number' ? { ...row, low: Math.max(least, row.low) } : row))

interface PanelMethods {
  readonly labels: ReadonlyArray<string>
  readonly colours: ReadonlyArray<string>
  readonly encoding: object
}

/** Points of later methods are smaller than those they are drawn over, so that all show where they coincide. */
const pointSize = (k: number, of: number): number => 16 + 14 * (of - 1 - k)

/** The marks of a panel: a bar, a line and a point per method. */
const marks = ({ labels, colours, encoding }: PanelMethods, x: object, y: object) => {
  const each = (layer: (style: { readonly color: string; readonly size: number }, filter: string) => object) =>
    labels.map((label, k) =>
      layer(
        { color: colours[k] ?? '#000000', size: pointSize(k, labels.length) },
        `datum.method === ${JSON.stringify(label)}`,
      ),
    )
  return [
    { mark: { type: 'line', clip: true }, encoding: { x, y, ...encoding } },
    ...each(({ color }, filter) => ({
      transform: [{ filter: `${filter} && isValid(datum.low)` }],
      mark: { type: 'rule', color, strokeWidth: 1.5, clip: true },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
    })),
    ...each(({ color, size }, filter) => ({
      transform: [{ filter }],
      mark: { type: 'circle', fill: color, size, opacity: 1 },
      encoding: { x, y },
    })),
  ]
}

/** Ticks stand at the values of an axis that has no more of them than this. */
const MOST_TICKS = 10

const horizontal = ({ title, isNumeric, isLogarithmic, places }: StudyAxis) => {
  if (!isNumeric) return { field: 'x', type: 'ordinal', title, sort: [...places], axis: { labelAngle: 0 } }
  const numbersOf = places.filter((place) => typeof place === 'number')
  const domain = [Math.min(...numbersOf), Math.max(...numbersOf)]
  const scale = { type: isLogarithmic ? 'log' : 'linear', domain, zero: false, nice: false, padding: 14 }
  const ticks = places.length <= MOST_TICKS ? { values: [...places] } : {}
  return { field: 'x', type: 'quantitative', title, scale, axis: { format: '~r', labelOverlap: true, ...ticks } }
}

/** The vertical axis of a panel, and the least value it shows. */
const vertical = ({ title, domain, mayBeLogarithmic }: StudyPanel, rows: ReadonlyArray<Row>) => {
  const head = { field: 'y', type: 'quantitative', title }
  if (domain !== undefined) return { least: domain[0], y: { ...head, scale: { domain: [...domain], nice: false } } }
  const values = numbers(rows, 'y').filter((value) => value > 0)
  const most = Math.max(...values, ...numbers(rows, 'high'))
  if (mayBeLogarithmic && isWide(values)) {
    const low = 10 ** Math.floor(Math.log10(Math.min(...values)) + 1e-9)
    const high = 10 ** Math.ceil(Math.log10(most) - 1e-9)
    return {
      least: low,
      y: { ...head, scale: { type: 'log', domain: [low, high], nice: false }, axis: { format: '~e' } },
    }
  }
  return { least: 0, y: { ...head, scale: { domain: [0, most], nice: true }, axis: { format: '~g' } } }
}

/** The panels of a figure as vega-lite charts, and their data by name; methods and panels without a row are left out. */
export const studyPanels = (summary: StudySummary, axis: StudyAxis, panels: ReadonlyArray<StudyPanel>) => {
  const filled = panels
    .map((panel) => ({ panel, rows: panelRows(summary, axis, panel) }))
    .filter(({ rows }) => rows.length > 0)
  const all = methodsOf(summary)
  const styles = stylesOf(all.map(({ method }) => method))
  const shown = all
    .map(({ label }, k) => ({ label, style: styles[k] as MethodStyle }))
    .filter(({ label }) => filled.some(({ rows }) => rows.some(({ method }) => method === label)))
  const methods = {
    labels: shown.map(({ label }) => label),
    colours: shown.map(({ style }) => style.colour),
    encoding: labelEncoding(
      shown.map(({ label }) => label),
      shown.map(({ style }) => style),
    ),
  }
  const drawn = filled.map(({ panel, rows }) => {
    const { least, y } = vertical(panel, rows)
    const chart = { data: { name: panel.name }, width: 340, height: 220, layer: marks(methods, horizontal(axis), y) }
    return { name: panel.name, rows: above(rows, least), chart }
  })
  return {
    datasets: Object.fromEntries(drawn.map(({ name, rows }) => [name, rows])),
    hasBars: drawn.some(({ rows }) => rows.some((row) => row.low !== undefined)),
    charts: drawn.map(({ chart }) => chart),
  }
}
