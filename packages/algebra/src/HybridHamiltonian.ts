import type { Reading, Writing } from './Reading.ts'

/**
 * A Hermitian-matrix-valued function M(x) of d real variables with its partial derivatives.
 *
 * Shapes: x is d numbers from `at` on; `value` writes one n x n matrix and `gradient` writes d of them, one after the
 * other, each row-major with real and imaginary parts interleaved (2 n^2 numbers).
 *
 * `scalar: true` promises that M(x) is a multiple of the identity for every x, which lets a part flow skip the
 * eigendecomposition; the promise is checked where it is used while building.
 */
export interface MatrixFunction {
  readonly levels: number
  readonly dof: number
  readonly scalar: boolean
  readonly value: (out: Writing, x: Reading, at: number) => void
  readonly gradient: (out: Writing, x: Reading, at: number) => void
}

/**
 * A hybrid Hamiltonian H(q, p): a Hermitian matrix at every point of the classical phase space.
 *
 * Shapes as in `MatrixFunction`; `gradientQ` and `gradientP` write d matrices each.
 *
 * `split` is present when H(q, p) = A(p) + B(q), both matrix-valued, and is what splitting methods and the exact
 * grid propagator need; without it only steppers that use gradients apply.
 */
export interface HybridHamiltonian {
  readonly name: string
  readonly levels: number
  readonly dof: number
  readonly value: (out: Writing, q: Reading, p: Reading, at: number) => void
  readonly gradientQ: (out: Writing, q: Reading, p: Reading, at: number) => void
  readonly gradientP: (out: Writing, q: Reading, p: Reading, at: number) => void
  readonly split?: { readonly A: MatrixFunction; readonly B: MatrixFunction }
}
