import type { HybridHamiltonian, HybridSystem, Reading } from '@casimir/algebra'
import { checkHermitianHamiltonian, hermitianPacking, STATUS } from '@casimir/algebra'
import { checkWeights } from './checkWeights.ts'
import { gaugedMean } from './gaugedMean.ts'

/** How far from 1 the sum of the weights may be. */
const SUM_TOLERANCE = 1e-9

/**
 * Mean-field trajectories, eq. (2): classical points that all see one density matrix rho = sum_b w_b |psi_b><psi_b|, which sees their mean Hamiltonian.
 *
 * h = Tr(rho sum_a w_a H(zeta_a)); q_a' = Tr(rho H_p(zeta_a)), p_a' = -Tr(rho H_q(zeta_a)), and i hbar psi_b' = (sum_a w_a H(zeta_a)) psi_b for every b,
 * so that i hbar rho' = [sum_a w_a H(zeta_a), rho].
 *
 * Traceless gauge, as in `ehrenfest`: h = sum_a w_a [Tr H_a/n + Tr(rho (H_a - Tr H_a/n))], of which the gradient is exact for amplitudes of any length.
 *
 * Conserves h, every <psi_a|psi_b> and with them the spectrum and the purity of rho: a pure rho stays pure, which no decoherence can be. Being quadratic
 * in the weights, h is eq. (2) for weights that sum to 1 (checked).
 *
 * Cost: one evaluation of H and its derivatives and d + d traces a trajectory. Allocates only here.
 *
 * Errors: throws when weights are negative or do not sum to 1, or H or its derivatives are not Hermitian at a few sample points (`checkHermitian`).
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (2).
 *
 * @example
 * const system = meanField(rabi({ omega: 1, splitting: 1, coupling: 0.5 }), { weights: new Float64Array([0.5, 0.5]), hbar: 1 })
 * const s = allocateHybrid(system.shape)
 * s.q.set([1, -1])
 * s.psi.set([1, 0, 0, 0, 0, 0, 1, 0])
 * system.energy(s) // => 0.5
 */
export const meanField = (
  hamiltonian: HybridHamiltonian,
  { weights, hbar }: { readonly weights: Float64Array; readonly hbar: number },
): HybridSystem => {
  checkWeights(weights)
  const total = weights.reduce((sum, w) => sum + w, 0)
  if (!(Math.abs(total - 1) <= SUM_TOLERANCE))
    throw new Error(`meanField: the weights sum to ${total}; divide them by their sum, since rho must have trace 1.`)
  checkHermitianHamiltonian(hamiltonian)
  const { levels: n, dof: d } = hamiltonian
  const N = weights.length
  const size = 2 * n * n
  const packing = hermitianPacking(n)
  const nn = packing.size
  const matrix = new Float64Array(size)
  const derivatives = new Float64Array(d * size)
  const packed = new Float64Array(nn)
  const rho = new Float64Array(nn)
  const mean = new Float64Array(size)
  const value = new Float64Array(1)

  const sumStates = (psi: Reading): void => {
    rho.fill(0)
    for (let a = 0; a < N; a++) {
      packing.packState(packed, 0, psi, 2 * n * a)
      for (let c = 0; c < nn; c++) rho[c] += weights[a] * packed[c]
    }
  }
  const writeMean = gaugedMean(n)

  return {
    name: `mean field ${hamiltonian.name}`,
    shape: { trajectories: N, dof: d, levels: n },
    hbar,
    energy: ({ q, p, psi }) => {
      sumStates(psi)
      let energy = 0
      for (let a = 0; a < N; a++) {
        hamiltonian.value(matrix, q, p, a * d)
        writeMean(value, 0, matrix, 0, rho)
        energy += weights[a] * value[0]
      }
      return energy
    },
    gradient: (out, { q, p, psi }) => {
      sumStates(psi)
      mean.fill(0)
      for (let a = 0; a < N; a++) {
        hamiltonian.value(matrix, q, p, a * d)
        for (let k = 0; k < size; k++) mean[k] += weights[a] * matrix[k]
        hamiltonian.gradientQ(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.q, a * d + i, derivatives, i * size, rho)
        hamiltonian.gradientP(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.p, a * d + i, derivatives, i * size, rho)
      }
      let trace = 0
      for (let j = 0; j < n; j++) trace += mean[2 * (j * n + j)] / n
      for (let j = 0; j < n; j++) mean[2 * (j * n + j)] -= trace
      for (let a = 0; a < N; a++) out.generator.set(mean, size * a)
      return STATUS.ok
    },
  }
}
