const LONGEST = 60

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text)

/** Whether a value is a mapping: an object with keys that is not a list. */
export const isMapping = (raw: unknown): raw is { readonly [key: string]: unknown } =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** A name as messages show it: in single quotes, on one line, cut when long. */
export const quoted = (name: string): string => `'${cut(JSON.stringify(name).slice(1, -1))}'`

/** Words in a row, as `a, b and c`. */
export const listed = (words: ReadonlyArray<string>, last: 'and' | 'or' = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`

const inList = (raw: unknown): string => {
  if (Array.isArray(raw)) return `[${raw.map(inList).join(', ')}]`
  if (typeof raw === 'string') return JSON.stringify(raw)
  return isMapping(raw) ? '{..}' : String(raw)
}

/** What a document holds at some place, in words: `the text "abc"`, `-0.05`, `a mapping with the keys q and p`. */
export const describeValue = (raw: unknown): string => {
  if (raw === undefined) return 'nothing'
  if (raw === null) return 'an empty value'
  if (typeof raw === 'string') return `the text ${cut(JSON.stringify(raw))}`
  if (Array.isArray(raw)) return raw.length === 0 ? 'an empty list' : `the list ${cut(inList(raw))}`
  if (!isMapping(raw)) return String(raw)
  const keys = Object.keys(raw)
  return keys.length === 0
    ? 'an empty mapping'
    : `a mapping with the key${keys.length > 1 ? 's' : ''} ${cut(listed(keys))}`
}
