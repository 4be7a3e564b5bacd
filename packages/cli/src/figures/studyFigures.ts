import type { StudySummary } from '../quantities/StudySummary.ts'
import { undrawn } from '../quantities/undrawn.ts'
import type { Figure } from './Figure.ts'
import { studyAxes } from './studyAxis.ts'
import { studyCurves } from './studyCurves.ts'
import { studyMaps } from './studyMaps.ts'

/** Every figure of a study: curves over one axis, maps over two, one for each combination of the others; none where `undrawn` says why. */
export const studyFigures = (summary: StudySummary): ReadonlyArray<Figure> => {
  const axes = studyAxes(summary)
  const [only] = axes
  if (only === undefined || undrawn(summary) !== undefined) return []
  return axes.length === 1 ? studyCurves(summary, only) : studyMaps(summary, axes)
}
