import type { ComparedRun, Units } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { observableLabels } from './observableLabels.ts'

/** A column of the table of observables: its name, unit and meaning, and its series in each run that has it. */
interface Column {
  readonly name: string
  readonly units: string
  readonly description: string
  readonly series: (run: ComparedRun) => ReadonlyArray<number> | undefined
}

const columnsOf = (runs: ReadonlyArray<ComparedRun>, units: Units): ReadonlyArray<Column> => {
  const labels = observableLabels(units)
  const many = (name: 'population' | 'adiabatic' | 'transmitted' | 'reflected' | 'q' | 'p', first: 0 | 1) => {
    const count = Math.max(...runs.map((run) => run.result.observables[name]?.length ?? 0))
    const [unit, what] = labels[name]
    return Array.from({ length: count }, (_, index) => ({
      name: `${name}_${index + first}`,
      units: unit,
      description: `${what}, ${first === 0 ? 'level' : 'degree of freedom'} ${index + first}`,
      series: (run: ComparedRun) => run.result.observables[name]?.[index],
    }))
  }
  const one = (name: 'purity' | 'norm' | 'energy') => ({
    name,
    units: labels[name][0],
    description: labels[name][1],
    series: (run: ComparedRun) => run.result.observables[name],
  })
  return [
    { name: 'time', units: units.time, description: 'recorded time', series: (run) => run.result.t },
    ...many('population', 0),
    ...many('adiabatic', 0),
    ...many('transmitted', 0),
    ...many('reflected', 0),
    ...(['purity', 'norm', 'energy'] as const).map(one),
    ...many('q', 1),
    ...many('p', 1),
  ]
}

const cell = (value: number | undefined): string =>
  value === undefined ? '' : Number.isFinite(value) ? String(value) : String(value).replace('Infinity', 'inf')

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** All observables of all runs as CSV, one line per method and time; a method without an observable leaves it empty. */
export const observablesTable = ({ runs, units }: Report): string => {
  const columns = columnsOf(runs, units)
  const lines = [['method', ...columns.map((column) => column.name)].join(',')]
  for (const run of runs) {
    const series = columns.map((column) => column.series(run))
    run.result.t.forEach((_, time) => {
      lines.push([quoted(run.label), ...series.map((values) => cell(values?.[time]))].join(','))
    })
  }
  return `${lines.join('\n')}\n`
}

/**
 * The description of observables.csv with the unit of every column, as CSV on the Web metadata.
 *
 * Source: W3C, Metadata Vocabulary for Tabular Data (2015); units as schema.org `unitText`.
 */
export const observablesMetadata = ({ runs, units }: Report): string => {
  const columns = columnsOf(runs, units).map((column) => ({
    name: column.name,
    'dc:description': column.description,
    'schema:unitText': column.units,
    datatype: 'number',
  }))
  const method = { name: 'method', 'dc:description': 'label of the method', datatype: 'string' }
  const metadata = {
    '@context': 'http://www.w3.org/ns/csvw',
    url: 'observables.csv',
    tableSchema: { columns: [method, ...columns] },
  }
  return `${JSON.stringify(metadata, null, 2)}\n`
}
