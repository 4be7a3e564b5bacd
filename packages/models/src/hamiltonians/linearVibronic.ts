import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import { separable } from './separable.ts'

/** Parameters of `linearVibronic`: frequencies of the two modes, half the gap of the levels, and the linear couplings. */
export interface LinearVibronicParameters {
  readonly omegaTuning: number
  readonly omegaCoupling: number
  readonly delta: number
  readonly kappa0: number
  readonly kappa1: number
  readonly lambda: number
}

/**
 * A conical intersection of two levels and two modes, the tuning mode (q1, p1) and the coupling mode (q2, p2):
 *
 * H = omegaTuning (p1^2 + q1^2)/2 + omegaCoupling (p2^2 + q2^2)/2 - delta sz + diag(kappa0, kappa1) q1 + lambda q2 sx.
 *
 * Frequency-weighted coordinates, dimensionless for hbar = 1: the ground state of each mode has sigma = 1/sqrt(2). Energies in any one
 * unit, times in hbar over it. The levels meet at q1 = 2 delta/(kappa0 - kappa1), q2 = 0.
 *
 * Without lambda the populations are constant, and on level k the tuning mode swings about -kappa_k/omegaTuning.
 *
 * Source: H. Koeppel, W. Domcke and L. S. Cederbaum, Adv. Chem. Phys. 57, 59 (1984).
 *
 * @example
 * const pyrazine = { omegaTuning: 0.0739, omegaCoupling: 0.1139, delta: 0.423, kappa0: 0.09806, kappa1: -0.13545, lambda: 0.20804 }
 * linearVibronic(pyrazine).dof // => 2
 */
export const linearVibronic = (parameters: LinearVibronicParameters): HybridHamiltonian => {
  const { omegaTuning, omegaCoupling, delta, kappa0, kappa1, lambda } = parameters
  return separable('linear-vibronic', kinetic(2, [1 / omegaTuning, 1 / omegaCoupling]), {
    levels: 2,
    dof: 2,
    scalar: false,
    value: (out, x, at) => {
      const tuning = x[at]
      const coupling = x[at + 1]
      const potential = 0.5 * (omegaTuning * tuning * tuning + omegaCoupling * coupling * coupling)
      out.fill(0, 0, 8)
      out[0] = potential - delta + kappa0 * tuning
      out[2] = lambda * coupling
      out[4] = lambda * coupling
      out[6] = potential + delta + kappa1 * tuning
    },
    gradient: (out, x, at) => {
      out.fill(0, 0, 16)
      out[0] = omegaTuning * x[at] + kappa0
      out[6] = omegaTuning * x[at] + kappa1
      out[8] = omegaCoupling * x[at + 1]
      out[10] = lambda
      out[12] = lambda
      out[14] = omegaCoupling * x[at + 1]
    },
  })
}
