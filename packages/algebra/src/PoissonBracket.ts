import type { Functional, InnerProductSpace } from './Functional.ts'
import type { Reading, Writing } from './Reading.ts'

/** The velocity of a field; `out` may not be the field. */
export type FieldVelocity = (out: Writing, at: Reading) => void

/**
 * A Poisson bracket on the functionals of one space, in its two forms.
 *
 * Laws: {f, h} is antisymmetric, a derivation in each argument, satisfies Jacobi, and is the derivative of f along the vector field of h:
 * {f, h}(x) = <df/dx, V_h(x)>. Both are prepared once for a functional and then evaluated at any number of fields.
 */
export interface PoissonBracket {
  readonly name: string
  readonly space: InnerProductSpace
  readonly bracket: (f: Functional, h: Functional) => (at: Reading) => number
  readonly vectorField: (h: Functional) => FieldVelocity
}
