import { reportOfComparison } from '../Report.ts'
import type { StudyRun } from '../study/StudyRun.ts'
import { reportDocument } from './reportDocument.ts'

/**
 * The one JSON document of a study, piece by piece, so that no more than one point is ever in memory: version, spec, axes, and under `points` the document of
 * each comparison with its index and settings. The pieces end in a line feed.
 */
export async function* studyDocument({ version, spec, axes, points, comparisonAt }: StudyRun): AsyncGenerator<string> {
  yield `${JSON.stringify({ version, spec, axes }).slice(0, -1)},"points":[`
  let separator = ''
  for (const { index, settings } of points) {
    const document = reportDocument(reportOfComparison(await comparisonAt(index))) as object
    yield `${separator}${JSON.stringify({ index, settings, ...document })}`
    separator = ','
  }
  yield ']}\n'
}
