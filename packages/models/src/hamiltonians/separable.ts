import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'

/**
 * The Hamiltonian H(q, p) = A(p) + B(q), both parts matrix-valued.
 *
 * Shapes: A and B act on the same number of levels and have the same number of classical degrees of freedom.
 *
 * Errors: throws when the sizes of the two parts differ.
 *
 * @example
 * const h = separable('free', kinetic(2, 1), kinetic(2, 1))
 * const out = new Float64Array(8)
 * h.value(out, new Float64Array([1]), new Float64Array([2]), 0)
 * out[0] // => 2.5
 */
export const separable = (name: string, A: MatrixFunction, B: MatrixFunction): HybridHamiltonian => {
  if (A.levels !== B.levels || A.dof !== B.dof)
    throw new Error(
      `separable: in '${name}' A(p) has ${A.levels} levels and ${A.dof} degrees of freedom, B(q) has ${B.levels} and ${B.dof}; make them equal.`,
    )
  const size = 2 * A.levels * A.levels
  const part = new Float64Array(size)
  return {
    name,
    levels: A.levels,
    dof: A.dof,
    value: (out, q, p, at) => {
      A.value(part, p, at)
      B.value(out, q, at)
      for (let k = 0; k < size; k++) out[k] += part[k]
    },
    gradientQ: (out, q, _p, at) => B.gradient(out, q, at),
    gradientP: (out, _q, p, at) => A.gradient(out, p, at),
    split: { A, B },
  }
}
