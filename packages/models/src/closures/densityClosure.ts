import type { DensityHybridSystem, HybridHamiltonian, LocalDensity, Reading } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import { checkSameSizes } from './checkSameSizes.ts'
import type { ClosureOptions } from './closureTerm.ts'
import { densityEhrenfest } from './densityEhrenfest.ts'
import { mollifiedTerm } from './mollifiedTerm.ts'

/**
 * The particle closure of int Tr(P H(z)) + int f(Dbar, Pbar, d_j Pbar; z) on density matrices: `particleClosure` with rho_a of any rank.
 *
 * h = sum_a w_a Tr(rho_a H(zeta_a)) + integral of f with Pbar = sum_a w_a rho_a K_a. Conserves h and the spectrum of each rho_a. Splitting a particle in two
 * of the same place and state changes nothing; splitting rho_a = sum_k l_k |k><k| into pure particles of weights w_a l_k leaves h as it is, but the
 * parts then move apart.
 *
 * Cost and errors: those of `densityEhrenfest` and `closureTerm`; throws too when levels or degrees of freedom of the two differ.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3, for any f and any rank.
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const options = { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 }
 * const system = densityClosure(model, correlationDensity(model, 1), options)
 * const s = allocateDensityHybrid(system.shape)
 * s.rho.set([0.5, 0, 0, 0, 0, 0, 0.5, 0])
 * system.energy(s) // => 0
 */
export const densityClosure = (
  hamiltonian: HybridHamiltonian,
  density: LocalDensity,
  options: ClosureOptions,
): DensityHybridSystem => {
  checkHbar('densityClosure', options.hbar)
  checkSameSizes('densityClosure', density, hamiltonian)
  const bare = densityEhrenfest(hamiltonian, options)
  const term = mollifiedTerm(density, options)
  const N = options.weights.length
  const { pack, size } = hermitianPacking(hamiltonian.levels)
  const packed = new Float64Array(size * N)
  const packAll = (rho: Reading): Float64Array => {
    for (let a = 0; a < N; a++) pack(packed, size * a, rho, 2 * size * a)
    return packed
  }
  return {
    ...bare,
    name: `${hamiltonian.name} with ${density.name} on density matrices`,
    energy: (state) => bare.energy(state) + term.energy(state.q, state.p, packAll(state.rho)),
    gradient: (out, state) => {
      bare.gradient(out, state)
      return term.addGradient(out, state.q, state.p, packAll(state.rho))
    },
  }
}
