import type { LieGroup, Reading, Writing } from '@casimir/algebra'
import { makeLieAlgebra, makeLieGroup } from '@casimir/algebra'

/**
 * R^n under addition (n numbers), with algebra R^n and zero bracket; exp, log and Cayley are all x -> x.
 *
 * Errors: throws unless n is a whole number >= 1.
 *
 * @example
 * const out = new Float64Array(2)
 * realVectors(2).compose(out, new Float64Array([1, 2]), new Float64Array([3, 4]))
 * Array.from(out) // => [4, 6]
 */
export const realVectors = (n: number): LieGroup => {
  if (!Number.isInteger(n) || n < 1) throw new Error(`realVectors: n is ${n}; give a whole number >= 1.`)
  const zero = (out: Writing): void => {
    for (let k = 0; k < n; k++) out[k] = 0
  }
  const copy = (out: Writing, x: Reading): void => {
    for (let k = 0; k < n; k++) out[k] = x[k]
  }
  const second = (out: Writing, _: unknown, v: Reading): void => copy(out, v)
  return makeLieGroup({
    name: `R^${n}`,
    size: n,
    dim: n,
    algebra: makeLieAlgebra({ dim: n, size: n, bracket: zero, coad: zero, dexpInv: second, dcayInv: second }),
    identity: zero,
    compose: (out, g, h) => {
      for (let k = 0; k < n; k++) out[k] = g[k] + h[k]
    },
    invert: (out, g) => {
      for (let k = 0; k < n; k++) out[k] = -g[k]
    },
    exp: copy,
    log: copy,
    cayley: copy,
    Ad: second,
    coAd: second,
    tangent: copy,
  })
}
