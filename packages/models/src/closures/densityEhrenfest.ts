import type { DensityHybridSystem, HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianHamiltonian, hermitianPacking, STATUS } from '@casimir/algebra'
import { checkWeights } from './checkWeights.ts'
import { gaugedMean } from './gaugedMean.ts'

/**
 * Ehrenfest trajectories that carry a density matrix rho_a of any rank, h = sum_a w_a Tr(rho_a H(q_a, p_a)) for Tr rho_a = 1.
 *
 * q_a' = Tr(rho_a H_p), p_a' = -Tr(rho_a H_q), i hbar rho_a' = [H, rho_a]. Eq. (6) for rho_a = |psi_a><psi_a|; a mixed rho_a is the mean field of
 * the states it is made of, not a sum of trajectories.
 *
 * In the gauge of `ehrenfest`, h = sum_a w_a [Tr H/n + Tr(rho_a (H - Tr H/n))], so that the stages of a midpoint rule, whose trace is below 1, feel the
 * whole classical force.
 *
 * Cost: one evaluation of H and its derivatives and d + d traces a trajectory. Allocates only here.
 *
 * Errors: throws when weights are negative or all zero, or H or its derivatives are not Hermitian at a few sample points (`checkHermitian`).
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (1) and (6).
 *
 * @example
 * const system = densityEhrenfest(rabi({ omega: 1, splitting: 1, coupling: 0 }), { weights: new Float64Array([1]), hbar: 1 })
 * const s = allocateDensityHybrid(system.shape)
 * s.q[0] = 1
 * s.rho.set([0.75, 0, 0, 0, 0, 0, 0.25, 0])
 * system.energy(s) // => 0.75
 */
export const densityEhrenfest = (
  hamiltonian: HybridHamiltonian,
  { weights, hbar }: { readonly weights: Float64Array; readonly hbar: number },
): DensityHybridSystem => {
  checkWeights(weights)
  checkHermitianHamiltonian(hamiltonian)
  const { levels: n, dof: d } = hamiltonian
  const N = weights.length
  const size = 2 * n * n
  const { pack, size: nn } = hermitianPacking(n)
  const matrix = new Float64Array(size)
  const derivatives = new Float64Array(d * size)
  const packedRho = new Float64Array(nn)
  const mean = new Float64Array(1)
  const writeMean = gaugedMean(n)

  return {
    name: `ehrenfest ${hamiltonian.name} on density matrices`,
    shape: { trajectories: N, dof: d, levels: n },
    hbar,
    energy: ({ q, p, rho }) => {
      let energy = 0
      for (let a = 0; a < N; a++) {
        pack(packedRho, 0, rho, size * a)
        hamiltonian.value(matrix, q, p, a * d)
        writeMean(mean, 0, matrix, 0, packedRho)
        energy += weights[a] * mean[0]
      }
      return energy
    },
    gradient: (out, { q, p, rho }) => {
      for (let a = 0; a < N; a++) {
        pack(packedRho, 0, rho, size * a)
        hamiltonian.value(matrix, q, p, a * d)
        let trace = 0
        for (let j = 0; j < n; j++) trace += matrix[2 * (j * n + j)] / n
        for (let j = 0; j < n; j++) matrix[2 * (j * n + j)] -= trace
        for (let k = 0; k < size; k++) out.generator[size * a + k] = matrix[k]
        hamiltonian.gradientQ(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.q, a * d + i, derivatives, i * size, packedRho)
        hamiltonian.gradientP(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.p, a * d + i, derivatives, i * size, packedRho)
      }
      return STATUS.ok
    },
  }
}
