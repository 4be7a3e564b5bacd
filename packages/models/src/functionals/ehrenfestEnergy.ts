import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { expectationDensity } from './expectationDensity.ts'
import { localFunctional } from './localFunctional.ts'

/**
 * The Ehrenfest energy h(P) = integral of Tr(P H), whose Hamiltonian vector field is the Ehrenfest model, eq. (1); dh/dP = H.
 *
 * The bracket differentiates dh/dP = H on the grid, so it assumes an H that is periodic on the box and resolved (not checked here;
 * `checkEnergyResolution` does).
 *
 * Cost: O(nodes n^2). Errors: throws when H is not Hermitian at a few sample points (`checkHermitian`), or when its levels or degrees of freedom are
 * not those of the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (11) with the hbar term neglected.
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 / (4 * Math.PI ** 2) })
 * Math.abs(ehrenfestEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 })).value(P) - 0.5) < 1e-14 // => true
 */
export const ehrenfestEnergy = (fields: HermitianFields, hamiltonian: HybridHamiltonian): FieldFunctional => {
  checkHermitianHamiltonian(hamiltonian)
  return {
    ...localFunctional(fields, expectationDensity(hamiltonian)),
    name: `Ehrenfest energy of ${hamiltonian.name}`,
  }
}
