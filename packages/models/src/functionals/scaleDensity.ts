import type { LocalDensity } from '@casimir/algebra'
import { localStride } from '@casimir/algebra'

/**
 * The local density c f with its partial derivatives; with `addDensities` these form a vector space.
 *
 * Errors: throws when c is not finite.
 *
 * @example
 * scaleDensity(-0.5, expectationDensity(rabi({ omega: 1, splitting: 1, coupling: 0.1 }))).name // => '-0.5 mean of rabi'
 */
export const scaleDensity = (c: number, density: LocalDensity): LocalDensity => {
  if (!Number.isFinite(c)) throw new Error(`scaleDensity: the factor of '${density.name}' is ${c}; give a number.`)
  const last = localStride(density)
  return {
    ...density,
    name: `${c} ${density.name}`,
    evaluate: (out, o, fields, at, coefficients, from) => {
      density.evaluate(out, o, fields, at, coefficients, from)
      for (let i = o; i <= o + last; i++) out[i] *= c
    },
  }
}
