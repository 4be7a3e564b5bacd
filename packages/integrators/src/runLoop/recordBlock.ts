import type { Writing } from '@casimir/algebra'
import type { Observer } from './Observer.ts'

/** A stored trajectory: record k at `times[k]` and from `k size` on in `blocks`. */
export interface Recording {
  readonly times: Float64Array
  readonly blocks: Float64Array
  readonly size: number
}

/**
 * Records the whole block of every state shown, into one buffer made at the beginning.
 *
 * Layout: `blocks[k size + i]` is number i of record k. Memory: records times (1 + size) numbers; a run that ends early keeps what it has.
 *
 * @example
 * const seen = recordBlock().begin({ records: 3, size: 2 })
 * seen.see(0, { block: new Float64Array([1, 2]) })
 * seen.see(0.5, { block: new Float64Array([3, 4]) })
 * seen.end().blocks // => new Float64Array([1, 2, 3, 4])
 * seen.end().times // => new Float64Array([0, 0.5])
 */
export const recordBlock = (): Observer<{ readonly block: Writing }, Recording> => ({
  begin: ({ records, size }) => {
    const times = new Float64Array(records)
    const blocks = new Float64Array(records * size)
    let k = 0
    return {
      see: (t, { block }) => {
        times[k] = t
        blocks.set(block, k * size)
        k += 1
      },
      end: () => ({ times: times.slice(0, k), blocks: k === records ? blocks : blocks.slice(0, k * size), size }),
    }
  },
})
