import type { HybridHamiltonian } from '@casimir/algebra'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/** Parameters of `rashba`: mass, trap frequency (0 for no trap), spin-orbit strength and Zeeman splitting. */
export interface RashbaParameters {
  readonly mass: number
  readonly omega: number
  readonly rashba: number
  readonly zeeman: number
}

/**
 * A spin in a one-dimensional wire with Rashba coupling, H = p^2/2m + m omega^2 q^2/2 + rashba p sy + (zeeman/2) sz.
 *
 * Units: dimensionless. The coupling depends on p, so A(p) is matrix-valued; omega = 0 is the wire without a trap.
 *
 * Without trap p is conserved, and without Zeeman term too the spin turns about y at the rate 2 rashba p / hbar:
 * <sz> + i <sx> = (sz0 + i sx0) exp(2 i rashba p t / hbar).
 *
 * Source: Yu. A. Bychkov and E. I. Rashba, J. Phys. C 17, 6039 (1984).
 *
 * @example
 * rashba({ mass: 1, omega: 0, rashba: 0.5, zeeman: 0 }).split?.A.scalar // => false
 */
export const rashba = ({ mass, omega, rashba: strength, zeeman }: RashbaParameters): HybridHamiltonian =>
  separable(
    'rashba',
    twoLevel(
      (c, x) => {
        const p = x[0]
        c[0] = (0.5 * p * p) / mass
        c[2] = strength * p
      },
      (c, x) => {
        const p = x[0]
        c[0] = p / mass
        c[2] = strength
      },
    ),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * mass * omega * omega * q * q
        c[3] = 0.5 * zeeman
      },
      (c, x) => {
        const q = x[0]
        c[0] = mass * omega * omega * q
      },
    ),
  )
