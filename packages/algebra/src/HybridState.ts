import type { State } from './Layout.ts'
import { allocate } from './Layout.ts'

/**
 * N trajectories with d classical degrees of freedom and n quantum levels each, in one block.
 *
 * Fields: `t` (time, 1), `q` and `p` (N d, trajectory-major: dof i of trajectory a at `a d + i`),
 * `psi` (2 n N: level j of trajectory a at `2 (a n + j)`, real then imaginary).
 */
export type HybridState = State<'t' | 'q' | 'p' | 'psi'>

/** The sizes of a hybrid phase space (T*R^d x C^n)^N. Plain mechanics has no levels, or one idle level; `hbar` then goes unused. */
export interface HybridShape {
  readonly trajectories: number
  readonly dof: number
  readonly levels: number
}

/**
 * Allocates a zeroed hybrid state.
 *
 * @example
 * const s = allocateHybrid({ trajectories: 3, dof: 1, levels: 2 })
 * s.block.length // => 19
 */
export const allocateHybrid = ({ trajectories, dof, levels }: HybridShape): HybridState =>
  allocate({ t: 1, q: trajectories * dof, p: trajectories * dof, psi: 2 * levels * trajectories })
