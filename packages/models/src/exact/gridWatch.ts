import type { Writing } from '@casimir/algebra'
import type { GridState } from './GridState.ts'
import type { MomentumMoments } from './momentumReading.ts'
import type { PositionReading } from './positionReading.ts'

/** The largest probabilities that a run has seen where its grid ends, one per coordinate. */
export interface GridWatch {
  /** Within the outer 5 % of the box at its lower and upper end. */
  readonly low: Writing
  readonly high: Writing
  /** Beyond 90 % of the largest momentum. */
  readonly momentum: Writing
  readonly watchEdges: (state: GridState) => void
  readonly watchMomenta: (moments: MomentumMoments) => void
}

/**
 * Starts a watch at zero; NaN, once seen, stays. Cost of a look at the edges: a tenth of the nodes a coordinate.
 *
 * @example
 * const watch = gridWatch(positionReading(kinetic(1, 1), layGrid([0, 64], 64, 1)), 1)
 * const state = allocateGridState(1, 64)
 * state.psi[0] = 0.5
 * watch.watchEdges(state)
 * state.psi[0] = 0
 * watch.watchEdges(state)
 * watch.low[0] // => 0.25
 */
export const gridWatch = (position: PositionReading, dof: number): GridWatch => {
  const low = new Float64Array(dof)
  const high = new Float64Array(dof)
  const momentum = new Float64Array(dof)
  return {
    low,
    high,
    momentum,
    watchEdges: ({ psi }) => {
      for (let a = 0; a < dof; a++) {
        low[a] = Math.max(low[a], position.edge(psi, a, 0))
        high[a] = Math.max(high[a], position.edge(psi, a, 1))
      }
    },
    watchMomenta: (moments) => {
      for (let a = 0; a < dof; a++) momentum[a] = Math.max(momentum[a], moments.high[a])
    },
  }
}
