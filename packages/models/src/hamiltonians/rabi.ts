import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/** Parameters of `rabi`: oscillator frequency, level splitting, and coupling strength. */
export interface RabiParameters {
  readonly omega: number
  readonly splitting: number
  readonly coupling: number
}

/**
 * The quantum Rabi problem, H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling q sx.
 *
 * Units: dimensionless. Conserves energy only.
 *
 * @example
 * rabi({ omega: 1, splitting: 1, coupling: 0.1 }).levels // => 2
 */
export const rabi = ({ omega, splitting, coupling }: RabiParameters): HybridHamiltonian =>
  separable(
    'rabi',
    kinetic(2, 1),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * omega * omega * q * q
        c[1] = coupling * q
        c[3] = 0.5 * splitting
      },
      (c, x) => {
        const q = x[0]
        c[0] = omega * omega * q
        c[1] = coupling
      },
    ),
  )
