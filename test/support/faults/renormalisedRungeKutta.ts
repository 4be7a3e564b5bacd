import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { normalize } from '@casimir/algebra'
import { rungeKutta4 } from '@casimir/integrators'

/** RK4 with every psi renormalised after the step, deliberately taken for a symplectic method. */
export const renormalisedRungeKutta = (system: HybridSystem): Flow<HybridState> => {
  const { flow } = rungeKutta4(system)
  const { levels, trajectories } = system.shape
  return (state, h) => {
    const status = flow(state, h)
    for (let a = 0; a < trajectories; a++) normalize(state.psi, 2 * levels * a, levels)
    return status
  }
}
