import type { Action, Flow, Reading, State, Status, Writing } from '@casimir/algebra'
import { allocate } from '@casimir/algebra'
import type { StepperCounts } from '../Stepper.ts'

/**
 * An equation y' = xi(t, y) . y on the points of an action: its solutions never leave the orbit they start on.
 *
 * `field` writes the algebra element xi(t, y); a status that is not ok ends the step.
 */
export interface LieGroupEquation {
  readonly name: string
  readonly action: Action
  readonly field: (out: Writing, t: number, y: Reading) => Status
}

/** Time (1 number) and a point of the action. */
export type LieGroupState = State<'t' | 'y'>

/** A prepared one-step method for a `LieGroupEquation`; not re-entrant, since its workspace is its own. */
export interface LieGroupStepper {
  readonly flow: Flow<LieGroupState>
  /** `evaluations` counts fields. */
  readonly counts: () => StepperCounts
}

/**
 * Allocates a zeroed state for the points of an action; zero is rarely a point, so set `y`.
 *
 * @example
 * allocateLieGroupState(rotationAction).block.length // => 4
 */
export const allocateLieGroupState = ({ size }: Action): LieGroupState => allocate({ t: 1, y: size })
