import { formatNumber } from '../print/formatNumber.ts'
import { unfinishedText } from '../print/unfinishedText.ts'
import { dataTable } from './dataTable.ts'
import { estimateText } from './estimateText.ts'
import type { HeldResult, HeldRun } from './HeldResult.ts'
import { labelsOf, runsOf } from './HeldResult.ts'
import type { Markup } from './Markup.ts'
import { settingTexts, sweptNames, sweptPaths } from './pointNames.ts'

const names = ['population', 'purity', 'q', 'p'] as const
const headings = ['rms populations', 'rms purity', 'rms <q>', 'rms <p>', 'drift of norm', 'drift of energy'] as const

const errorsOver = ({ errors, statistics }: HeldRun): string =>
  errors && statistics ? `${statistics.samples} ${statistics.over}` : '-'

/** How a run ended, in a few words. */
const ending = ({ status, t, inside }: HeldRun): string => {
  if (status !== 'ok') return `${status}, at t = ${t.at(-1) ?? 0}`
  return inside === undefined ? 'ok' : unfinishedText(inside)
}

/** Whether deviations end before the run of exact or the run itself should have. */
const isPartial = (run: HeldRun, end: number): boolean =>
  run.deviations !== undefined && run.deviations.until > 0 && run.deviations.until < end

const numbersOf = (run: HeldRun, end: number): ReadonlyArray<string> => [
  ...names.map((name) => {
    const deviation = run.deviations?.until === 0 ? undefined : run.deviations?.[name]
    return `${estimateText(deviation?.rms, deviation?.error, 3)}${isPartial(run, end) ? '*' : ''}`
  }),
  ...[run.drift.norm, run.drift.energy].map((drift) => (drift === undefined ? '-' : formatNumber(drift, 2))),
]

/** A row per method, or per point of a study and method: deviations from exact with standard errors, drifts, what the errors are over, and how it ended. */
export const runsTable = (result: HeldResult): Markup => {
  const paths = sweptPaths(result)
  const heads = paths.length + 1
  return dataTable({
    caption:
      result.kind === 'study'
        ? 'Every point and method: deviations from exact, each ± one standard error, and drifts'
        : 'Methods: deviations from exact, each ± one standard error, and drifts',
    headings: [...sweptNames(result), 'method', ...headings, 'errors over', 'ended'],
    words: [heads + headings.length, heads + headings.length + 1],
    heads,
    rows: result.points.flatMap((point) => {
      const end = Math.max(...point.runs.map(({ t }) => t.at(-1) ?? 0))
      return point.runs.map((run) => [
        ...settingTexts(point, paths),
        run.label,
        ...numbersOf(run, end),
        errorsOver(run),
        ending(run),
      ])
    }),
  })
}

const largest = (
  runs: ReadonlyArray<HeldRun>,
  read: (run: HeldRun) => number | undefined,
): { readonly value: number; readonly run: HeldRun } | undefined =>
  runs
    .flatMap((run) => {
      const value = read(run)
      return value === undefined || run.deviations?.until === 0 ? [] : [{ value, run }]
    })
    .sort((a, b) => b.value - a.value)[0]

/** A row per method of a study: how its runs ended, and its largest deviations and drifts over all points. */
export const studyMethodsTable = (result: HeldResult): Markup =>
  dataTable({
    caption: 'Methods: the largest deviation from exact and the largest drift over all points, ± one standard error',
    headings: ['method', 'runs', 'stopped early', 'unfinished', ...headings, 'errors over'],
    words: [4 + headings.length],
    rows: labelsOf(result).map((label) => {
      const runs = runsOf(result)
        .map(({ run }) => run)
        .filter((run) => run.label === label)
      const deviations = names.map((name) => {
        const found = largest(runs, ({ deviations: of }) => of?.[name]?.rms)
        return estimateText(found?.value, found?.run.deviations?.[name]?.error, 3)
      })
      const drifts = (['norm', 'energy'] as const).map((name) => {
        const found = largest(runs, ({ drift }) => drift[name])
        return found === undefined ? '-' : formatNumber(found.value, 2)
      })
      const early = runs.filter(({ status }) => status !== 'ok').length
      const unfinished = runs.filter(({ status, inside }) => status === 'ok' && inside !== undefined).length
      const over = [...new Set(runs.map(errorsOver))].join(', ')
      return [label, runs.length, early, unfinished, ...deviations, ...drifts, over]
    }),
  })

/** Whether any deviation does not go to the end. */
export const hasPartial = ({ points }: HeldResult): boolean =>
  points.some(({ runs }) => {
    const end = Math.max(...runs.map(({ t }) => t.at(-1) ?? 0))
    return runs.some((run) => isPartial(run, end))
  })
