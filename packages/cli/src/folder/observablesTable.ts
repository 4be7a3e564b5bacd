import type { ComparedRun, StandardErrors, Units } from '@casimir/experiments'
import { observableIndices, observableNames, seriesName, seriesOf } from '../quantities/observableSeries.ts'
import type { Report } from '../Report.ts'
import { numberCell, tableMetadata, textCell } from './csv.ts'
import { observableLabels } from './observableLabels.ts'

/** A column of the table of observables: its name, unit and meaning, and its series in each run that has it. */
interface Column {
  readonly name: string
  readonly units: string
  readonly description: string
  readonly series: (run: ComparedRun) => ReadonlyArray<number> | undefined
}

/** The columns of one observable, each with its standard error behind it where any run has one. */
const columnsFor = (
  runs: ReadonlyArray<ComparedRun>,
  units: Units,
  name: (typeof observableNames)[number],
): ReadonlyArray<Column> => {
  const [unit, what] = observableLabels(units)[name]
  const index = observableIndices[name]
  const lists = runs.map(({ result }) => seriesOf(result.observables, name))
  const longest = lists.reduce((most, list) => (list.length > most.length ? list : most), lists[0] ?? [])
  return longest.flatMap(({ component }, k) => {
    const column = seriesName({ name, component })
    const description = index === undefined ? what : `${what}, ${index} ${component}`
    const read = (from: (run: ComparedRun) => StandardErrors | undefined) => (run: ComparedRun) => {
      const found = from(run)
      return found && seriesOf(found, name)[k]?.values
    }
    const error = {
      name: `${column}_error`,
      units: unit,
      description: `standard error of ${column}`,
      series: read(({ result }) => result.errors),
    }
    return [
      { name: column, units: unit, description, series: read(({ result }) => result.observables) },
      ...(runs.some((run) => error.series(run) !== undefined) ? [error] : []),
    ]
  })
}

const columnsOf = ({ runs, units }: Pick<Report, 'runs' | 'units'>): ReadonlyArray<Column> => [
  { name: 'time', units: units.time, description: 'recorded time', series: (run) => run.result.t },
  ...observableNames.flatMap((name) => columnsFor(runs, units, name)),
]

/** All observables of all runs as CSV, one line per method and time; a method without an observable, or without its error, leaves it empty. */
export const observablesTable = (report: Report): string => {
  const columns = columnsOf(report)
  const lines = [['method', ...columns.map((column) => column.name)].join(',')]
  for (const run of report.runs) {
    const series = columns.map((column) => column.series(run))
    run.result.t.forEach((_, time) => {
      lines.push([textCell(run.label), ...series.map((values) => numberCell(values?.[time]))].join(','))
    })
  }
  return `${lines.join('\n')}\n`
}

/** The description of observables.csv, `tableMetadata`. */
export const observablesMetadata = (report: Report): string =>
  tableMetadata('observables.csv', [
    { name: 'method', description: 'label of the method', datatype: 'string' },
    ...columnsOf(report).map(({ name, description, units }) => ({
      name,
      description,
      units,
      datatype: 'number' as const,
    })),
  ])
