import type { LieGroup, Reading, Writing } from '@casimir/algebra'
import { makeLieAlgebra, makeLieGroup } from '@casimir/algebra'

type Write = (out: Writing, x: Reading, y: Reading) => void
type Sizes = readonly [first: number, second: number]

/** Reads a pair into its two parts. */
export const split = (first: Writing, second: Writing, pair: Reading): void => {
  const at = first.length
  for (let k = 0; k < at; k++) first[k] = pair[k]
  for (let k = 0; k < second.length; k++) second[k] = pair[at + k]
}

/** Writes a pair from its two parts. */
export const join = (pair: Writing, first: Reading, second: Reading): void => {
  const at = first.length
  for (let k = 0; k < at; k++) pair[k] = first[k]
  for (let k = 0; k < second.length; k++) pair[at + k] = second[k]
}

/** An operation on pairs from two on the parts, through buffers of their own: out = any input is allowed. */
const pairwise = (f: Write, g: Write, o: Sizes, x: Sizes, y: Sizes): Write => {
  const buffers = [o, x, y].map(([a, b]) => [new Float64Array(a), new Float64Array(b)] as const)
  const [[o1, o2], [x1, x2], [y1, y2]] = buffers
  return (out, x, y) => {
    split(x1, x2, x)
    split(y1, y2, y)
    f(o1, x1, y1)
    g(o2, x2, y2)
    join(out, o1, o2)
  }
}

/**
 * The direct product G x H: pairs, g then h in one buffer, every operation part by part.
 *
 * It has log, Cayley and dcayInv when both have. Cost: that of the parts and their copies. Allocates only here; not re-entrant.
 *
 * @example
 * const pairs = productGroup(realVectors(1), so3)
 * const out = new Float64Array(pairs.size)
 * pairs.identity(out)
 * Array.from(out) // => [0, 1, 0, 0, 0, 1, 0, 0, 0, 1]
 */
export const productGroup = (G: LieGroup, H: LieGroup): LieGroup => {
  const [A, B] = [G.algebra, H.algebra]
  const group: Sizes = [G.size, H.size]
  const algebra: Sizes = [A.size, B.size]
  const inAlgebra = (f: Write, g: Write): Write => pairwise(f, g, algebra, algebra, algebra)
  const unary = (f: (out: Writing, x: Reading) => void, g: typeof f, o: Sizes, x: Sizes): typeof f => {
    const both = pairwise(f, g, o, x, [0, 0])
    return (out, x) => both(out, x, x)
  }
  const e = new Float64Array(G.size)
  const f = new Float64Array(H.size)
  G.identity(e)
  H.identity(f)
  return makeLieGroup({
    name: `${G.name} x ${H.name}`,
    size: G.size + H.size,
    dim: G.dim + H.dim,
    algebra: makeLieAlgebra({
      dim: A.dim + B.dim,
      size: A.size + B.size,
      bracket: inAlgebra(A.bracket, B.bracket),
      coad: inAlgebra(A.coad, B.coad),
      dexpInv: inAlgebra(A.dexpInv, B.dexpInv),
      dcayInv: A.dcayInv && B.dcayInv && inAlgebra(A.dcayInv, B.dcayInv),
    }),
    identity: (out) => join(out, e, f),
    compose: pairwise(G.compose, H.compose, group, group, group),
    invert: unary(G.invert, H.invert, group, group),
    exp: unary(G.exp, H.exp, group, algebra),
    log: G.log && H.log && unary(G.log, H.log, algebra, group),
    cayley: G.cayley && H.cayley && unary(G.cayley, H.cayley, group, algebra),
    Ad: pairwise(G.Ad, H.Ad, algebra, group, algebra),
    coAd: pairwise(G.coAd, H.coAd, algebra, group, algebra),
    tangent: pairwise(G.tangent, H.tangent, group, algebra, group),
  })
}
