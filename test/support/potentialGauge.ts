import type { HybridHamiltonian, HybridSystem } from '@casimir/algebra'
import { normSquared } from '@casimir/algebra'

/**
 * The same system with the trace of B(q) left in the generator and, on amplitudes shorter than 1, in the force: the same flow up to a
 * phase of each psi_a, but another midpoint rule, the one the reference numbers were made with.
 */
export const potentialGauge = (system: HybridSystem, { split }: HybridHamiltonian): HybridSystem => {
  if (!split) throw new Error('potentialGauge: the Hamiltonian does not split')
  const { trajectories: N, levels: n } = system.shape
  const matrix = new Float64Array(2 * n * n)
  const trace = (): number => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += matrix[2 * (j * n + j)] / n
    return sum
  }
  return {
    ...system,
    gradient: (out, state) => {
      const status = system.gradient(out, state)
      for (let a = 0; a < N; a++) {
        split.B.value(matrix, state.q, a)
        for (let j = 0; j < n; j++) out.generator[2 * (a * n * n + j * n + j)] += trace()
        split.B.gradient(matrix, state.q, a)
        out.q[a] += trace() * (normSquared(state.psi, 2 * n * a, n) - 1)
      }
      return status
    },
  }
}
