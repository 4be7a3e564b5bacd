import type { StudySummary } from './StudySummary.ts'
import { quantityOf } from './StudySummary.ts'

/** More combinations of the axes behind the first two than this are not drawn. */
const MOST_FACETS = 6

/** Whether any run of a study is measured against exact. */
export const hasDeviations = ({ points }: StudySummary): boolean =>
  points.some(({ runs }) => runs.some((run) => quantityOf(run, 'rms_population') !== undefined))

/** Why a study has no figures, in one sentence; undefined when it has them. */
export const undrawn = (summary: StudySummary): string | undefined => {
  const [, up, ...further] = summary.axes
  if (up === undefined) return undefined
  const facets = further.reduce((count, { values }) => count * values.length, 1)
  if (facets > MOST_FACETS)
    return `No figures: the axes behind the first two have ${facets} combinations, and ${MOST_FACETS} are drawn at most; study.csv has all.`
  return hasDeviations(summary)
    ? undefined
    : 'No figures: over two axes and more it is deviations from exact that are drawn, and there are none; study.csv has all.'
}
