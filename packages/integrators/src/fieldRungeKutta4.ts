import type { FieldVelocity, Flow, Reading, Status, Writing } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

/** A field as the run loop moves it. */
export interface FieldState {
  readonly block: Float64Array
}

/** What may be added to the plain method. */
export interface FieldRungeKuttaOptions {
  /** Projects a velocity onto the resolved part (Galerkin truncation); `out` may be the field. */
  readonly filter?: (out: Writing, field: Reading) => void
  /** Judges the end of each step; a step that it does not call ok is not taken, and its status is the step's. */
  readonly guard?: (block: Reading) => Status
}

const NODES = [0, 0.5, 0.5, 1]
const WEIGHTS = [1 / 6, 1 / 3, 1 / 3, 1 / 6]

/**
 * Prepares the classical fourth-order Runge-Kutta method for a field of `size` numbers, dP/dt = filter(V(P)), V not depending on time.
 *
 * Order 4, explicit, not symmetric. Linear invariants of the filtered velocity are kept to round-off; energy, Casimirs and positivity to order 4 only.
 *
 * Cost: 4 velocities, filters and one guard a step. A step allocates nothing of its own.
 *
 * Errors: throws unless `size` is a whole number >= 1. The flow throws for a block of another size; it returns `nonFinite` or the guard's status and then
 * leaves the field as it was.
 *
 * Source: W. Kutta, Z. Math. Phys. 46, 435 (1901).
 *
 * @example
 * const flow = fieldRungeKutta4((out, [x]) => { out[0] = x }, 1)
 * const state = { block: Float64Array.of(1) }
 * for (let k = 0; k < 100; k++) flow(state, 0.01)
 * Math.abs(state.block[0] - Math.E) < 1e-9 // => true
 */
export const fieldRungeKutta4 = (
  velocity: FieldVelocity,
  size: number,
  { filter, guard }: FieldRungeKuttaOptions = {},
): Flow<FieldState> => {
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`fieldRungeKutta4: a field of ${size} numbers; give a whole number >= 1.`)
  const stage = new Float64Array(size)
  const slope = new Float64Array(size)
  const sum = new Float64Array(size)
  return ({ block }, h) => {
    if (block.length !== size)
      throw new Error(`fieldRungeKutta4: the field has ${block.length} numbers; it was prepared for ${size}.`)
    sum.set(block)
    for (let k = 0; k < 4; k++) {
      stage.set(block)
      if (k > 0) for (let i = 0; i < size; i++) stage[i] += NODES[k] * h * slope[i]
      velocity(slope, stage)
      if (filter) filter(slope, slope)
      for (let i = 0; i < size; i++) sum[i] += WEIGHTS[k] * h * slope[i]
    }
    let zero = 0
    for (let i = 0; i < size; i++) zero += 0 * sum[i]
    if (zero !== 0) return STATUS.nonFinite
    const status = guard ? guard(sum) : STATUS.ok
    if (status === STATUS.ok) block.set(sum)
    return status
  }
}
