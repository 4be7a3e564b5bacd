import type { HybridState, HybridSystem } from '@casimir/algebra'

/** A Lagrangian L(z, z') of hybrid trajectories; the field t of both is ignored. */
export interface ClosureLagrangian {
  readonly name: string
  readonly value: (state: HybridState, rate: HybridState) => number
}

/**
 * The phase-space Lagrangian of a particle closure with energy h; for `koopmon` it is eq. (15), for `ehrenfest` that of eq. (6).
 *
 *     L = sum_a w_a ( p_a.q_a' + Re <psi_a | i hbar psi_a'> ) - h
 *
 * With psi_a' = xi_a psi_a the second term is Tr(rho_a i hbar xi_a). The action is stationary, under variations that vanish at both ends, on solutions
 * of eq. (16) with dh/drho_a = w_a (H_a + ..); not on those of (16) as printed, where that w_a is missing.
 *
 * Assumes that h is the energy of the same weights (not checked). Cost: one energy.
 *
 * Errors: throws unless there is one weight a trajectory.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (15).
 *
 * @example
 * const weights = Float64Array.of(1)
 * const system = ehrenfest(rabi({ omega: 1, splitting: 1, coupling: 0 }), { weights, hbar: 1 })
 * const [s, rate] = [allocateHybrid(system.shape), allocateHybrid(system.shape)]
 * s.p[0] = 2
 * s.psi[0] = 1
 * rate.q[0] = 3
 * closureLagrangian(system, weights).value(s, rate) // => 3.5
 */
export const closureLagrangian = (system: HybridSystem, weights: Float64Array): ClosureLagrangian => {
  const { shape, hbar, energy } = system
  const { trajectories, dof, levels } = shape
  if (weights.length !== trajectories)
    throw new Error(
      `closureLagrangian: ${weights.length} weights for ${trajectories} trajectories; give one a trajectory.`,
    )
  return {
    name: `Lagrangian of ${system.name}`,
    value: (state, rate) => {
      let sum = 0
      for (let a = 0; a < trajectories; a++) {
        let paired = 0
        for (let k = a * dof; k < (a + 1) * dof; k++) paired += state.p[k] * rate.q[k]
        for (let k = 2 * levels * a; k < 2 * levels * (a + 1); k += 2)
          paired += hbar * (state.psi[k + 1] * rate.psi[k] - state.psi[k] * rate.psi[k + 1])
        sum += weights[a] * paired
      }
      return sum - energy(state)
    },
  }
}
