import type { HybridHamiltonian, Writing } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import { separable } from './separable.ts'

/** Parameters of `ladder`: oscillator frequency, the three energies and the two couplings between neighbours. */
export interface LadderParameters {
  readonly omega: number
  readonly E0: number
  readonly E1: number
  readonly E2: number
  readonly g01: number
  readonly g12: number
}

/**
 * Three levels in a row beside an oscillator, H = (p^2 + omega^2 q^2)/2 + diag(E0, E1, E2) + q (g01 (|0><1| + h.c.) + g12 (|1><2| + h.c.)).
 *
 * Units: dimensionless. With g12 = 0 level 2 stands alone, and levels 0 and 1 are `rabi` with splitting E0 - E1 about the energy (E0 + E1)/2.
 *
 * Source: H.-I. Yoo and J. H. Eberly, Phys. Rep. 118, 239 (1985), without the rotating-wave approximation.
 *
 * @example
 * ladder({ omega: 1, E0: 0, E1: 1, E2: 2, g01: 0.1, g12: 0.1 }).levels // => 3
 */
export const ladder = ({ omega, E0, E1, E2, g01, g12 }: LadderParameters): HybridHamiltonian => {
  const write = (out: Writing, potential: number, q: number, constant: 0 | 1): void => {
    out.fill(0, 0, 18)
    out[0] = potential + constant * E0
    out[2] = g01 * q
    out[6] = g01 * q
    out[8] = potential + constant * E1
    out[10] = g12 * q
    out[14] = g12 * q
    out[16] = potential + constant * E2
  }
  return separable('ladder', kinetic(3, 1), {
    levels: 3,
    dof: 1,
    scalar: false,
    value: (out, x, at) => write(out, 0.5 * omega * omega * x[at] * x[at], x[at], 1),
    gradient: (out, x, at) => write(out, omega * omega * x[at], 1, 0),
  })
}
