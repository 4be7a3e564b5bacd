import type { HybridHamiltonian } from '@casimir/algebra'
import { correlationDensity } from '../functionals/correlationDensity.ts'
import type { ClosureOptions } from './closureTerm.ts'
import type { ParticleClosure } from './particleClosure.ts'
import { particleClosure } from './particleClosure.ts'

/**
 * The koopmon closure, eqs. (14)-(16): Ehrenfest trajectories with the regularised hbar term of the hybrid Hamiltonian.
 *
 * h = sum_a w_a Tr(rho_a H_a) + (i hbar/2) integral of Tr(Pbar [grad Pbar, X_H])/Dbar over phase space, with
 * Pbar = sum_a w_a rho_a K_a, Dbar = sum_a w_a K_a, K_a(z) = K(z - zeta_a), X_H = (H_p, -H_q): the particle closure of
 * `correlationDensity`.
 *
 * Eq. (16) is used with the correction that d h/d rho_a carries the factor w_a (docs/equations): as printed, unequal weights would
 * break the reduction to eq. (6), while energy and norms would still be conserved.
 *
 * Any number of levels, one or two classical degrees of freedom (checked), any H(q, p). Conserves h, each |psi_a|, each w_a.
 *
 * The continuum model is ill-posed, so alpha is a modelling choice of the order of the wave packet's width (0.3 to 1 of it).
 *
 * Cost: O(N m n^2 + M n^3) a gradient, m = (2 support / spacing)^(2d) nodes a particle (169 of the quintic at spacing 0.7 for d = 1, 1296 at the knot spacing
 * sqrt(2) for d = 2), M nodes under the cloud; allocates only when the cloud reaches nodes not seen before.
 *
 * Errors: throws for no or more than two degrees of freedom, hbar < 0, bad weights or spacing, or an H that is not Hermitian at a few sample points;
 * `gradient` returns `nonFinite` or `latticeTooLarge`, and `energy` NaN in those cases.
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
export const koopmon = (hamiltonian: HybridHamiltonian, options: ClosureOptions): ParticleClosure => ({
  ...particleClosure(hamiltonian, correlationDensity(hamiltonian, options.hbar), options),
  name: `koopmon ${hamiltonian.name}`,
})
