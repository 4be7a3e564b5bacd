import type { HybridHamiltonian } from '@casimir/algebra'
import { functionalRing } from '@casimir/algebra'
import type { HermitianFields } from '../continuum/HermitianFields.ts'
import { correlationDensity } from './correlationDensity.ts'
import { ehrenfestEnergy } from './ehrenfestEnergy.ts'
import type { FieldFunctional } from './localFunctional.ts'
import { localFunctional } from './localFunctional.ts'

/**
 * The energy (11) of the hybrid model in its real form, whose Hamiltonian vector field is eqs. (3)-(5).
 *
 *     h(P) = int Tr(P H) dz + (i hbar/2) int Tr(P [grad P, X_H])/Tr P dz
 *
 * As printed, with i hbar {P, H} in the bra-ket, h is complex even for rank one; this is its real part.
 *
 * Assumes Tr P nowhere zero (not checked). Cost: one spectral derivative an axis (derivative of h: two). Errors: those of `ehrenfestEnergy`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (11).
 *
 * @example
 * const axis = { points: 4, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 })
 * hybridEnergy(fields, rabi({ omega: 1, splitting: 1, coupling: 0.1 }), 1).value(uniform) // => 3.5
 */
export const hybridEnergy = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): FieldFunctional => ({
  ...functionalRing(fields).add(
    ehrenfestEnergy(fields, hamiltonian),
    localFunctional(fields, correlationDensity(hamiltonian, hbar)),
  ),
  name: `hybrid energy (11) of ${hamiltonian.name}`,
  space: fields,
})
