import type { HybridHamiltonian } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { sampleHamiltonian } from '../fields/sampleHamiltonian.ts'

/** The matrix-valued Hamiltonian vector field X_H = (H_p, -H_q), one packed field an axis, by spectral derivatives of H on its nodes. */
export const hamiltonianVectorField = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
): ReadonlyArray<Float64Array> => {
  const { dof } = fields.grid
  const H = sampleHamiltonian(fields, hamiltonian)
  return Array.from({ length: 2 * dof }, (_, axis) => {
    const X = fields.allocate()
    fields.spectral.derivative(X, H, axis < dof ? axis + dof : axis - dof)
    return axis < dof ? X : X.map((x) => -x)
  })
}
