import type { SchemeRow } from '@casimir/integrators'
import { twoPartWord } from '@casimir/integrators'
import { Decimal } from 'decimal.js'

const DIGITS = 60
const Big = Decimal.clone({ precision: DIGITS })

/** A 3 x 3 matrix of 60-digit numbers, row-major. */
export type BigMatrix = ReadonlyArray<Decimal>

/** A part and its coefficient to 60 digits. */
export type BigLetter = readonly [part: 'A' | 'B', coefficient: Decimal]

export const bigMatrix = (entries: ReadonlyArray<number | string>): BigMatrix => entries.map((x) => new Big(x))

/** x + c y. */
export const plus = (x: BigMatrix, y: BigMatrix, c: Decimal.Value = 1): BigMatrix =>
  x.map((v, k) => v.plus(y[k].times(c)))

const times = (x: BigMatrix, y: BigMatrix): BigMatrix =>
  x.map((_, k) => {
    const row = 3 * Math.floor(k / 3)
    const column = k % 3
    return x[row]
      .times(y[column])
      .plus(x[row + 1].times(y[3 + column]))
      .plus(x[row + 2].times(y[6 + column]))
  })

export const largestEntry = (x: BigMatrix): Decimal => Decimal.max(...x.map((v) => v.abs()))

const identity = bigMatrix([1, 0, 0, 0, 1, 0, 0, 0, 1])

/** exp(c m) by its Taylor series to 60 digits. */
const exponential = (m: BigMatrix, c: Decimal): BigMatrix => {
  const scaled = m.map((v) => v.times(c))
  const small = new Big(10).pow(-DIGITS - 2)
  let sum = identity
  let term = identity
  for (let k = 1; largestEntry(term).gt(small); k++) {
    term = times(term, scaled).map((v) => v.div(k))
    sum = plus(sum, term)
  }
  return sum
}

const total = (xs: ReadonlyArray<Decimal>): Decimal => xs.reduce((s, x) => s.plus(x), new Big(0))

const composition = (half: ReadonlyArray<Decimal>): Decimal[] => [
  ...half,
  new Big(1).minus(total(half).times(2)),
  ...half.toReversed(),
]

/** Strang's word over each coefficient in turn. */
const ofStrang = (coefficients: ReadonlyArray<Decimal>): BigLetter[] =>
  coefficients.flatMap((c): BigLetter[] => [
    ['A', c.div(2)],
    ['B', c],
    ['A', c.div(2)],
  ])

/** A B A .. from a table, its two completions written again, independently of `symmetricSplitting`. */
const splitting = (given: ReadonlyArray<Decimal>): BigLetter[] => {
  const part = (k: number): 'A' | 'B' => (k % 2 === 0 ? 'A' : 'B')
  const last = given.length
  const own = given.filter((_, k) => part(k) === part(last))
  const other = given.filter((_, k) => part(k) !== part(last))
  const half = [...given, new Big('0.5').minus(total(own))]
  return [...half, new Big(1).minus(total(other).times(2)), ...half.toReversed()].map((c, k) => [part(k), c])
}

/** A row's word in two parts with 60-digit arithmetic on its decimal coefficients. */
export const bigWord = (row: SchemeRow): BigLetter[] => {
  if (!row.decimals) return twoPartWord(row).map((l) => [l.part, new Big(l.coefficient)])
  const given = row.decimals.map((x) => new Big(x))
  return row.kind === 'composition' ? ofStrang(composition(given)) : splitting(given)
}

/** The product of exponentials that a word over h means, minus exp(h (A + B)), for linear flows; leftmost letter first. */
export const localDefect = (
  word: ReadonlyArray<BigLetter>,
  { A, B }: { readonly A: BigMatrix; readonly B: BigMatrix },
  h: Decimal.Value,
): BigMatrix => {
  const step = new Big(h)
  const known = new Map<string, BigMatrix>()
  const flow = (part: 'A' | 'B', c: Decimal): BigMatrix => {
    const key = `${part} ${c}`
    const made = known.get(key) ?? exponential(part === 'A' ? A : B, c.times(step))
    known.set(key, made)
    return made
  }
  const product = word.reduce((m, [part, c]) => times(flow(part, c), m), identity)
  return plus(product, exponential(plus(A, B), step), -1)
}
