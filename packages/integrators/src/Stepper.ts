import type { Flow, HybridState } from '@casimir/algebra'
import type { Memory } from './runLoop/Memory.ts'

/** What a prepared stepper has done so far. */
export interface StepperCounts {
  readonly steps: number
  /** Gradient evaluations. */
  readonly evaluations: number
  /** Iterations of the nonlinear solver; 0 for explicit steppers. */
  readonly iterations: number
}

/**
 * A prepared one-step method on hybrid states; not re-entrant, since its workspace is its own: prepare one per worker.
 */
export interface Stepper {
  readonly flow: Flow<HybridState>
  readonly counts: () => StepperCounts
  /** What the stepper keeps between steps, for checkpoints; absent when it keeps nothing. */
  readonly memory?: Memory
}
