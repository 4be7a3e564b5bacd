import type { Monoid } from 'fp-ts/lib/Monoid.js'

/**
 * A letter of a word: run `part` over `coefficient * h`; `adjoint` runs the adjoint flow of the part instead.
 *
 * The adjoint of a flow f is f*(h) = f(-h)^-1, so exact and symmetric parts are their own adjoints.
 * `exact` marks a letter of a two-operator word, which loses its order unless the part's flow is exact; `compile` refuses
 * to run it on any other part.
 */
export interface Letter<K extends string> {
  readonly part: K
  readonly coefficient: number
  readonly adjoint?: true
  readonly exact?: true
}

/**
 * A splitting or composition method as data: a word whose leftmost letter acts first.
 *
 * Everything algebraic about a method (consistency, symmetry, composition) is a question about this list;
 * `compile` turns it into a flow, and compile(a . b) = compile(a) then compile(b).
 */
export type Scheme<K extends string> = ReadonlyArray<Letter<K>>

/** What is known of a part's flow: an exact flow, a symmetric one (its own adjoint), or neither. */
export type PartKind = 'exact' | 'symmetric' | 'neither'

/** The kind of every part of a word. */
export type PartKinds<K extends string> = { readonly [part in K]: PartKind }

/**
 * Makes a letter.
 *
 * @example
 * letter('A', 0.5) // => { part: 'A', coefficient: 0.5 }
 */
export const letter = <K extends string>(part: K, coefficient: number): Letter<K> => ({ part, coefficient })

/**
 * The free monoid of words: concatenation, with the empty word as identity.
 *
 * @example
 * getSchemeMonoid<'A' | 'B'>().concat([letter('A', 1)], [letter('B', 1)]).map((l) => l.part) // => ['A', 'B']
 */
export const getSchemeMonoid = <K extends string>(): Monoid<Scheme<K>> => ({
  concat: (first, second) => [...first, ...second],
  empty: [],
})

/**
 * Scales every coefficient: the word over `c h`.
 *
 * @example
 * scale(2)([letter('A', 0.5)])[0]?.coefficient // => 1
 */
export const scale =
  (c: number) =>
  <K extends string>(scheme: Scheme<K>): Scheme<K> =>
    scheme.map((l) => ({ ...l, coefficient: c * l.coefficient }))

/**
 * The adjoint word: reversed, and letters whose part is `neither` starred.
 *
 * @example
 * adjoint({ A: 'exact', B: 'exact' })([letter('A', 1), letter('B', 1)]).map((l) => l.part).join('') // => 'BA'
 */
export const adjoint =
  <K extends string>(kinds: PartKinds<K>) =>
  (scheme: Scheme<K>): Scheme<K> =>
    scheme.toReversed().map((l) => {
      if (kinds[l.part] !== 'neither') return l
      const { adjoint: starred, ...unstarred } = l
      return starred ? unstarred : { ...unstarred, adjoint: true }
    })

/**
 * Half the word, then half its adjoint: a symmetric word, hence of even order.
 *
 * @example
 * symmetrize({ A: 'exact', B: 'exact' })([letter('A', 1), letter('B', 1)]).length // => 4
 */
export const symmetrize =
  <K extends string>(kinds: PartKinds<K>) =>
  (scheme: Scheme<K>): Scheme<K> => {
    const half = scale(0.5)(scheme)
    return [...half, ...adjoint(kinds)(half)]
  }

/**
 * The composition method with the given coefficients: the word over c_1 h, then c_2 h, and so on.
 *
 * Assumes sum c_i = 1 for consistency (`isConsistent` checks the result) and, for the stated order of the symmetric
 * compositions in `@casimir/integrators`, a symmetric base of order 2.
 *
 * @example
 * compose([0.25, 0.75])([letter('A', 1)]).map((l) => l.coefficient) // => [0.25, 0.75]
 */
export const compose =
  (coefficients: ReadonlyArray<number>) =>
  <K extends string>(base: Scheme<K>): Scheme<K> =>
    coefficients.flatMap((c) => scale(c)(base))

/**
 * Merges neighbouring letters of one exact part and drops letters of coefficient zero.
 *
 * Parts that are not exact are never merged: for them f(a) then f(b) is not f(a + b).
 *
 * @example
 * fuse({ A: 'exact', B: 'exact' })([letter('A', 0.5), letter('A', 0.5)]).length // => 1
 */
export const fuse =
  <K extends string>(kinds: PartKinds<K>) =>
  (scheme: Scheme<K>): Scheme<K> => {
    const fused: Letter<K>[] = []
    for (const l of scheme) {
      if (l.coefficient === 0) continue
      const last = fused.at(-1)
      if (last && last.part === l.part && kinds[l.part] === 'exact') {
        fused.pop()
        const coefficient = last.coefficient + l.coefficient
        if (coefficient !== 0) fused.push({ ...last, ...l, coefficient })
      } else fused.push(l)
    }
    return fused
  }

/**
 * The sum of a part's coefficients in a word; a consistent word has 1 for each of its parts.
 *
 * @example
 * coefficientSum('A')([letter('A', 0.25), letter('B', 1), letter('A', 0.5)]) // => 0.75
 */
export const coefficientSum =
  <K extends string>(part: K) =>
  (scheme: Scheme<K>): number =>
    scheme.reduce((sum, l) => (l.part === part ? sum + l.coefficient : sum), 0)

/**
 * Whether every part that occurs in the word has coefficients summing to 1, to within `tolerance`.
 *
 * @example
 * isConsistent([letter('A', 1), letter('B', 0.5)]) // => false
 */
export const isConsistent = <K extends string>(scheme: Scheme<K>, tolerance = 1e-14): boolean =>
  [...new Set(scheme.map((l) => l.part))].every((part) => Math.abs(coefficientSum(part)(scheme) - 1) <= tolerance)

/**
 * Whether the word equals its own adjoint letter by letter after fusing, to within `tolerance` per coefficient.
 *
 * @example
 * isSymmetric({ A: 'exact', B: 'exact' })([letter('A', 1), letter('B', 1)]) // => false
 */
export const isSymmetric =
  <K extends string>(kinds: PartKinds<K>, tolerance = 1e-14) =>
  (scheme: Scheme<K>): boolean => {
    const word = fuse(kinds)(scheme)
    const starred = adjoint(kinds)(word)
    return word.every((l, i) => {
      const s = starred[i]
      return (
        s !== undefined &&
        s.part === l.part &&
        s.adjoint === l.adjoint &&
        Math.abs(s.coefficient - l.coefficient) <= tolerance
      )
    })
  }
