import type { ComparedRun } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { alignColumns } from './alignColumns.ts'
import { describeEnding } from './describeEnding.ts'
import { describeSettings, describeUnits, hamiltonianOf } from './describeProblem.ts'
import { errorSources } from './errorSources.ts'
import { formatNumber } from './formatNumber.ts'
import { scatteringText } from './scatteringText.ts'
import { wrapWords } from './wrapWords.ts'

const headings = [
  ['method', 'population', 'purity', '<q>', '<p>', 'energy', 'norm', 'seconds'],
  ['', 'rms', 'rms', 'rms', 'rms', 'drift', 'drift', ''],
]

const isUnfinished = (run: ComparedRun): boolean => run.result.status !== 'ok'

/** Deviations that go beyond the start, where there are none, but not to the end. */
const isPartial = ({ deviations }: ComparedRun, end: number): boolean =>
  deviations !== undefined && deviations.until > 0 && deviations.until < end

const row = ({ label, result, deviations }: ComparedRun, mark: string): ReadonlyArray<string> => [
  label,
  ...(['population', 'purity', 'q', 'p'] as const).map((name) =>
    deviations === undefined || deviations.until === 0
      ? `-${mark && ' '}`
      : `${formatNumber(deviations[name].rms, 3)}${mark}`,
  ),
  formatNumber(result.drift.energy, 2),
  formatNumber(result.drift.norm, 2),
  formatNumber(result.seconds, 2),
]

/** The standard errors of the rms deviations, below them; nothing without any. */
const errorRow = ({ deviations }: ComparedRun, mark: string): ReadonlyArray<ReadonlyArray<string>> => {
  if (deviations === undefined || deviations.until === 0 || deviations.population.error === undefined) return []
  const errors = (['population', 'purity', 'q', 'p'] as const).map((name) => deviations[name].error)
  return [
    ['  +-', ...errors.map((error) => (error === undefined ? '' : `${formatNumber(error, 2)}${mark}`)), '', '', ''],
  ]
}

/** Rows with a last column for how far each run came when one stopped early; partial deviations carry an asterisk. */
const tableOf = ({ runs, spec }: Report): ReadonlyArray<string> => {
  const unfinished = runs.some(isUnfinished)
  const marked = runs.some((run) => isPartial(run, spec.time.end))
  const reached = ({ result }: ComparedRun) =>
    result.status === 'ok' ? 'ok' : `${result.status} at t = ${result.t.at(-1) ?? 0}`
  return alignColumns([
    ...headings.map((cells, line) => [
      ...cells.map((cell, column) => (marked && column > 0 && column < 5 ? `${cell} ` : cell)),
      ...(unfinished ? [line === 0 ? 'status' : ''] : []),
    ]),
    ...runs.flatMap((run) => [
      [...row(run, isPartial(run, spec.time.end) ? '*' : marked ? ' ' : ''), ...(unfinished ? [reached(run)] : [])],
      ...errorRow(run, marked ? ' ' : '').map((cells) => [...cells, ...(unfinished ? [''] : [])]),
    ]),
  ])
}

/** One sentence per run that stopped early, with what it means for the deviations. */
const endings = ({ runs }: Report): ReadonlyArray<string> => {
  const hasReference = runs.some((run) => run.deviations !== undefined)
  const reference = hasReference ? runs.find((run) => run.deviations === undefined) : undefined
  return runs.flatMap((run) => {
    const ending = describeEnding(run)
    if (ending === undefined) return []
    if (run === reference) return [`* ${ending}: all deviations up to there at most.`]
    return run.deviations?.until === run.result.t.at(-1)
      ? [`* ${ending}: deviations up to there only.`]
      : [`* ${ending}.`]
  })
}

/** The comparison as a table with what its numbers are, at most 100 columns wide. */
export const comparisonText = (report: Report): string => {
  const { spec, runs } = report
  const hasReference = runs.some((run) => run.deviations !== undefined)
  const records = Math.max(...runs.map((run) => run.result.t.length))
  return [
    `${spec.problem.name}: ${hamiltonianOf(spec)}`,
    `  ${describeSettings(spec)}; t = 0 to ${spec.time.end}, ${records} records`,
    '',
    ...tableOf(report),
    '',
    ...scatteringText(report),
    ...endings(report),
    hasReference
      ? `rms: root mean square deviation from exact over t = 0 to ${spec.time.end}; populations are diabatic, |c|^2.`
      : 'rms: not known, as the comparison has no exact run.',
    ...errorSources(runs).flatMap((sentence) => wrapWords(sentence)),
    'drift: largest deviation from the start, of the energy and of the norm of any one trajectory.',
    describeUnits(report.units),
    ...runs.flatMap((run) => run.result.notes.map((note) => `Note (${run.label}): ${note}`)),
    '',
  ].join('\n')
}
