import type { Reading, Writing } from '@casimir/algebra'

/**
 * What something keeps between calls that its next result depends on, as `size` numbers: a stepper's history, a generator's counters.
 *
 * Law: `write` of what `read` gave makes the next call the one it would have been, to the last bit. `read` writes every number of `out`
 * up to `size`, and neither allocates.
 */
export interface Memory {
  readonly size: number
  readonly read: (out: Writing) => void
  readonly write: (block: Reading) => void
}
