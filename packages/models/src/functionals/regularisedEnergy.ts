import type { HybridHamiltonian, Mollifier } from '@casimir/algebra'
import { functionalRing } from '@casimir/algebra'
import type { HermitianFields } from '../continuum/HermitianFields.ts'
import { correlationDensity } from './correlationDensity.ts'
import { ehrenfestEnergy } from './ehrenfestEnergy.ts'
import type { FieldFunctional } from './localFunctional.ts'
import { localFunctional } from './localFunctional.ts'
import { mollifiedFunctional } from './mollifiedFunctional.ts'

/**
 * The energy of the regularised hybrid model at fixed alpha: the hbar term of (11) taken on the mollified field K * P.
 *
 *     h(P) = int Tr(P H) dz + (i hbar/2) int Tr(Pbar [grad Pbar, X_H])/Tr Pbar dz,   Pbar = K * P
 *
 * On sums of delta functions it is the energy of the koopmon closure; as alpha tends to 0 on smooth fields it tends to (11) with order 2.
 *
 * Assumes Tr Pbar nowhere zero (not checked). Cost: that of `hybridEnergy` and one (derivative: two) filterings. Errors: those of `ehrenfestEnergy`
 * and of `mollifiedFunctional`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const axis = { points: 4, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 })
 * const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
 * regularisedEnergy(fields, rabi({ omega: 1, splitting: 1, coupling: 0.1 }), 1, mollifier).value(uniform) // => 3.5
 */
export const regularisedEnergy = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  mollifier: Mollifier,
): FieldFunctional => ({
  ...functionalRing(fields).add(
    ehrenfestEnergy(fields, hamiltonian),
    mollifiedFunctional(localFunctional(fields, correlationDensity(hamiltonian, hbar)), mollifier),
  ),
  name: `regularised energy of ${hamiltonian.name}`,
  space: fields,
})
