import type { HybridHamiltonian, HybridSystem } from '@casimir/algebra'
import { checkHermitianHamiltonian, STATUS } from '@casimir/algebra'
import { checkWeights } from './checkWeights.ts'

/**
 * Ehrenfest trajectories, eq. (6): h = sum_a w_a <psi_a| H(q_a, p_a) |psi_a> on unit amplitudes.
 *
 * q_a' = <psi_a|H_p psi_a>, p_a' = -<psi_a|H_q psi_a>, i hbar psi_a' = (H - (Tr H / n) 1) psi_a, derivatives at fixed psi_a.
 *
 * Traceless gauge: the trace of H turns every psi_a by a phase that no density matrix sees, so it is left out of the generator
 * and enters h without |psi_a|^2, h = sum_a w_a [Tr H/n + <psi_a|(H - Tr H/n)|psi_a>]. Both are eq. (6) on unit amplitudes, but the
 * midpoint rule, whose midpoint amplitudes are shorter than 1, would otherwise weaken the classical force by the phase's speed.
 *
 * The trajectories do not interact, so the weights enter the energy only; each trajectory's own energy and norm are conserved.
 *
 * Cost: one evaluation of H and its derivatives and d + d expectations a trajectory. Allocates only here.
 *
 * Errors: throws when weights are negative or all zero, or H or its derivatives are not Hermitian at a few sample points
 * (`checkHermitian`).
 *
 * @example
 * const system = ehrenfest(rabi({ omega: 1, splitting: 1, coupling: 0 }), { weights: new Float64Array([1]), hbar: 1 })
 * const s = allocateHybrid(system.shape)
 * s.q[0] = 1
 * s.psi[0] = 1
 * system.energy(s) // => 1
 */
export const ehrenfest = (
  hamiltonian: HybridHamiltonian,
  { weights, hbar }: { readonly weights: Float64Array; readonly hbar: number },
): HybridSystem => {
  checkWeights(weights)
  checkHermitianHamiltonian(hamiltonian)
  const { levels: n, dof: d } = hamiltonian
  const N = weights.length
  const size = 2 * n * n
  const matrix = new Float64Array(size)
  const derivatives = new Float64Array(d * size)
  /** Writes <m> = Tr m/n + <psi|(m - Tr m/n)|psi>; writing, unlike returning a number, boxes nothing. */
  const writeMean = (
    out: Float64Array,
    outAt: number,
    m: Float64Array,
    at: number,
    psi: Float64Array,
    x: number,
  ): void => {
    let missing = 1
    for (let k = x; k < x + 2 * n; k++) missing -= psi[k] * psi[k]
    let sum = 0
    for (let j = 0; j < n; j++) {
      const re = psi[x + 2 * j]
      const im = psi[x + 2 * j + 1]
      sum += m[at + 2 * (j * n + j)] * (re * re + im * im + missing / n)
      for (let k = j + 1; k < n; k++) {
        const o = at + 2 * (j * n + k)
        const kRe = psi[x + 2 * k]
        const kIm = psi[x + 2 * k + 1]
        sum += 2 * (m[o] * (re * kRe + im * kIm) - m[o + 1] * (re * kIm - im * kRe))
      }
    }
    out[outAt] = sum
  }
  const mean = new Float64Array(1)
  return {
    name: `ehrenfest ${hamiltonian.name}`,
    shape: { trajectories: N, dof: d, levels: n },
    hbar,
    energy: ({ q, p, psi }) => {
      let energy = 0
      for (let a = 0; a < N; a++) {
        hamiltonian.value(matrix, q, p, a * d)
        writeMean(mean, 0, matrix, 0, psi, 2 * n * a)
        energy += weights[a] * mean[0]
      }
      return energy
    },
    gradient: (out, { q, p, psi }) => {
      for (let a = 0; a < N; a++) {
        hamiltonian.value(matrix, q, p, a * d)
        let trace = 0
        for (let j = 0; j < n; j++) trace += matrix[2 * (j * n + j)] / n
        for (let j = 0; j < n; j++) matrix[2 * (j * n + j)] -= trace
        for (let k = 0; k < size; k++) out.generator[size * a + k] = matrix[k]
        hamiltonian.gradientQ(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.q, a * d + i, derivatives, i * size, psi, 2 * n * a)
        hamiltonian.gradientP(derivatives, q, p, a * d)
        for (let i = 0; i < d; i++) writeMean(out.p, a * d + i, derivatives, i * size, psi, 2 * n * a)
      }
      return STATUS.ok
    },
  }
}
