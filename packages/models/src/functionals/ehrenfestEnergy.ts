import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian } from '@casimir/algebra'
import type { HermitianFields } from '../continuum/HermitianFields.ts'
import { expectationDensity } from './expectationDensity.ts'
import type { FieldFunctional } from './localFunctional.ts'
import { localFunctional } from './localFunctional.ts'

/**
 * The Ehrenfest energy h(P) = integral of Tr(P H), whose Hamiltonian vector field is the Ehrenfest model, eq. (1); dh/dP = H.
 *
 * The bracket differentiates dh/dP = H on the grid, so it assumes an H that is periodic on the box and resolved (not checked; `checkResolution` tells).
 *
 * Cost: O(nodes n^2). Errors: throws when H is not Hermitian at a few sample points (`checkHermitian`), or when its levels or degrees of freedom are
 * not those of the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (11) with the hbar term neglected.
 *
 * @example
 * const axis = { points: 4, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 })
 * ehrenfestEnergy(fields, rabi({ omega: 1, splitting: 1, coupling: 0.1 })).value(P) // => 3.5
 */
export const ehrenfestEnergy = (fields: HermitianFields, hamiltonian: HybridHamiltonian): FieldFunctional => {
  checkHermitianHamiltonian(hamiltonian)
  return {
    ...localFunctional(fields, expectationDensity(hamiltonian)),
    name: `Ehrenfest energy of ${hamiltonian.name}`,
  }
}
