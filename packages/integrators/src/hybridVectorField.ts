import type { HybridState, HybridSystem, Status } from '@casimir/algebra'
import { allocateGradient, STATUS } from '@casimir/algebra'
import { amplitudeVelocity } from './amplitudeVelocity.ts'

/** Writes the velocities t' = 1, q', p' and psi' of eq. (16) at a state; `out` must not be the state. */
export type HybridVectorField = (out: HybridState, state: HybridState) => Status

/** Prepares the vector field of a hybrid system: one gradient a call. Allocates only here. */
export const hybridVectorField = (system: HybridSystem): HybridVectorField => {
  const { trajectories, dof } = system.shape
  const gradient = allocateGradient(system.shape)
  const turn = amplitudeVelocity(system)
  return (out, state) => {
    const status = system.gradient(gradient, state)
    if (status !== STATUS.ok) return status
    out.t[0] = 1
    for (let k = 0; k < trajectories * dof; k++) {
      out.q[k] = gradient.p[k]
      out.p[k] = -gradient.q[k]
    }
    turn(out.psi, gradient.generator, state.psi)
    return STATUS.ok
  }
}
