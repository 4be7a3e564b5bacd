import type { Group } from 'fp-ts/lib/Group.js'
import type { LieAlgebra } from './LieAlgebra.ts'
import type { Reading, Writing } from './Reading.ts'

/**
 * A Lie group G as a dictionary over flat buffers: elements take `size` numbers, algebra elements `algebra.size`.
 *
 * Output first; every operation allows out = any input of the same length. Products act on the left: `compose(out, g, h)` is
 * h first, then g.
 *
 * Laws (to round-off): associativity, identity, inverse; exp(0) = e; exp((s + t) x) = exp(s x) exp(t x); log(exp x) = x near 0 and
 * exp(log g) = g where log is defined; cay(x) cay(-x) = e; Ad_gh = Ad_g Ad_h and d/dt Ad_exp(t x) y = [x, y] at 0;
 * <coAd_g mu, x> = <mu, Ad_(g^-1) x>.
 */
export interface LieGroup {
  readonly name: string
  readonly size: number
  readonly dim: number
  readonly algebra: LieAlgebra
  readonly identity: (out: Writing) => void
  readonly compose: (out: Writing, g: Reading, h: Reading) => void
  readonly invert: (out: Writing, g: Reading) => void
  readonly exp: (out: Writing, x: Reading) => void
  /** The inverse of exp near the identity; the instance says where it is defined. */
  readonly log: ((out: Writing, g: Reading) => void) | undefined
  /** cay(x) = (1 - x/2)^-1 (1 + x/2) in a matrix representation the instance names; agrees with exp to second order. */
  readonly cayley: ((out: Writing, x: Reading) => void) | undefined
  /** out = Ad_g x = g x g^-1, an algebra element. */
  readonly Ad: (out: Writing, g: Reading, x: Reading) => void
  /** out = the coadjoint action of g on mu in g*, a left action: <coAd_g mu, x> = <mu, Ad_(g^-1) x>. */
  readonly coAd: (out: Writing, g: Reading, mu: Reading) => void
  /** out = x g = d/dt exp(t x) g at t = 0, of the length of a group element. */
  readonly tangent: (out: Writing, x: Reading, g: Reading) => void
}

/**
 * The one constructor of Lie groups: all have the same keys in the same order, which keeps the callers monomorphic.
 *
 * Errors: throws when a Cayley map comes without its dcayInv, or the other way round.
 *
 * @example
 * const algebra = makeLieAlgebra({
 *   dim: 1, size: 1, bracket: (out) => { out[0] = 0 }, coad: (out) => { out[0] = 0 }, dexpInv: (out, _, v) => { out[0] = v[0] },
 * })
 * const positive = makeLieGroup({
 *   name: 'positive reals', size: 1, dim: 1, algebra,
 *   identity: (out) => { out[0] = 1 }, compose: (out, g, h) => { out[0] = g[0] * h[0] }, invert: (out, g) => { out[0] = 1 / g[0] },
 *   exp: (out, x) => { out[0] = Math.exp(x[0]) }, log: (out, g) => { out[0] = Math.log(g[0]) },
 *   Ad: (out, _, x) => { out[0] = x[0] }, coAd: (out, _, mu) => { out[0] = mu[0] }, tangent: (out, x, g) => { out[0] = x[0] * g[0] },
 * })
 * const { concat } = getGroup(positive)
 * concat(new Float64Array([2]), new Float64Array([3]))[0] // => 6
 */
export const makeLieGroup = (
  given: Omit<LieGroup, 'log' | 'cayley'> & Partial<Pick<LieGroup, 'log' | 'cayley'>>,
): LieGroup => {
  if ((given.cayley === undefined) !== (given.algebra.dcayInv === undefined))
    throw new Error(
      `makeLieGroup: '${given.name}' has only one of cayley and algebra.dcayInv; give both or neither, they belong together.`,
    )
  return {
    name: given.name,
    size: given.size,
    dim: given.dim,
    algebra: given.algebra,
    identity: given.identity,
    compose: given.compose,
    invert: given.invert,
    exp: given.exp,
    log: given.log,
    cayley: given.cayley,
    Ad: given.Ad,
    coAd: given.coAd,
    tangent: given.tangent,
  }
}

/**
 * The fp-ts face of a Lie group: `concat`, `inverse` and `empty` allocate and call the in-place operations.
 *
 * Cost: one allocation a call; for the edges, never in a step.
 *
 * @example
 * const { concat, inverse } = getGroup(su2)
 * const q = new Float64Array([0, 1, 0, 0])
 * Array.from(concat(q, inverse(q))) // => [1, 0, 0, 0]
 */
export const getGroup = (group: LieGroup): Group<Reading> => {
  const fresh = (write: (out: Writing) => void): Reading => {
    const out = new Float64Array(group.size)
    write(out)
    return out
  }
  return {
    concat: (g, h) => fresh((out) => group.compose(out, g, h)),
    empty: fresh(group.identity),
    inverse: (g) => fresh((out) => group.invert(out, g)),
  }
}
