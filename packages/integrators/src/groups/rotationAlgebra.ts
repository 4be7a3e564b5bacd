import type { AlgebraProduct, LieAlgebra } from '@casimir/algebra'
import { makeLieAlgebra } from '@casimir/algebra'

/** out = x cross y; `out` may be either. */
export const cross: AlgebraProduct = (out, x, y) => {
  const x0 = x[0]
  const x1 = x[1]
  const x2 = x[2]
  const y0 = y[0]
  const y1 = y[1]
  const y2 = y[2]
  out[0] = x1 * y2 - x2 * y1
  out[1] = x2 * y0 - x0 * y2
  out[2] = x0 * y1 - x1 * y0
}

/** (1 - (a/2) cot(a/2)) / a^2 from a^2, by its series where the closed form cancels. */
const secondCoefficient = (a2: number): number => {
  if (a2 < 0.04) return 1 / 12 + a2 * (1 / 720 + a2 * (1 / 30240 + a2 * (1 / 1209600 + a2 / 47900160)))
  const half = Math.sqrt(a2) / 2
  return (1 - half / Math.tan(half)) / a2
}

/** dexp_u^-1 v = v - u x v / 2 + (1 - (a/2) cot(a/2)) / a^2 u x (u x v), a = |u|; singular at a = 2 pi k, k > 0. */
const dexpInv: AlgebraProduct = (out, u, v) => {
  const u0 = u[0]
  const u1 = u[1]
  const u2 = u[2]
  const v0 = v[0]
  const v1 = v[1]
  const v2 = v[2]
  const c0 = u1 * v2 - u2 * v1
  const c1 = u2 * v0 - u0 * v2
  const c2 = u0 * v1 - u1 * v0
  const b = secondCoefficient(u0 * u0 + u1 * u1 + u2 * u2)
  out[0] = v0 - 0.5 * c0 + b * (u1 * c2 - u2 * c1)
  out[1] = v1 - 0.5 * c1 + b * (u2 * c0 - u0 * c2)
  out[2] = v2 - 0.5 * c2 + b * (u0 * c1 - u1 * c0)
}

/**
 * R^3 with the vector product, the algebra of both SO(3) and SU(2), which differ in the Cayley map and hence in dcayInv.
 *
 * @example
 * rotationAlgebra((out, _, v) => { out.set(v as Float64Array) }).dim // => 3
 */
export const rotationAlgebra = (dcayInv: AlgebraProduct): LieAlgebra =>
  makeLieAlgebra({ dim: 3, size: 3, bracket: cross, coad: (out, x, mu) => cross(out, mu, x), dexpInv, dcayInv })
