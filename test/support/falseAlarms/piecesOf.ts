import type { Law } from '@casimir/checks'
import type { LawSuite } from './LawSuite.ts'

/** Draws of one law on one subject from one seed: what is lost at most when a run is stopped. */
export interface Piece {
  readonly suite: string
  readonly subject: string
  readonly law: Law
  readonly draws: number
  readonly seed: number
  /** Whether it is the first of its law and subject, which tells what the others will cost. */
  readonly first: boolean
  /** Under which it is found again. */
  readonly key: string
}

/** The fewest draws of a law on a subject. */
export const FEWEST = 20
/** The most draws of a piece. */
const MOST = 250

/** The sizes of the pieces that `draws` are cut into: a single draw, the rest of the fewest, and the others. */
const cut = (draws: number): ReadonlyArray<number> => {
  const rest = draws - FEWEST
  const pieces = Math.ceil(rest / MOST)
  const even = Array.from({ length: pieces }, (_, k) => Math.ceil((rest - k) / pieces))
  return [1, FEWEST - 1, ...even]
}

/**
 * `draws` of every law, in even shares over the subjects that have it and at least 20 on each, in pieces with seeds from `seed` on: the first piece of each law
 * and subject before all others. A law of one case is tried once on each of its subjects.
 */
export const piecesOf = (suites: ReadonlyArray<LawSuite>, draws: number, seed: number): ReadonlyArray<Piece> => {
  const first: Piece[] = []
  const rest: Piece[] = []
  for (const { name: suite, subjects } of suites) {
    const used = new Map<string, number>()
    for (const { name: subject, laws } of subjects) {
      for (const law of laws) {
        const sharing = subjects.filter((other) =>
          other.laws.some(({ id, share }) => id === law.id && share > 0),
        ).length
        const sizes = law.share > 0 ? cut(Math.max(FEWEST, Math.ceil(draws / sharing))) : [1]
        sizes.forEach((size, k) => {
          const own = seed + (used.get(law.id) ?? 0)
          used.set(law.id, own + 1 - seed)
          const key = [suite, subject, law.id, own, size].join(' | ')
          ;(k === 0 ? first : rest).push({ suite, subject, law, draws: size, seed: own, first: k === 0, key })
        })
      }
    }
  }
  return [...first, ...rest]
}
