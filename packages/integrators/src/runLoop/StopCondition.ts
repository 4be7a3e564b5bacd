import type { Reading } from '@casimir/algebra'

/** Which change of sign ends a run: from below zero, from above, or any. */
export type Direction = 'up' | 'down' | 'either'

/** Ends a run where a continuous function of the block changes sign. */
export interface StopCondition {
  readonly name: string
  readonly direction: Direction
  readonly value: (block: Reading) => number
  /** Why a run may not start at this block; undefined when it may. */
  readonly refuses?: (block: Reading) => string | undefined
}

/** Whether the sign changes so: a start at zero is no change, an end at zero is one. */
export const changesSign = (direction: Direction, before: number, after: number): boolean =>
  (direction !== 'down' && before < 0 && after >= 0) || (direction !== 'up' && before > 0 && after <= 0)
