import type { DensityHybridSystem, HybridHamiltonian } from '@casimir/algebra'
import { correlationDensity } from '../functionals/correlationDensity.ts'
import type { ClosureOptions } from './closureTerm.ts'
import { densityClosure } from './densityClosure.ts'

/**
 * The koopmon closure, eqs. (14)-(16), for particles that carry a density matrix rho_a of any rank; see `koopmon`.
 *
 * Eqs. (15) and (16) are written in rho_a and nowhere use that it is pure: i hbar rho_a' = [w_a^-1 dh/drho_a, rho_a].
 *
 * Cost and errors: those of `densityClosure`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const system = densityKoopmon(model, { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 })
 * const s = allocateDensityHybrid(system.shape)
 * s.q[0] = 1
 * s.rho[0] = 1
 * system.energy(s) // => 1
 */
export const densityKoopmon = (hamiltonian: HybridHamiltonian, options: ClosureOptions): DensityHybridSystem => ({
  ...densityClosure(hamiltonian, correlationDensity(hamiltonian, options.hbar), options),
  name: `koopmon ${hamiltonian.name} on density matrices`,
})
