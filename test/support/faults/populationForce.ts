import type { HybridHamiltonian, HybridSystem } from '@casimir/algebra'
import { ehrenfest } from '@casimir/models'

/** Ehrenfest trajectories, deliberately wrong: the force sums populations times diagonal forces and leaves the coherences out. */
export const populationForce = (hamiltonian: HybridHamiltonian, weights: Float64Array, hbar: number): HybridSystem => {
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
          for (let j = 0; j < n; j++) {
            const x = 2 * (n * a + j)
            out.q[dof * a + i] += slopes[2 * (n * n * i + j * (n + 1))] * (state.psi[x] ** 2 + state.psi[x + 1] ** 2)
          }
        }
      })
      return status
    },
  }
}
