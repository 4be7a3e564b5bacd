import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, normalize } from '@casimir/algebra'
import { implicitMidpoint } from '@casimir/integrators'

/** The implicit midpoint rule, deliberately wrong: the gradient is taken at the midpoint with its amplitudes normalised. */
export const normalisedMidpoint = (system: HybridSystem, tolerance: number): Flow<HybridState> => {
  const { levels, trajectories } = system.shape
  const middle = allocateHybrid(system.shape)
  const gradient: HybridSystem['gradient'] = (out, state) => {
    middle.block.set(state.block)
    for (let a = 0; a < trajectories; a++) normalize(middle.psi, 2 * levels * a, levels)
    return system.gradient(out, middle)
  }
  return implicitMidpoint({ ...system, gradient }, { tolerance }).flow
}
