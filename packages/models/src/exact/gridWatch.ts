import type { GridState } from './GridState.ts'
import type { MomentumMoments } from './momentumReading.ts'
import type { PositionReading } from './positionReading.ts'

/** The largest probabilities that a run has seen where its grid ends. */
export interface GridWatch {
  /** Within the outer 5 % of the box at its lower and upper end. */
  low: number
  high: number
  /** Beyond 90 % of the largest momentum. */
  momentum: number
  readonly watchEdges: (state: GridState) => void
  readonly watchMomenta: (moments: MomentumMoments) => void
}

/**
 * Starts a watch at zero; NaN, once seen, stays. Cost of a look at the edges: a tenth of the nodes.
 *
 * @example
 * const watch = gridWatch(positionReading(kinetic(1, 1), layGrid([0, 64], 64, 1)))
 * const state = allocateGridState(1, 64)
 * state.psi[0] = 0.5
 * watch.watchEdges(state)
 * state.psi[0] = 0
 * watch.watchEdges(state)
 * watch.low // => 0.25
 */
export const gridWatch = (position: PositionReading): GridWatch => {
  const watch: GridWatch = {
    low: 0,
    high: 0,
    momentum: 0,
    watchEdges: ({ psi }) => {
      watch.low = Math.max(watch.low, position.edge(psi, 0))
      watch.high = Math.max(watch.high, position.edge(psi, 1))
    },
    watchMomenta: ({ high }) => {
      watch.momentum = Math.max(watch.momentum, high)
    },
  }
  return watch
}
