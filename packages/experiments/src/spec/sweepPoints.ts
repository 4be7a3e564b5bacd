import * as E from 'fp-ts/lib/Either.js'
import type { ProblemLog } from './ProblemLog.ts'
import { keysOf, setAt } from './setAt.ts'
import type { Setting, SweepAxis, SweepPoint } from './sweep.ts'
import { MOST_POINTS } from './sweep.ts'

/** What the point of an index sets: the axes in order, the last running fastest. */
const settingsAt = (axes: ReadonlyArray<SweepAxis>, index: number): ReadonlyArray<Setting> => {
  const settings: Setting[][] = []
  let left = index
  for (const { paths, values } of [...axes].reverse()) {
    const tuple = values[left % values.length]
    settings.unshift(paths.map((path, j) => ({ path, value: tuple[j] })))
    left = Math.floor(left / values.length)
  }
  return settings.flat()
}

/** The points of axes that are right; complains when there are too many. Methods are those that the document names, whatever a point calls them. */
export const sweepPoints = (
  log: ProblemLog,
  axes: ReadonlyArray<SweepAxis>,
  document: unknown,
): ReadonlyArray<SweepPoint> => {
  const count = axes.reduce((product, { values }) => product * values.length, 1)
  if (count > MOST_POINTS) {
    const lengths = axes.map(({ values }) => values.length).join(' x ')
    log.complain(
      'sweep',
      `makes ${count} points (${lengths}), more than the ${MOST_POINTS} that one study takes: give fewer values, or make several studies`,
    )
    return []
  }
  const places = new Map<string, string>()
  for (const path of axes.flatMap(({ paths }) => paths)) {
    const keys = keysOf(path)(document)
    places.set(path, E.isRight(keys) ? keys.right.join('.') : path)
  }
  return Array.from({ length: count }, (_, index) => {
    const settings = settingsAt(axes, index)
    let raw = document
    for (const { path, value } of settings) {
      const set = setAt(places.get(path) ?? path, value)(raw)
      if (E.isRight(set)) raw = set.right
      else log.complain(`sweep.${path}`, set.left)
    }
    return { index, settings, raw }
  })
}
