import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import type { RabiParameters } from './rabi.ts'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/**
 * Pure dephasing, H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sz.
 *
 * Units: dimensionless. Conserves the populations of the levels; solvable in closed form.
 *
 * @example
 * pureDephasing({ omega: 1, splitting: 1, coupling: 0.1 }).dof // => 1
 */
export const pureDephasing = ({ omega, splitting, coupling }: RabiParameters): HybridHamiltonian =>
  separable(
    'pure-dephasing',
    kinetic(2, 1),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * omega * omega * q * q
        c[3] = 0.5 * splitting + coupling * q
      },
      (c, x) => {
        const q = x[0]
        c[0] = omega * omega * q
        c[3] = coupling
      },
    ),
  )
