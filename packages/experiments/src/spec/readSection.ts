import { describeValue, isMapping, listed, quoted } from './describeValue.ts'
import type { Field, Fields, Section, ValuesOf } from './Field.ts'
import { homes } from './homes.ts'
import { isSlip, nearestName, resembles, unknownName } from './nearestName.ts'
import type { ProblemLog } from './ProblemLog.ts'

/** The path of a key inside a section. */
export const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

const absent = (log: ProblemLog, path: string, allowed: string): undefined =>
  log.trusts(path) ? log.complain(path, `missing: give ${allowed}`) : undefined

const readField = <A>(log: ProblemLog, entry: Field<A>, raw: unknown, path: string): A | undefined => {
  if (raw === undefined) return entry.required ? absent(log, path, entry.allowed) : undefined
  const parsed = entry.schema.safeParse(raw)
  if (parsed.success) return parsed.data
  if (typeof raw !== 'string') return log.complain(path, `got ${describeValue(raw)}; give ${entry.allowed}`)
  if (entry.choices) return log.complain(path, unknownName(entry.choices.what, raw, entry.choices.names))
  const bare = raw.trim() !== '' && entry.schema.safeParse(Number(raw)).success ? ', without quotes' : ''
  return log.complain(path, `got ${describeValue(raw)}; give ${entry.allowed}${bare}`)
}

/** A section's mapping in words: what it must hold and what it may hold, or what it says of itself. */
export const mappingOf = ({ allowed, fields }: Section<Fields>): string => {
  if (allowed !== undefined) return allowed
  const isNeeded = (key: string): boolean => {
    const entry = fields[key]
    return entry.kind === 'field' ? entry.required === true : entry.absence === 'refused'
  }
  const needed = Object.keys(fields).filter(isNeeded)
  const optional = Object.keys(fields).filter((key) => !isNeeded(key))
  if (needed.length === 0) return `a mapping with any of ${listed(optional)}`
  return `a mapping with ${listed(needed)}${optional.length > 0 ? `, and if wanted ${listed(optional)}` : ''}`
}

const readEntry = (log: ProblemLog, entry: Fields[string], raw: unknown, path: string): unknown => {
  if (entry.kind === 'field') return readField(log, entry, raw, path)
  if (raw !== undefined) return readSection(log, entry, raw, path)
  if (entry.absence === 'refused') return absent(log, path, mappingOf(entry))
  return entry.absence === 'empty' ? readSection(log, entry, {}, path) : undefined
}

const unknownKey = (key: string, names: ReadonlyArray<string>): string => {
  const home = Object.hasOwn(homes, key) ? homes[key] : undefined
  return home === undefined || isSlip(key, nearestName(key, names))
    ? unknownName('key', key, names)
    : `unknown key ${quoted(key)} here: it belongs ${home}, allowed here are ${listed(names)}`
}

/**
 * Reads one section of a document: complains about what is no mapping, unknown and reserved keys, missing required
 * ones and every wrong value, and returns what is right.
 *
 * A key that is a slip of the pen for an absent one is reported and then read as that one; an absent key that an
 * unknown key may have meant is not called missing as well. Defaults are not filled in.
 */
export const readSection = <F extends Fields>(
  log: ProblemLog,
  entry: Section<F>,
  raw: unknown,
  path: string,
): ValuesOf<F> | undefined => {
  if (!isMapping(raw)) return log.complain(path, `got ${describeValue(raw)}; give ${mappingOf(entry)}`)
  const isReserved = (key: string): boolean => Object.hasOwn(entry.reserved, key)
  const names = Object.keys(entry.fields).filter((key) => !isReserved(key))
  const given = Object.keys(raw).filter((key) => raw[key] !== undefined)
  const sources = new Map(given.filter((key) => names.includes(key)).map((key) => [key, key]))
  for (const key of given.filter((name) => !names.includes(name))) {
    log.complain(within(path, key), isReserved(key) ? entry.reserved[key] : unknownKey(key, names))
    const meant = nearestName(key, names)
    if (isReserved(key) || sources.has(meant)) continue
    if (isSlip(key, meant)) sources.set(meant, key)
    else if (resembles(key, meant)) log.doubt(within(path, meant))
  }
  const values = names.map((name) => {
    const source = sources.get(name)
    return [
      name,
      readEntry(log, entry.fields[name], source === undefined ? undefined : raw[source], within(path, name)),
    ]
  })
  return Object.fromEntries(values) as ValuesOf<F>
}
