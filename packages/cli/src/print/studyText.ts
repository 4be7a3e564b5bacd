import type { Quantity } from '../quantities/finalQuantities.ts'
import type { StudySummary, SummarisedPoint, SummarisedRun } from '../quantities/StudySummary.ts'
import { quantityOf } from '../quantities/StudySummary.ts'
import { settingNames } from '../quantities/settingNames.ts'
import { settingText } from '../quantities/settingValue.ts'
import { hasDeviations, undrawn } from '../quantities/undrawn.ts'
import { alignColumns } from './alignColumns.ts'
import { describeUnits, hamiltonianOf } from './describeProblem.ts'
import { lackOfErrors } from './errorSources.ts'
import { formatCompact } from './formatEstimate.ts'
import { unfinishedText } from './unfinishedText.ts'
import { wrapWords } from './wrapWords.ts'

/** More rows than this are left to study.csv. */
const MOST_ROWS = 40

interface Column {
  readonly title: string
  readonly read: (run: SummarisedRun) => Quantity | undefined
}

const rms: ReadonlyArray<Column> = (['population', 'purity'] as const).map((name) => ({
  title: `rms ${name === 'population' ? 'pop.' : name}`,
  read: (run) => quantityOf(run, `rms_${name}`),
}))

/** T and R for scattering problems, the last population and purity for others; then the deviations. */
const columnsOf = (summary: StudySummary): ReadonlyArray<Column> => {
  const rows = summary.points.flatMap(({ runs }) => runs.flatMap(({ quantities }) => quantities))
  const levels = [
    ...new Set(rows.filter(({ quantity }) => quantity === 'transmitted').map(({ component }) => component)),
  ]
  const scattered = (['transmitted', 'reflected'] as const).flatMap((side) =>
    levels.map((level) => ({
      title: `${side === 'transmitted' ? 'T' : 'R'}${level}`,
      read: (run: SummarisedRun) => quantityOf(run, side, level),
    })),
  )
  const last: ReadonlyArray<Column> = [
    { title: 'population 0', read: (run) => quantityOf(run, 'population', '0') },
    { title: 'purity', read: (run) => quantityOf(run, 'purity') },
  ]
  return [...(levels.length > 0 ? scattered : last), ...(hasDeviations(summary) ? rms : [])]
}

const cell = (found: Quantity | undefined): string =>
  found?.value === undefined ? '-' : formatCompact(found.value, found.error, 4)

const statusOf = ({ status, inside }: SummarisedRun): string =>
  status !== 'ok' ? status : inside === undefined ? 'ok' : unfinishedText(inside)

const sources = ({ points }: StudySummary): ReadonlyArray<string> => {
  const hasErrors = points.some(({ runs }) =>
    runs.some(({ quantities }) => quantities.some(({ error }) => error !== undefined)),
  )
  const without = new Set(points.flatMap(({ runs }) => runs.flatMap((run) => (run.lacksErrors ? [run.label] : []))))
  const missed = new Set(points.flatMap(({ runs }) => runs.flatMap((run) => run.missedTarget)))
  return [
    ...(hasErrors ? ['0.4993(11) is 0.4993 with a standard error of 0.0011.'] : []),
    ...[...lackOfErrors([...without]), ...missed].flatMap((sentence) => wrapWords(sentence)),
  ]
}

/** What the columns are. */
const meanings = (summary: StudySummary, columns: ReadonlyArray<Column>): ReadonlyArray<string> => [
  columns.some(({ title }) => title === 'purity')
    ? 'population 0, purity: those of the last record; the population is diabatic.'
    : 'T, R: adiabatic populations beyond and before the plane at the last record; of fssh active states.',
  ...(hasDeviations(summary) ? ['rms: root mean square deviation from exact; populations are diabatic, |c|^2.'] : []),
]

/** What a study swept and what came out, a row per point and method, at most 40. */
export const studyText = (summary: StudySummary): string => {
  const { first, axes, points, units } = summary
  const paths = axes.flatMap((axis) => axis.paths)
  const columns = columnsOf(summary)
  const rowOf = ({ settings }: SummarisedPoint, run: SummarisedRun) => [
    ...paths.map((path) => settingText(settings.find((one) => one.path === path)?.value ?? '')),
    run.label,
    ...columns.map(({ read }) => cell(read(run))),
    statusOf(run),
  ]
  const rows = points.flatMap((point) => point.runs.map((run) => rowOf(point, run)))
  const shown = rows.slice(0, MOST_ROWS)
  return [
    `${first.problem.name}: ${hamiltonianOf(first)}`,
    ...wrapWords(
      `  ${points.length} point${points.length === 1 ? '' : 's'}: ${axes.map((axis) => `${axis.paths.join(' with ')} (${axis.values.length})`).join(' x ')}`,
    ),
    '',
    ...alignColumns([[...settingNames(paths), 'method', ...columns.map(({ title }) => title), 'status'], ...shown]),
    ...(rows.length > shown.length
      ? [`.. and ${rows.length - shown.length} more rows: study.csv has them all (--out DIR).`]
      : []),
    '',
    ...sources(summary),
    ...meanings(summary, columns),
    describeUnits(units),
    ...[undrawn(summary) ?? []].flat(),
    '',
  ].join('\n')
}
