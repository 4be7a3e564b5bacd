import type { HybridHamiltonian, HybridSystem } from '@casimir/algebra'
import { ehrenfest } from '@casimir/models'

/** Ehrenfest trajectories, deliberately wrong: particles feel the mean of the levels, Tr H/n, whatever their state. */
export const droppedBackReaction = (
  hamiltonian: HybridHamiltonian,
  weights: Float64Array,
  hbar: number,
): HybridSystem => {
  const system = ehrenfest(hamiltonian, { weights, hbar })
  const { levels: n, dof } = hamiltonian
  const slopes = new Float64Array(2 * n * n * dof)
  return {
    ...system,
    gradient: (out, state) => {
      const status = system.gradient(out, state)
      weights.forEach((_, a) => {
        hamiltonian.gradientQ(slopes, state.q, state.p, dof * a)
        for (let i = 0; i < dof; i++) {
          out.q[dof * a + i] = 0
          for (let j = 0; j < n; j++) out.q[dof * a + i] += slopes[2 * (n * n * i + j * (n + 1))] / n
        }
      })
      return status
    },
  }
}
