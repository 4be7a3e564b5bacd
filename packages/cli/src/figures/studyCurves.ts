import type { TopLevelSpec } from 'vega-lite'
import type { StudySummary } from '../quantities/StudySummary.ts'
import { quantityOf } from '../quantities/StudySummary.ts'
import { hasDeviations } from '../quantities/undrawn.ts'
import type { Figure } from './Figure.ts'
import type { StudyAxis } from './studyAxis.ts'
import { studyTitled } from './studyCaptions.ts'
import type { StudyPanel } from './studyPanels.ts'
import { studyPanels } from './studyPanels.ts'
import { schema, theme } from './theme.ts'

/** The levels of what is transmitted, or none. */
const scatteredLevels = ({ points }: StudySummary): ReadonlyArray<string> => {
  const rows = points.flatMap(({ runs }) => runs.flatMap(({ quantities }) => quantities))
  return [...new Set(rows.filter(({ quantity }) => quantity === 'transmitted').map(({ component }) => component))]
}

const scatteringPanels = (levels: ReadonlyArray<string>): ReadonlyArray<StudyPanel> =>
  (['transmitted', 'reflected'] as const).flatMap((side) =>
    levels.map((level) => {
      const symbol = `${side === 'transmitted' ? 'T' : 'R'}${level}`
      const title = `${symbol}, ${side} on level ${level}`
      return { name: symbol, title, domain: [-0.02, 1], read: (run) => quantityOf(run, side, level) }
    }),
  )

const finalPanels: ReadonlyArray<StudyPanel> = [
  {
    name: 'population',
    title: 'last population, diabatic level 0',
    domain: [-0.02, 1],
    read: (run) => quantityOf(run, 'population', '0'),
  },
  { name: 'purity', title: 'last purity Tr ρ²', read: (run) => quantityOf(run, 'purity') },
]

const deviationPanels: ReadonlyArray<StudyPanel> = (['population', 'purity'] as const).map((name) => ({
  name: `deviation of ${name}`,
  title: `rms deviation, ${name}`,
  read: (run) => quantityOf(run, `rms_${name}`),
  mayBeLogarithmic: true,
}))

/** How many scatterings are left out since they are not over. */
const unfinishedCaption = ({ points }: StudySummary): ReadonlyArray<string> => {
  const left = points.flatMap(({ runs }) => runs.filter(({ inside }) => inside !== undefined)).length
  return left === 0
    ? []
    : [`${left} of ${points.flatMap(({ runs }) => runs).length} are unfinished and left out; study.csv names them`]
}

const figureOf = (
  summary: StudySummary,
  axis: StudyAxis,
  {
    name,
    text,
    panels,
    more,
  }: {
    readonly name: string
    readonly text: string
    readonly panels: ReadonlyArray<StudyPanel>
    readonly more: ReadonlyArray<string>
  },
): Figure => {
  const { datasets, charts, hasBars } = studyPanels(summary, axis, panels)
  const spec = {
    $schema: schema,
    config: theme,
    title: studyTitled(text, summary, [
      ...more,
      ...(hasBars ? ['bars: two standard errors to either side'] : []),
      ...(axis.along.length > 0 ? [`changes along: ${axis.along.join(', ')}`] : []),
    ]),
    columns: 2,
    concat: charts,
  }
  return { name, datasets, spec: spec as unknown as TopLevelSpec }
}

/** The figures of a study with one axis: scattering, or the last records, and the deviations from exact where there are any. */
export const studyCurves = (summary: StudySummary, axis: StudyAxis): ReadonlyArray<Figure> => {
  const levels = scatteredLevels(summary)
  const last =
    levels.length > 0
      ? {
          name: 'scattering',
          text: 'Scattering',
          panels: scatteringPanels(levels),
          more: ['adiabatic populations; of fssh the active states', ...unfinishedCaption(summary)],
        }
      : { name: 'final', text: 'Last record', panels: finalPanels, more: [] }
  const deviations = { name: 'deviations', text: 'Deviations from exact', panels: deviationPanels, more: [] }
  return [last, ...(hasDeviations(summary) ? [deviations] : [])].map((figure) => figureOf(summary, axis, figure))
}
