import type { Reading, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { StopCondition } from './StopCondition.ts'
import { changesSign } from './StopCondition.ts'

/** Where in a step a condition changes sign. */
export interface Located {
  readonly status: Status
  /** The end of the bracket: the sign has changed here, and less than the tolerance before it has not. */
  readonly beyond: number
}

/**
 * Locates a change of sign inside a step of h by bisection, each trial being one step of the flow from the step's start.
 *
 * `trial` sets the state back and steps it by the time given. Cost: log2(|h| / tolerance) trials; the state is left anywhere.
 */
export const locate = (
  { direction, value }: StopCondition,
  block: Reading,
  h: number,
  before: number,
  tolerance: number,
  trial: (h: number) => Status,
): Located => {
  let low = 0
  let high = h
  while (Math.abs(high - low) > tolerance) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    const status = trial(middle)
    if (status !== STATUS.ok) return { status, beyond: 0 }
    if (changesSign(direction, before, value(block))) high = middle
    else low = middle
  }
  return { status: STATUS.ok, beyond: high }
}
