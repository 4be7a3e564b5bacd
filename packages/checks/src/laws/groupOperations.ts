import type { AlgebraProduct, LieGroup, Reading } from '@casimir/algebra'

type Unary = (x: Reading) => Float64Array
type Binary = (x: Reading, y: Reading) => Float64Array

/** The operations of a group in allocating form. */
export interface GroupOperations {
  readonly e: Float64Array
  readonly mul: Binary
  readonly inv: Unary
  readonly exp: Unary
  readonly log: Unary | undefined
  readonly cay: Unary | undefined
  readonly tangent: Binary
  readonly Ad: Binary
  readonly coAd: Binary
  readonly bracket: Binary
  readonly coad: Binary
  readonly dexpInv: Binary
  readonly dcayInv: Binary | undefined
}

/** Makes the allocating form of a group's operations. */
export const groupOperations = (group: LieGroup): GroupOperations => {
  const { size, algebra, log, cayley } = group
  const made = (length: number, write: (out: Float64Array) => void): Float64Array => {
    const out = new Float64Array(length)
    write(out)
    return out
  }
  const product =
    (f: AlgebraProduct): Binary =>
    (x, y) =>
      made(algebra.size, (out) => f(out, x, y))
  return {
    e: made(size, group.identity),
    mul: (g, h) => made(size, (out) => group.compose(out, g, h)),
    inv: (g) => made(size, (out) => group.invert(out, g)),
    exp: (x) => made(size, (out) => group.exp(out, x)),
    log: log && ((g) => made(algebra.size, (out) => log(out, g))),
    cay: cayley && ((x) => made(size, (out) => cayley(out, x))),
    tangent: (x, g) => made(size, (out) => group.tangent(out, x, g)),
    Ad: product(group.Ad),
    coAd: product(group.coAd),
    bracket: product(algebra.bracket),
    coad: product(algebra.coad),
    dexpInv: product(algebra.dexpInv),
    dcayInv: algebra.dcayInv && product(algebra.dcayInv),
  }
}

/** a x + b y. */
export const combine = (a: number, x: Float64Array, b = 0, y: Float64Array = x): Float64Array =>
  x.map((v, k) => a * v + b * y[k])

/** sum_k x_k y_k. */
export const pairing = (x: Float64Array, y: Float64Array): number => x.reduce((s, v, k) => s + v * y[k], 0)
