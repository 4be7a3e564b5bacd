import type { Letter, Scheme } from '@casimir/algebra'

/**
 * A symmetric two-operator word A B A .. A B A from the coefficients of its first half, as decimal strings.
 *
 * `given` lists a_1, b_1, a_2, .. up to two letters before the middle. The letter before the middle is what its part lacks
 * to 1/2, and the middle letter what the other part lacks to 1: the word is symmetric and consistent by construction.
 *
 * Its letters demand exact flows of both parts (checked by `compile`): an order above 2 rests on f(a) f(b) = f(a + b).
 * Cost: given.length + 1 flows of B, one more of A. Errors: throws when a string is not a number.
 *
 * @example
 * symmetricSplitting([]).map((l) => l.coefficient) // => [0.5, 1, 0.5]
 * symmetricSplitting(['0.125']).map((l) => l.coefficient) // => [0.125, 0.5, 0.75, 0.5, 0.125]
 */
export const symmetricSplitting = (given: ReadonlyArray<string>): Scheme<'A' | 'B'> => {
  const c = given.map(Number)
  const bad = c.findIndex((x) => !Number.isFinite(x))
  if (bad >= 0) throw new Error(`symmetricSplitting: coefficient ${bad} is '${given[bad]}'; give a decimal number.`)
  const sum = (parity: number): number => c.reduce((s, x, k) => (k % 2 === parity ? s + x : s), 0)
  const half = [...c, 0.5 - sum(c.length % 2)]
  const whole = [...half, 1 - 2 * sum(half.length % 2), ...half.toReversed()]
  return whole.map((coefficient, k): Letter<'A' | 'B'> => ({ part: k % 2 === 0 ? 'A' : 'B', coefficient, exact: true }))
}
