import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { checkSameSizes } from './checkSameSizes.ts'
import type { ClosureOptions, ClosureTerm } from './closureTerm.ts'
import { closureTerm } from './closureTerm.ts'
import { ehrenfest } from './ehrenfest.ts'

/** A particle closure as a hybrid system, with the cost and the mollified density of its field term open to view. */
export type ParticleClosure = Omit<ClosureTerm, 'addGradient'>

/**
 * The particle closure of the energy int Tr(P H(z)) + int f(Dbar, Pbar, d_j Pbar; z): H on the particles, never mollified, f on the mollified fields.
 *
 * h = sum_a w_a Tr(rho_a H(zeta_a)) + integral of f; q' = w^-1 dh/dp, p' = -w^-1 dh/dq, i hbar psi' = (w^-1 dh/drho) psi. Any levels; conserves h,
 * each |psi_a|, each w_a and the Poincare integral of a loop of tracers (particles of weight 0).
 *
 * Cost and errors: those of `ehrenfest` and `closureTerm`; throws too when levels or degrees of freedom of the two differ.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3, for any f.
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const options = { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 }
 * const system = particleClosure(model, correlationDensity(model, 1), options)
 * const s = allocateHybrid(system.shape)
 * s.q[0] = 1
 * s.psi[0] = 1
 * system.energy(s) === koopmon(model, options).energy(s) // => true
 */
export const particleClosure = (
  hamiltonian: HybridHamiltonian,
  density: LocalDensity,
  options: ClosureOptions,
): ParticleClosure => {
  checkSameSizes('particleClosure', density, hamiltonian)
  const bare = ehrenfest(hamiltonian, options)
  const { addGradient, ...term } = closureTerm(density, options)
  return {
    ...term,
    name: `${hamiltonian.name} with ${density.name}`,
    energy: (state) => bare.energy(state) + term.energy(state),
    gradient: (out, state) => {
      bare.gradient(out, state)
      return addGradient(out, state)
    },
  }
}
