import type { State } from './Layout.ts'
import { allocate } from './Layout.ts'
import type { Writing } from './Reading.ts'

/** An n-level quantum system with a Hamiltonian given as a function of time: i hbar psi' = H(t) psi. */
export interface DrivenQuantumSystem {
  readonly name: string
  readonly levels: number
  readonly hbar: number
  /** Writes every entry of the Hermitian matrix H(t), row-major interleaved (2 n^2); keeps and allocates nothing. */
  readonly hamiltonian: (out: Writing, t: number) => void
}

/**
 * The time and one or more amplitude vectors that turn under the same H(t).
 *
 * Fields: `t` (1) and `psi`, vectors end to end: level j of vector a at `2 (a n + j)`, real then imaginary. A
 * `HybridState` is one too.
 */
export type DrivenState = State<'t' | 'psi'>

/**
 * Allocates a zeroed state of `vectors` amplitude vectors on `levels` levels; n vectors hold a whole propagator.
 *
 * @example
 * allocateDriven(3).block.length // => 7
 * allocateDriven(3, 3).psi.length // => 18
 */
export const allocateDriven = (levels: number, vectors = 1): DrivenState =>
  allocate({ t: 1, psi: 2 * levels * vectors })
