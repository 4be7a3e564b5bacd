import type { Reading, Writing } from './Reading.ts'

/** Writes a binary operation of an algebra: output first; the output may be any input. */
export type AlgebraProduct = (out: Writing, x: Reading, y: Reading) => void

/**
 * A real Lie algebra g as a dictionary over flat buffers of `size` numbers; `dim` <= `size` is its dimension.
 *
 * The pairing of g* with g is the plain sum <mu, x> = sum_k mu_k x_k over the buffers. Every operation allows out = any input.
 *
 * Laws: [x, y] = -[y, x]; [x, [y, z]] + [y, [z, x]] + [z, [x, y]] = 0; <coad(x, mu), y> = <mu, [x, y]>;
 * d/dt exp(u) = dexp_u(u') exp(u) with dexpInv the inverse of dexp_u, and the same for dcayInv with the Cayley map.
 */
export interface LieAlgebra {
  readonly dim: number
  readonly size: number
  /** out = [x, y] = ad_x y. */
  readonly bracket: AlgebraProduct
  /** out = ad*_x mu, the transpose of ad_x (no sign): <ad*_x mu, y> = <mu, [x, y]>. */
  readonly coad: AlgebraProduct
  /** out = dexp_u^-1 v = v - [u, v]/2 + [u, [u, v]]/12 - ..; singular where ad_u has an eigenvalue 2 pi i k, k not 0. */
  readonly dexpInv: AlgebraProduct
  /** out = dcay_u^-1 v = v - [u, v]/2 - u v u/4, in the matrices the Cayley map is taken in; absent without a Cayley map. */
  readonly dcayInv: AlgebraProduct | undefined
}

/**
 * The one constructor of Lie algebras: all have the same keys in the same order, which keeps the callers monomorphic.
 *
 * @example
 * const zero = (out: Float64Array) => { out.fill(0) }
 * const line = makeLieAlgebra({ dim: 1, size: 1, bracket: zero, coad: zero, dexpInv: (out, _, v) => { out[0] = v[0] } })
 * line.dcayInv // => undefined
 */
export const makeLieAlgebra = (
  given: Omit<LieAlgebra, 'dcayInv'> & { readonly dcayInv?: AlgebraProduct | undefined },
): LieAlgebra => ({
  dim: given.dim,
  size: given.size,
  bracket: given.bracket,
  coad: given.coad,
  dexpInv: given.dexpInv,
  dcayInv: given.dcayInv,
})
