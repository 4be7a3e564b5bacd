import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** A hybrid Hamiltonian as a packed field; throws when it is not Hermitian or its levels or degrees of freedom are not those of the fields. */
export const sampleHamiltonian = (fields: HermitianFields, hamiltonian: HybridHamiltonian): Float64Array => {
  checkHermitianHamiltonian(hamiltonian)
  const { levels, grid } = fields
  const { dof } = grid
  if (hamiltonian.levels !== levels || hamiltonian.dof !== dof)
    throw new Error(
      `'${hamiltonian.name}' has ${hamiltonian.levels} levels and ${hamiltonian.dof} degrees of freedom, ${fields.name} have ${levels} and ${dof}; build both for one system.`,
    )
  const H = fields.allocate()
  const q = new Float64Array(dof)
  const p = new Float64Array(dof)
  fields.sample(H, (matrix, z) => {
    for (let j = 0; j < dof; j++) {
      q[j] = z[j]
      p[j] = z[dof + j]
    }
    hamiltonian.value(matrix, q, p, 0)
  })
  return H
}
