import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, STATUS } from '@casimir/algebra'
import { amplitudeVelocity } from './amplitudeVelocity.ts'
import { checkHybrid } from './checkSystem.ts'
import { finite } from './finite.ts'
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
  const gradient = allocateGradient(system.shape)
  const turn = amplitudeVelocity(system)
  const stage = allocateHybrid(system.shape)
  const end = allocateHybrid(system.shape)
  const velocity = new Float64Array(end.psi.length)
  let steps = 0
  let evaluations = 0

  /** Adds the share of slope k, which is in hand, to `end` and takes `stage` from the state along it to the next node. */
  const advance = (state: HybridState, h: number, k: number): void => {
    const sum = k === 0 ? state : end
    const share = WEIGHTS[k] * h
    const reach = k === 3 ? 0 : NODES[k + 1] * h
    stage.t[0] = state.t[0] + reach
    const { q: gq, p: gp } = gradient
    const { q: q0, p: p0, psi: psi0 } = state
    const { q: sumQ, p: sumP, psi: sumPsi } = sum
    const { q: endQ, p: endP, psi: endPsi } = end
    const { q, p, psi } = stage
    for (let i = 0; i < q.length; i++) {
      const v = gp[i]
      const f = gq[i]
      endQ[i] = sumQ[i] + share * v
      endP[i] = sumP[i] - share * f
      q[i] = q0[i] + reach * v
      p[i] = p0[i] - reach * f
    }
    for (let i = 0; i < psi.length; i++) {
      const v = velocity[i]
      endPsi[i] = sumPsi[i] + share * v
      psi[i] = psi0[i] + reach * v
    }
  }

  return {
    flow: (state, h) => {
      stage.block.set(state.block)
      for (let k = 0; k < 4; k++) {
        evaluations += 1
        const status = system.gradient(gradient, stage)
        if (status !== STATUS.ok) return status
        turn(velocity, gradient.generator, stage.psi)
        advance(state, h, k)
      }
      end.t[0] = state.t[0] + h
      if (!finite(end.block)) return STATUS.nonFinite
      state.block.set(end.block)
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
  }
}
