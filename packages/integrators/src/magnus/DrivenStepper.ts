import type { DrivenState, Flow } from '@casimir/algebra'
import type { StepperCounts } from '../Stepper.ts'

/**
 * A prepared one-step method for i hbar psi' = H(t) psi; not re-entrant, since its workspace is its own: prepare one per worker.
 *
 * The flow advances `t` and turns every vector of `psi`; of its counts, `evaluations` are those of H.
 *
 * What round-off leaves of unitarity may add up over many steps, by at most about one ulp of the norm a step.
 *
 * Assumes H(t) Hermitian and a `psi` of whole vectors (neither is checked).
 */
export interface DrivenStepper {
  readonly flow: Flow<DrivenState>
  readonly counts: () => StepperCounts
}
