import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/** Parameters of `harmonic`: oscillator frequency, and splitting and tunnelling of the two levels. */
export interface HarmonicParameters {
  readonly omega: number
  readonly splitting: number
  readonly tunnelling: number
}

/**
 * An oscillator beside two levels it does not touch, H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + (tunnelling/2) sx.
 *
 * Units: dimensionless. (q, p) turns at the rate omega; from level 0, with W^2 = splitting^2 + tunnelling^2, level 1 has the population
 * (tunnelling/W)^2 sin^2(W t / 2 hbar). Every method must give both, and a purity of 1.
 *
 * Source: textbook; the two-level part is I. I. Rabi, Phys. Rev. 51, 652 (1937).
 *
 * @example
 * harmonic({ omega: 1, splitting: 1, tunnelling: 0.5 }).levels // => 2
 */
export const harmonic = ({ omega, splitting, tunnelling }: HarmonicParameters): HybridHamiltonian =>
  separable(
    'harmonic',
    kinetic(2, 1),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * omega * omega * q * q
        c[1] = 0.5 * tunnelling
        c[3] = 0.5 * splitting
      },
      (c, x) => {
        const q = x[0]
        c[0] = omega * omega * q
      },
    ),
  )
