import type { Scheme } from '@casimir/algebra'
import { compose } from '@casimir/algebra'

/**
 * A symmetric composition from its first half: c_1 .. c_m, then 1 - 2 sum c_i, then c_m .. c_1 of a base step.
 *
 * The coefficients are decimal strings, so that one table serves doubles and multiprecision alike. The order follows from
 * the coefficients and from the base (`wordOrder` computes it); an even order above 2 needs a symmetric base.
 *
 * Cost: 2 m + 1 base steps. Errors: throws when a string is not a number.
 *
 * @example
 * symmetricComposition(['0.25'])([{ part: 'M', coefficient: 1 }]).map((l) => l.coefficient) // => [0.25, 0.5, 0.25]
 */
export const symmetricComposition = (
  half: ReadonlyArray<string>,
): (<K extends string>(base: Scheme<K>) => Scheme<K>) => {
  const c = half.map(Number)
  const bad = c.findIndex((x) => !Number.isFinite(x))
  if (bad >= 0) throw new Error(`symmetricComposition: coefficient ${bad} is '${half[bad]}'; give a decimal number.`)
  return compose([...c, 1 - 2 * c.reduce((sum, x) => sum + x, 0), ...c.toReversed()])
}
