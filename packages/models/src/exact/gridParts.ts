import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { checkHermitianFunction } from '@casimir/algebra'

/** The two parts of a Hamiltonian H = A(p) + B(q) of one or two classical degrees of freedom. */
export interface GridParts {
  readonly A: MatrixFunction
  readonly B: MatrixFunction
}

/** The most degrees of freedom a grid has. */
const MOST_DOF = 2
/** Points an axis by which the refusal states the cost. */
const TYPICAL = 128

/** The memory of a wave function of so many complex numbers, as `67 MB`. */
const memory = (numbers: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']
  const bytes = 16 * numbers
  const power = Math.floor(Math.log10(bytes) / 3)
  return power < units.length
    ? `${Number((bytes / 1000 ** power).toPrecision(2))} ${units[power]}`
    : `${bytes.toExponential(1)} bytes`
}

/**
 * The parts that a Fourier grid needs, or a refusal that says what is missing.
 *
 * Errors: throws when H is not of the form A(p) + B(q), has not one or two classical degrees of freedom, or is not Hermitian at
 * a few sample points (`checkHermitian`).
 *
 * @example
 * gridParts(rabi({ omega: 1, splitting: 1, coupling: 0.1 })).A.scalar // => true
 */
export const gridParts = ({ name, levels, dof, split }: HybridHamiltonian): GridParts => {
  if (!split)
    throw new Error(
      `exact: '${name}' is not of the form A(p) + B(q), which the split-operator grid needs; use ehrenfest or koopmon with the midpoint integrator.`,
    )
  if (dof < 1 || dof > MOST_DOF)
    throw new Error(
      `exact: '${name}' has ${dof} classical degrees of freedom, and the grid has one or two: with ${TYPICAL} points for each a single wave function would take ${memory(levels * TYPICAL ** dof)}; use ehrenfest, or a problem with fewer.`,
    )
  checkHermitianFunction(`A(p) of '${name}'`, split.A)
  checkHermitianFunction(`B(q) of '${name}'`, split.B)
  return split
}
