import type { HybridState, HybridSystem, Status } from '@casimir/algebra'
import { allocateGradient, applyMatrix, STATUS } from '@casimir/algebra'

/** Writes the velocities t' = 1, q', p' and psi' of eq. (16) at a state; `out` must not be the state. */
export type HybridVectorField = (out: HybridState, state: HybridState) => Status

/** Prepares the vector field of a hybrid system: one gradient a call. Allocates only here. */
export const hybridVectorField = (system: HybridSystem): HybridVectorField => {
  const { trajectories, dof, levels } = system.shape
  const gradient = allocateGradient(system.shape)
  const size = 2 * levels
  return (out, state) => {
    const status = system.gradient(gradient, state)
    if (status !== STATUS.ok) return status
    out.t[0] = 1
    for (let k = 0; k < trajectories * dof; k++) {
      out.q[k] = gradient.p[k]
      out.p[k] = -gradient.q[k]
    }
    for (let a = 0; a < trajectories; a++) {
      const at = size * a
      applyMatrix(out.psi, at, gradient.generator, size * levels * a, state.psi, at, levels)
      for (let j = at; j < at + size; j += 2) {
        const re = out.psi[j]
        out.psi[j] = out.psi[j + 1] / system.hbar
        out.psi[j + 1] = -re / system.hbar
      }
    }
    return STATUS.ok
  }
}
