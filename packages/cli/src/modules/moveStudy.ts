import { encodeStudy, type StudyPlan } from '@casimir/experiments'
import { movedPath } from './moveModules.ts'

type Change = (key: string, text: string) => string

/** A document with its strings changed by the keys they stand under; of a path the last key counts. */
const changed = (value: unknown, change: Change, key = ''): unknown => {
  if (typeof value === 'string') return change(key, value)
  if (Array.isArray(value)) return value.map((entry) => changed(entry, change, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, changed(entry, change, name.split('.').at(-1) ?? name)]),
  )
}

/**
 * The document of a study as a result folder holds it: modules relative to that folder, and tables by the names they have there.
 *
 * `tables` gives the name in the folder for each path of a table.
 */
export const moveStudy = (
  plan: Pick<StudyPlan, 'document' | 'axes'>,
  from: string,
  to: string,
  tables: ReadonlyMap<string, string>,
): unknown =>
  changed(encodeStudy(plan), (key, text) => {
    if (key === 'module') return movedPath(text, from, to)
    return key === 'particles' ? (tables.get(text) ?? text) : text
  })
