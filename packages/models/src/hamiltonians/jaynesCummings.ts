import type { HybridHamiltonian } from '@casimir/algebra'
import type { RabiParameters } from './rabi.ts'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/**
 * The Jaynes-Cummings problem, H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + coupling (omega q sx - p sy).
 *
 * Units: dimensionless. The coupling depends on p, so A(p) is matrix-valued.
 *
 * Conserves sum_a w_a [ (p^2 + omega^2 q^2)/(2 omega) + (hbar/2) <sz> ]; the koopmon closure keeps it only for a Gaussian
 * mollifier with alpha_p = omega alpha_q (theory: section 4 of the closure, rotation-type invariants).
 *
 * @example
 * jaynesCummings({ omega: 1, splitting: 1, coupling: 0.1 }).split?.A.scalar // => false
 */
export const jaynesCummings = ({ omega, splitting, coupling }: RabiParameters): HybridHamiltonian =>
  separable(
    'jaynes-cummings',
    twoLevel(
      (c, x) => {
        const p = x[0]
        c[0] = 0.5 * p * p
        c[2] = -coupling * p
      },
      (c, x) => {
        const p = x[0]
        c[0] = p
        c[2] = -coupling
      },
    ),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * omega * omega * q * q
        c[1] = coupling * omega * q
        c[3] = 0.5 * splitting
      },
      (c, x) => {
        const q = x[0]
        c[0] = omega * omega * q
        c[1] = coupling * omega
      },
    ),
  )
