import type { FalseAlarms } from './FalseAlarms.ts'
import type { LawSuite } from './LawSuite.ts'

/** The laws, as 'suite: law', that suites have and data lack, and those that data have and no suite has any more. */
export const missingLaws = (
  { suites: recorded }: FalseAlarms,
  suites: ReadonlyArray<LawSuite>,
): { readonly unrecorded: ReadonlyArray<string>; readonly gone: ReadonlyArray<string> } => {
  const known = new Set(recorded.flatMap(({ suite, laws }) => laws.map(({ law }) => `${suite}: ${law}`)))
  const present = new Set(
    suites.flatMap(({ name, subjects }) => subjects.flatMap(({ laws }) => laws.map(({ id }) => `${name}: ${id}`))),
  )
  return { unrecorded: [...present].filter((id) => !known.has(id)), gone: [...known].filter((id) => !present.has(id)) }
}
