import type { PartKinds, Scheme } from './Scheme.ts'

/**
 * The words in the generators of a scheme's parts up to a degree, in ascending degree; the first is the empty word.
 *
 * A part's flow is exp(h X_1 + h^2 X_2 + h^3 X_3 + ..) with free generators X_k of degree k: an exact flow has X_1 only, a
 * symmetric one the odd ones, any other all, and then its adjoint has the even ones with the opposite sign.
 */
interface Words<K> {
  readonly degree: ReadonlyArray<number>
  /** The word without its last generator. */
  readonly prefix: ReadonlyArray<number>
  readonly lastPart: ReadonlyArray<K | undefined>
  readonly lastDegree: ReadonlyArray<number>
}

const LIMIT = 200_000

const wordsUpTo = <K extends string>(kinds: PartKinds<K>, parts: ReadonlyArray<K>, maximal: number): Words<K> => {
  const allowed = (part: K, d: number): boolean =>
    kinds[part] === 'exact' ? d === 1 : kinds[part] === 'neither' || d % 2 === 1
  const degree = [0]
  const prefix = [-1]
  const lastPart: (K | undefined)[] = [undefined]
  const lastDegree = [0]
  const from = [0]
  for (let n = 1; n <= maximal; n++) {
    from.push(degree.length)
    for (const part of parts)
      for (let d = 1; d <= n; d++) {
        if (!allowed(part, d)) continue
        for (let u = from[n - d]; u < from[n - d + 1]; u++) {
          degree.push(n)
          prefix.push(u)
          lastPart.push(part)
          lastDegree.push(d)
        }
        if (degree.length > LIMIT)
          throw new Error(
            `orderConditions: ${parts.length} parts to degree ${maximal} are over ${LIMIT} conditions; ask for a lower order.`,
          )
      }
  }
  return { degree, prefix, lastPart, lastDegree }
}

/** The coefficients of all words in the product of the letters' exponentials, leftmost letter first. */
const expand = <K extends string>(words: Words<K>, scheme: Scheme<K>): Float64Array => {
  const { degree, prefix, lastPart, lastDegree } = words
  const series = new Float64Array(degree.length)
  series[0] = 1
  // descending: a word takes from shorter ones, still without this letter
  for (const { part, coefficient, adjoint } of scheme)
    for (let w = degree.length - 1; w > 0; w--) {
      let factor = 1
      let count = 0
      for (let u = w; u > 0 && lastPart[u] === part; ) {
        count += 1
        factor *= coefficient ** lastDegree[u] / count
        if (adjoint && lastDegree[u] % 2 === 0) factor = -factor
        u = prefix[u]
        series[w] += factor * series[u]
      }
    }
  return series
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

interface Defect {
  readonly degree: number
  readonly size: number
  readonly count: (part: string) => number
}

/** For every word, n! times the difference between the scheme's coefficient and that of exp(h sum X_1), 1/n! or 0. */
const defects = <K extends string>(kinds: PartKinds<K>, scheme: Scheme<K>, maximal: number): Defect[] => {
  const words = wordsUpTo(kinds, [...new Set(scheme.map((l) => l.part))], maximal)
  const series = expand(words, scheme)
  const plain: boolean[] = [true]
  return words.degree.map((degree, w) => {
    if (w > 0) plain[w] = plain[words.prefix[w]] && words.lastDegree[w] === 1
    return {
      degree,
      size: Math.abs(factorial(degree) * series[w] - (plain[w] ? 1 : 0)),
      count: (part) => {
        let count = 0
        for (let u = w; u > 0; u = words.prefix[u]) if (words.lastPart[u] === part) count += 1
        return count
      },
    }
  })
}

/**
 * How far a word misses each order condition: entry n is the largest defect of degree n, for n = 1 to `maximal`.
 *
 * The word is expanded as a product of exponentials in free generators, and compared with the exponential of their sum; the
 * coefficient of a word of n generators has the defect |n! c - 1|. A method has order p when entries 1 to p vanish.
 *
 * Takes the parts as free: a system whose parts commute somehow may do better, none does worse. Nothing is run.
 *
 * Cost: for two exact parts 2^maximal words a letter; a part that is not exact adds conditions. Errors: throws above 200 000
 * conditions. Round-off: about 1e-16 maximal! times the product of exp |coefficient|.
 *
 * Source: E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), III.3 and III.5.
 *
 * @example
 * orderDefects({ A: 'exact', B: 'exact' })([letter('A', 1), letter('B', 1)], 2) // => [0, 1]
 */
export const orderDefects =
  <K extends string>(kinds: PartKinds<K>) =>
  (scheme: Scheme<K>, maximal: number): number[] => {
    const largest = new Array<number>(maximal).fill(scheme.length === 0 ? 1 : 0)
    for (const { degree, size } of defects(kinds, scheme, maximal))
      if (degree > 0 && !(size <= largest[degree - 1] || Number.isNaN(largest[degree - 1]))) largest[degree - 1] = size
    return largest
  }

/** The largest p such that entries 1 to p are within the tolerance. */
const leading = (sizes: ReadonlyArray<number>, tolerance: number): number => {
  const first = sizes.findIndex((size) => !(size <= tolerance))
  return first < 0 ? sizes.length : first
}

/**
 * The order of a word, from its coefficients: the largest p <= `maximal` whose order conditions hold to `tolerance`.
 *
 * 0 means that the word is not consistent. Of a composition, give the base letter its kind to get the order for every such base.
 *
 * @example
 * wordOrder({ A: 'exact', B: 'exact' })([letter('A', 0.5), letter('B', 1), letter('A', 0.5)], 4) // => 2
 * wordOrder({ M: 'symmetric' })([letter('M', 1)], 4) // => 2
 * wordOrder({ N: 'neither' })([letter('N', 1)], 4) // => 1
 */
export const wordOrder =
  <K extends string>(kinds: PartKinds<K>) =>
  (scheme: Scheme<K>, maximal: number, tolerance = 1e-6): number =>
    leading(orderDefects(kinds)(scheme, maximal), tolerance)

/**
 * The generalised order (p_1, p_2, ..) of a word for a system A + eps B: its error is O(eps h^p_1 + eps^2 h^p_2 + ..).
 *
 * Entry k - 1 is the largest p <= `maximal` such that the conditions with k factors of `small` hold up to degree p. Both parts
 * are taken as exact.
 *
 * Source: R. I. McLachlan, BIT 35, 258 (1995).
 *
 * @example
 * perturbationOrders('B')([letter('A', 0.5), letter('B', 1), letter('A', 0.5)], 4, 2) // => [2, 2]
 */
export const perturbationOrders =
  (small: string) =>
  <K extends string>(scheme: Scheme<K>, maximal: number, powers: number, tolerance = 1e-6): number[] => {
    const kinds = Object.fromEntries(scheme.map((l) => [l.part, 'exact'])) as PartKinds<K>
    const all = defects(kinds, scheme, maximal)
    return Array.from({ length: powers }, (_, k) => {
      const largest = new Array<number>(maximal).fill(0)
      for (const { degree, size, count } of all)
        if (degree > 0 && count(small) === k + 1 && !(size <= largest[degree - 1])) largest[degree - 1] = size
      return leading(largest, tolerance)
    })
  }
