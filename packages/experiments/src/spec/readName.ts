import { describeValue, listed } from './describeValue.ts'
import { isSlip, unknownName } from './nearestName.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'

/** A name with the other names it answers to. */
export interface Named {
  readonly name: string
  readonly aliases: ReadonlyArray<string>
}

const shown = ({ name, aliases }: Named): string => (aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`)

const answersTo = ({ name, aliases }: Named, given: string): boolean =>
  [name, ...aliases].some((known) => known.toLowerCase() === given.toLowerCase())

/**
 * Finds which of several things the key `name` of a mapping means, case aside; complains when it means none.
 *
 * Nothing else of the mapping is looked at, because which keys it may have depends on the name.
 */
export const readName = <T extends Named>(
  log: ProblemLog,
  what: string,
  raw: { readonly [key: string]: unknown },
  path: string,
  things: ReadonlyArray<T>,
): T | undefined => {
  const allowed = listed(things.map(shown), 'or')
  const at = within(path, 'name')
  const given = raw.name
  if (given === undefined) {
    const slip = Object.keys(raw).find((key) => isSlip(key, 'name'))
    return slip === undefined
      ? log.complain(at, `missing: give ${allowed}`)
      : log.complain(within(path, slip), unknownName('key', slip, ['name']))
  }
  if (typeof given !== 'string') return log.complain(at, `got ${describeValue(given)}; give ${allowed}`)
  const found = things.find((thing) => answersTo(thing, given))
  const names = things.flatMap(({ name, aliases }) => [name, ...aliases])
  return found ?? log.complain(at, unknownName(what, given, names, things.map(shown)))
}
