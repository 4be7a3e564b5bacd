import type { HybridHamiltonian, Mollifier } from '@casimir/algebra'
import { functionalRing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { correlationDensity } from './correlationDensity.ts'
import { ehrenfestEnergy } from './ehrenfestEnergy.ts'
import { localFunctional } from './localFunctional.ts'
import { mollifiedFunctional } from './mollifiedFunctional.ts'

/**
 * The energy of the regularised hybrid model at fixed alpha: the hbar term of (11) taken on the mollified field K * P.
 *
 *     h(P) = int Tr(P H) dz + (i hbar/2) int Tr(Pbar [grad Pbar, X_H])/Tr Pbar dz,   Pbar = K * P
 *
 * On sums of delta functions it is the energy of the koopmon closure; as alpha tends to 0 on smooth fields it tends to (11) with order 2.
 *
 * Assumes Tr Pbar nowhere zero (not checked). Cost: that of `hybridEnergy` and one (derivative: two) filterings. Errors: throws unless hbar >= 0; else those of `ehrenfestEnergy`
 * and of `mollifiedFunctional`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 / (4 * Math.PI ** 2) })
 * const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
 * const energy = regularisedEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1, mollifier)
 * Math.abs(energy.value(uniform) - 0.5) < 1e-14 // => true
 */
export const regularisedEnergy = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  mollifier: Mollifier,
): FieldFunctional => {
  checkHbar('regularisedEnergy', hbar)
  const mean = ehrenfestEnergy(fields, hamiltonian)
  const correction = mollifiedFunctional(localFunctional(fields, correlationDensity(hamiltonian, hbar)), mollifier)
  return { ...functionalRing(fields).add(mean, correction), name: `regularised energy of ${hamiltonian.name}` }
}
