import type { State, Writing } from '@casimir/algebra'
import { allocate } from '@casimir/algebra'

/**
 * A wave function of n levels on a grid of `points` nodes.
 *
 * Fields: `t` (time, 1) and `psi`, level-major: level j at node i at `2 (j points + i)`, real then imaginary.
 * `level[j]` is a kept view of level j. Normalised as sum_ij |psi_j(x_i)|^2 cell = 1.
 */
export interface GridState extends State<'t' | 'psi'> {
  readonly level: ReadonlyArray<Writing>
}

/**
 * Allocates a zeroed wave function.
 *
 * @example
 * const s = allocateGridState(2, 8)
 * s.level[1][0] = 3
 * s.psi[16] // => 3
 */
export const allocateGridState = (levels: number, points: number): GridState => {
  const state = allocate({ t: 1, psi: 2 * levels * points })
  return {
    ...state,
    level: Array.from({ length: levels }, (_, j) => state.psi.subarray(2 * j * points, 2 * (j + 1) * points)),
  }
}
