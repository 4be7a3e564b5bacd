import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { addDensities } from './addDensities.ts'
import { correlationDensity } from './correlationDensity.ts'
import { expectationDensity } from './expectationDensity.ts'
import { localFunctional } from './localFunctional.ts'

/**
 * The energy (11) of the hybrid model in its real form, whose Hamiltonian vector field is eqs. (3)-(5).
 *
 *     h(P) = int Tr(P H) dz + (i hbar/2) int Tr(P [grad P, X_H])/Tr P dz
 *
 * As printed, with i hbar {P, H} in the bra-ket, h is complex even for rank one; this is its real part.
 *
 * Assumes Tr P nowhere zero (not checked). Cost: one spectral derivative an axis (derivative of h: two). Errors: throws unless hbar >= 0; else those of `ehrenfestEnergy`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (11).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 / (4 * Math.PI ** 2) })
 * Math.abs(hybridEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1).value(uniform) - 0.5) < 1e-14 // => true
 */
export const hybridEnergy = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): FieldFunctional => {
  checkHbar('hybridEnergy', hbar)
  checkHermitianHamiltonian(hamiltonian)
  const density = addDensities(expectationDensity(hamiltonian), correlationDensity(hamiltonian, hbar))
  return { ...localFunctional(fields, density), name: `hybrid energy (11) of ${hamiltonian.name}` }
}
