import { observableLabels } from '../folder/observableLabels.ts'
import { unitWord } from '../print/describeProblem.ts'
import { hoppingRows } from '../print/hoppingRows.ts'
import { observableIndices, observableSeries, seriesName } from '../quantities/observableSeries.ts'
import { dataTable } from './dataTable.ts'
import { estimateText, shortNumber } from './estimateText.ts'
import type { HeldPoint, HeldRun } from './HeldResult.ts'
import { html, type Markup } from './Markup.ts'

const lastOf = (run: HeldRun, series: string): string => {
  if (/^(transmitted|reflected)_/.test(series) && run.inside !== undefined) return 'unfinished'
  const find = (from: HeldRun['observables'] | undefined) =>
    from &&
    observableSeries(from)
      .find((one) => seriesName(one) === series)
      ?.values.at(-1)
  return estimateText(find(run.observables), find(run.errors), 5)
}

const hops = (run: HeldRun): ReadonlyArray<readonly [name: string, value: string]> =>
  hoppingRows({
    tallies: Object.fromEntries(run.tallies),
    counts: { particles: run.trajectories ?? Number.NaN },
  }).map(([name, value]) => {
    const [number = '', meaning] = value.split(': ')
    return [meaning === undefined ? name : `${name}: ${meaning}`, number]
  })

/** The last record of every observable of every run of a point, ± one standard error where it has one. */
export const finalTable = ({ runs }: HeldPoint): Markup => {
  const units = runs[0]?.units ?? { time: '1', length: '1', momentum: '1', energy: '1' }
  const labels = observableLabels(units)
  const found = new Map(
    runs.flatMap(({ observables }) =>
      observableSeries(observables)
        .filter(({ values }) => values.length > 0)
        .map((series) => [seriesName(series), series] as const),
    ),
  )
  const names = Object.keys(observableIndices)
  const series = [...found.values()].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  const hopping = runs.map(hops)
  const hopNames = [...new Set(hopping.flatMap((rows) => rows.map(([name]) => name)))]
  const ends = new Set(runs.map(({ t }) => t.at(-1) ?? 0))
  const [end] = ends
  return dataTable({
    caption: `Last record${ends.size === 1 && end !== undefined ? `, t = ${shortNumber(end)}` : ' of each method'}, ± one standard error`,
    headings: ['observable', 'unit', ...runs.map(({ label }) => label)],
    words: [1],
    rows: [
      ...series.map(({ name, component }) => {
        const [unit, what] = labels[name]
        const index = observableIndices[name]
        const text = index === undefined ? what : `${what}, ${index} ${component.replace('_', ', ')}`
        const key = seriesName({ name, component })
        return [html`${text}`, unitWord(unit), ...runs.map((run) => lastOf(run, key))]
      }),
      ...hopNames.map((name) => [
        name,
        unitWord('1'),
        ...hopping.map((rows) => rows.find(([known]) => known === name)?.[1] ?? '-'),
      ]),
    ],
  })
}
