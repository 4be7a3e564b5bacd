import type { HybridSystem } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { checkHybrid } from './checkSystem.ts'
import { hybridVectorField } from './hybridVectorField.ts'
import type { Stepper } from './Stepper.ts'

const NODES = [0, 0.5, 0.5, 1]
const WEIGHTS = [1 / 6, 1 / 3, 1 / 3, 1 / 6]

/**
 * Prepares the classical fourth-order Runge-Kutta method for a hybrid system: the baseline that is neither unitary nor symplectic.
 *
 * Order 4, explicit, not symmetric. Conserves nothing: energy and norms drift without bound over long runs.
 *
 * Cost: 4 gradients a step. Errors: the flow returns the gradient's status and then leaves the state as it was.
 *
 * Source: W. Kutta, Z. Math. Phys. 46, 435 (1901).
 *
 * @example
 * rungeKutta4({
 *   name: 'at rest', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1, energy: () => 0, gradient: () => 0,
 * }).counts().evaluations // => 0
 */
export const rungeKutta4 = (system: HybridSystem): Stepper => {
  checkHybrid('rungeKutta4', system)
  const field = hybridVectorField(system)
  const stage = allocateHybrid(system.shape)
  const slope = allocateHybrid(system.shape)
  const sum = allocateHybrid(system.shape)
  let steps = 0
  let evaluations = 0

  return {
    flow: (state, h) => {
      sum.block.set(state.block)
      for (let k = 0; k < 4; k++) {
        stage.block.set(state.block)
        if (k > 0) for (let i = 0; i < stage.block.length; i++) stage.block[i] += NODES[k] * h * slope.block[i]
        evaluations += 1
        const status = field(slope, stage)
        if (status !== STATUS.ok) return status
        for (let i = 0; i < sum.block.length; i++) sum.block[i] += WEIGHTS[k] * h * slope.block[i]
      }
      for (let i = 0; i < sum.block.length; i++) if (!Number.isFinite(sum.block[i])) return STATUS.nonFinite
      state.block.set(sum.block)
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
  }
}
