import type { HybridState, HybridSystem, Status } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { hybridVectorField } from './hybridVectorField.ts'

/** The two halves of H(q, y) + H(x, p) on pairs of states (q, p) and (x, y), which are explicit although H is not separable. */
export interface DoubledFlow {
  /** exp of H(q, y): kicks the first p by the first q and the second y, and drifts the second x. */
  readonly first: (one: HybridState, two: HybridState, h: number) => Status
  /** exp of H(x, p): the same with the copies exchanged. */
  readonly second: (one: HybridState, two: HybridState, h: number) => Status
  readonly evaluations: () => number
}

/**
 * Prepares the exact flows of H(q, y) and H(x, p) for a hybrid system; Re psi counts as a coordinate and Im psi as its momentum.
 *
 * Each freezes the time of the first copy. Cost: one gradient. Allocates only here.
 */
export const taoDoubledFlow = (system: HybridSystem): DoubledFlow => {
  const field = hybridVectorField(system)
  const mixed = allocateHybrid(system.shape)
  const velocity = allocateHybrid(system.shape)
  let evaluations = 0
  const halfFlow = (coordinates: HybridState, momenta: HybridState, t: number, h: number): Status => {
    mixed.t[0] = t
    for (let k = 0; k < mixed.q.length; k++) {
      mixed.q[k] = coordinates.q[k]
      mixed.p[k] = momenta.p[k]
    }
    for (let k = 0; k < mixed.psi.length; k += 2) {
      mixed.psi[k] = coordinates.psi[k]
      mixed.psi[k + 1] = momenta.psi[k + 1]
    }
    evaluations += 1
    const status = field(velocity, mixed)
    if (status !== STATUS.ok) return status
    for (let k = 0; k < mixed.q.length; k++) {
      coordinates.p[k] += h * velocity.p[k]
      momenta.q[k] += h * velocity.q[k]
    }
    for (let k = 0; k < mixed.psi.length; k += 2) {
      coordinates.psi[k + 1] += h * velocity.psi[k + 1]
      momenta.psi[k] += h * velocity.psi[k]
    }
    return STATUS.ok
  }
  return {
    first: (one, two, h) => halfFlow(one, two, one.t[0], h),
    second: (one, two, h) => halfFlow(two, one, one.t[0], h),
    evaluations: () => evaluations,
  }
}
