import type { HybridState, HybridSystem, Status } from '@casimir/algebra'
import { allocateGradient, STATUS } from '@casimir/algebra'
import { amplitudeVelocity } from './amplitudeVelocity.ts'

/** The flows of H(q, y) and of H(x, p) on pairs of states (q, y) and (x, p), which are explicit although H is not separable. */
export interface DoubledFlow {
  /** exp of H at a state that stays: moves the other of the pair along the vector field there, or says that it is not finite. Times are left to the caller. */
  readonly push: (moved: HybridState, at: HybridState, h: number) => Status
  readonly evaluations: () => number
}

/**
 * Prepares the exact flows of H(q, y) and H(x, p) for a hybrid system; Re psi counts as a coordinate and Im psi as its momentum.
 *
 * Of the two copies (q, p) and (x, y) of the phase space either state holds one's coordinates and the other's momenta: H(q, y) then moves p by
 * -h h_q and x by h h_p, the whole of (x, p). Cost: one gradient. Allocates only here.
 */
export const taoDoubledFlow = (system: HybridSystem): DoubledFlow => {
  const gradient = allocateGradient(system.shape)
  const turn = amplitudeVelocity(system)
  const velocity = new Float64Array(2 * system.shape.levels * system.shape.trajectories)
  let evaluations = 0
  return {
    push: (moved, at, h) => {
      evaluations += 1
      const status = system.gradient(gradient, at)
      if (status !== STATUS.ok) return status
      turn(velocity, gradient.generator, at.psi)
      const { q: gq, p: gp } = gradient
      const { q, p, psi } = moved
      let zero = 0
      for (let k = 0; k < q.length; k++) {
        const newQ = q[k] + h * gp[k]
        const newP = p[k] - h * gq[k]
        q[k] = newQ
        p[k] = newP
        zero += 0 * newQ + 0 * newP
      }
      for (let k = 0; k < psi.length; k++) {
        const next = psi[k] + h * velocity[k]
        psi[k] = next
        zero += 0 * next
      }
      return zero === 0 ? STATUS.ok : STATUS.nonFinite
    },
    evaluations: () => evaluations,
  }
}
