import type { ComparedRun } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { alignColumns } from './alignColumns.ts'
import { describeParameters, describeUnits, hamiltonianOf } from './describeProblem.ts'
import { formatNumber } from './formatNumber.ts'

const headings = [
  ['method', 'population', 'purity', '<q>', '<p>', 'energy', 'norm', 'seconds'],
  ['', 'rms', 'rms', 'rms', 'rms', 'drift', 'drift', ''],
]

const row = ({ label, result, deviations }: ComparedRun): ReadonlyArray<string> => [
  label,
  ...(['population', 'purity', 'q', 'p'] as const).map((name) =>
    deviations === undefined ? '-' : formatNumber(deviations[name].rms, 3),
  ),
  formatNumber(result.drift.energy, 2),
  formatNumber(result.drift.norm, 2),
  formatNumber(result.seconds, 2),
]

/** The comparison as a table with what its numbers are, at most 100 columns wide. */
export const comparisonText = (report: Report): string => {
  const { spec, runs } = report
  const hasReference = runs.some((run) => run.deviations !== undefined)
  const unfinished = runs.some((run) => run.result.status !== 'ok')
  const table = alignColumns([
    ...headings.map((cells, line) => [...cells, ...(unfinished ? [line === 0 ? 'status' : ''] : [])]),
    ...runs.map((run) => [...row(run), ...(unfinished ? [run.result.status] : [])]),
  ])
  const records = Math.max(...runs.map((run) => run.result.t.length))
  return [
    `${spec.problem.name}: ${hamiltonianOf(spec)}`,
    `  ${describeParameters(spec)}; hbar = ${spec.hbar}; t = 0 to ${spec.time.end}, ${records} records`,
    '',
    ...table,
    '',
    hasReference
      ? 'rms: root mean square deviation from exact, over all records, levels and degrees of freedom.'
      : 'rms: not known, as the comparison has no exact run.',
    'drift: largest deviation from the start, of the energy and of the norm of any one trajectory.',
    describeUnits(report.units),
    ...runs.flatMap((run) => run.result.notes.map((note) => `Note (${run.label}): ${note}`)),
    '',
  ].join('\n')
}
