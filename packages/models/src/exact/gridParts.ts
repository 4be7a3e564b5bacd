import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { checkHermitianFunction } from '@casimir/algebra'

/** The two parts of a Hamiltonian H = A(p) + B(q) of one classical degree of freedom. */
export interface GridParts {
  readonly A: MatrixFunction
  readonly B: MatrixFunction
}

/**
 * The parts that a Fourier grid needs, or a refusal that says what is missing.
 *
 * Errors: throws when H is not of the form A(p) + B(q), has not exactly one classical degree of freedom, or is not Hermitian at a few
 * sample points (`checkHermitian`).
 *
 * @example
 * gridParts(rabi({ omega: 1, splitting: 1, coupling: 0.1 })).A.scalar // => true
 */
export const gridParts = ({ name, dof, split }: HybridHamiltonian): GridParts => {
  if (!split)
    throw new Error(
      `exact: '${name}' is not of the form A(p) + B(q), which the split-operator grid needs; use ehrenfest or koopmon with the midpoint integrator.`,
    )
  if (dof !== 1)
    throw new Error(
      `exact: '${name}' has ${dof} classical degrees of freedom, and the grid has one; use ehrenfest or a problem with one.`,
    )
  checkHermitianFunction(`A(p) of '${name}'`, split.A)
  checkHermitianFunction(`B(q) of '${name}'`, split.B)
  return split
}
