import { distance } from 'fastest-levenshtein'
import { listed, quoted } from './describeValue.ts'

/** Edits between two names, case aside; half an edit less when one begins with the other, as abbreviations do. */
const apart = (a: string, b: string): number => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return distance(x, y) - (x !== y && (x.startsWith(y) || y.startsWith(x)) ? 0.5 : 0)
}

/**
 * The candidate with the fewest edits from a name, case aside; the first of equals. `candidates` must not be empty.
 *
 * @example
 * nearestName('raby', ['tully1', 'rabi']) // => 'rabi'
 */
export const nearestName = <T extends string>(name: string, candidates: ReadonlyArray<T>): T =>
  candidates.reduce((best, candidate) => (apart(name, candidate) < apart(name, best) ? candidate : best))

/** Whether a name is a slip of the pen for another: at most two edits, and at most a third of its letters. */
export const isSlip = (name: string, meant: string): boolean =>
  apart(name, meant) <= Math.min(2, Math.floor(Math.max(name.length, meant.length) / 3))

/**
 * Whether a name may have been meant for another: at most half its letters differ.
 *
 * @example
 * [resembles('raby', 'rabi'), resembles('raby', 'tully1')] // => [true, false]
 */
export const resembles = (name: string, meant: string): boolean =>
  2 * apart(name, meant) <= Math.max(name.length, meant.length)

/** The nearest candidate as a clause, where there is one that the name may have been meant for. */
const meantBy = (name: string, candidates: ReadonlyArray<string>): string => {
  const nearest = nearestName(name, candidates)
  return resembles(name, nearest) ? `the nearest is ${quoted(nearest)}, ` : ''
}

/**
 * The sentence for a name that is none of the allowed; `listing` replaces the candidates where they are shown.
 *
 * @example
 * unknownName('problem', 'raby', ['rabi', 'tully1']) // => "unknown problem 'raby': the nearest is 'rabi', allowed are rabi and tully1"
 */
export const unknownName = (
  what: string,
  name: string,
  candidates: ReadonlyArray<string>,
  listing: ReadonlyArray<string> = candidates,
): string =>
  `unknown ${what} ${quoted(name)}: ${meantBy(name, candidates)}allowed ${listing.length > 1 ? 'are' : 'is'} ${listed(listing)}`
