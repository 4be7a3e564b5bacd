import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian } from '@casimir/algebra'
import { correlationDensity } from '../functionals/correlationDensity.ts'
import type { ClosureOptions, ClosureTerm } from './closureTerm.ts'
import { closureTerm } from './closureTerm.ts'

/**
 * The hbar term of the koopmon closure, h_hbar = (i hbar/2) integral of Tr(Pbar [grad Pbar, X_H])/Dbar over phase space.
 *
 * Pbar = sum_a w_a rho_a K_a, Dbar = sum_a w_a K_a, K_a(z) = K(z - zeta_a), X_H = (H_p, -H_q): the closure of `correlationDensity`. As a system of
 * its own it is what a splitting integrator solves implicitly beside the exact flows of `ehrenfestSplit`.
 *
 * Cost and errors: those of `closureTerm`; throws too when H is not Hermitian at a few sample points.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const term = correlation(model, { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 })
 * Math.abs(term.energy(allocateHybrid(term.shape))) // => 0
 */
export const correlation = (hamiltonian: HybridHamiltonian, options: ClosureOptions): ClosureTerm => {
  checkHermitianHamiltonian(hamiltonian)
  return closureTerm(correlationDensity(hamiltonian, options.hbar), options)
}
