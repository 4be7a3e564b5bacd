import type { HybridHamiltonian } from '@casimir/algebra'
import type { Correlation, KoopmonOptions } from './correlation.ts'
import { correlation } from './correlation.ts'
import { ehrenfest } from './ehrenfest.ts'

/** The koopmon closure as a hybrid system, with the cost and the mollified density of its hbar term open to view. */
export type Koopmon = Omit<Correlation, 'addGradient'>

/**
 * The koopmon closure, eqs. (14)-(16): Ehrenfest trajectories with the regularised hbar term of the hybrid Hamiltonian.
 *
 * h = sum_a w_a Tr(rho_a H_a) + (i hbar/2) integral of Tr(Pbar [grad Pbar, X_H])/Dbar over phase space, with
 * Pbar = sum_a w_a rho_a K_a, Dbar = sum_a w_a K_a, K_a(z) = K(z - zeta_a), X_H = (H_p, -H_q): `ehrenfest` plus `correlation`.
 *
 * Eq. (16) is used with the correction that d h/d rho_a carries the factor w_a (docs/equations): as printed, unequal weights would
 * break the reduction to eq. (6), while energy and norms would still be conserved.
 *
 * Any number of levels, one classical degree of freedom (checked), any H(q, p). Conserves h, each |psi_a|, each w_a.
 *
 * The continuum model is ill-posed, so alpha is a modelling choice of the order of the wave packet's width (0.3 to 1 of it).
 *
 * Cost: O(N m n^2 + M n^3) a gradient, m nodes a particle, M nodes of the rectangle that covers the cloud; allocates only when
 * the cloud outgrows that rectangle.
 *
 * Errors: throws for several degrees of freedom, bad weights or spacing, or an H that is not Hermitian at a few sample points; `gradient` returns `nonFinite` or `latticeTooLarge`,
 * and `energy` NaN in those cases.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16); W. Bauer, P. Bergold, F. Gay-Balmaz and C. Tronci,
 * Multiscale Model. Simul. 22, 1365 (2024).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const system = koopmon(model, { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 })
 * const s = allocateHybrid(system.shape)
 * s.q[0] = 1
 * s.psi[0] = 1
 * system.energy(s) // => 1
 */
export const koopmon = (hamiltonian: HybridHamiltonian, options: KoopmonOptions): Koopmon => {
  const bare = ehrenfest(hamiltonian, options)
  const { addGradient, ...term } = correlation(hamiltonian, options)
  return {
    ...term,
    name: `koopmon ${hamiltonian.name}`,
    energy: (state) => bare.energy(state) + term.energy(state),
    gradient: (out, state) => {
      bare.gradient(out, state)
      return addGradient(out, state)
    },
  }
}
