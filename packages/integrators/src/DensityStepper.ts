import type { DensityState, Flow } from '@casimir/algebra'
import type { Memory } from './runLoop/Memory.ts'
import type { StepperCounts } from './Stepper.ts'

/** A prepared one-step method on Hermitian matrices; not re-entrant, since its workspace is its own: prepare one per worker. */
export interface DensityStepper {
  readonly flow: Flow<DensityState>
  readonly counts: () => StepperCounts
  /** What the stepper keeps between steps, for checkpoints; absent when it keeps nothing. */
  readonly memory?: Memory
}
