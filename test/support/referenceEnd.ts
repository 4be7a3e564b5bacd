import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import { rungeKutta4 } from '@casimir/integrators'

/**
 * The state at time T by RK4 with many small steps of the vector field: a reference that knows nothing of part flows.
 */
export const referenceEnd = (system: HybridSystem, start: HybridState, T: number, steps: number): HybridState => {
  const state = allocateHybrid(system.shape)
  state.block.set(start.block)
  const { flow } = rungeKutta4(system)
  for (let k = 0; k < steps; k++) flow(state, T / steps)
  return state
}
