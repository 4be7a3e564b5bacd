import type { HybridShape, HybridState } from './HybridState.ts'
import type { State } from './Layout.ts'
import { allocate } from './Layout.ts'
import type { Status } from './Status.ts'

/**
 * The weighted gradient of a hybrid energy h on (T*R^d x C^n)^N.
 *
 * Fields: `q` = w_a^-1 dh/dq_a, `p` = w_a^-1 dh/dp_a (N d each), and `generator` = w_a^-1 dh/drho_a, one Hermitian
 * n x n matrix per trajectory, row-major with real and imaginary parts interleaved (2 n^2 N).
 */
export type HybridGradient = State<'q' | 'p' | 'generator'>

/**
 * A Hamiltonian system on hybrid states, canonical for sum_a w_a (dq_a ^ dp_a + hbar Im <dpsi_a| ^ dpsi_a>).
 *
 * Its equations are eq. (16): q' = w^-1 dh/dp, p' = -w^-1 dh/dq, i hbar psi' = (w^-1 dh/drho) psi.
 */
export interface HybridSystem {
  readonly name: string
  readonly shape: HybridShape
  readonly hbar: number
  /** The conserved energy h. */
  readonly energy: (state: HybridState) => number
  /** Writes the weighted gradient; allocates nothing but, rarely, a larger workspace. */
  readonly gradient: (out: HybridGradient, state: HybridState) => Status
}

/**
 * Allocates a zeroed gradient for states of the given shape.
 *
 * @example
 * allocateGradient({ trajectories: 3, dof: 1, levels: 2 }).generator.length // => 24
 */
export const allocateGradient = ({ trajectories, dof, levels }: HybridShape): HybridGradient =>
  allocate({ q: trajectories * dof, p: trajectories * dof, generator: 2 * levels * levels * trajectories })
