import type { Writing } from '@casimir/algebra'
import type { Memory } from './Memory.ts'

/** The memory of an extrapolating stepper: its clock, the end of its last step, and its history. */
export const steppingMemory = (
  history: Memory,
  end: Writing,
  clock: { readonly read: () => number; readonly write: (t: number) => void },
): Memory => {
  const past = new Float64Array(history.size)
  const at = 1 + end.length
  return {
    size: at + past.length,
    read: (out) => {
      out[0] = clock.read()
      out.set(end, 1)
      history.read(past)
      out.set(past, at)
    },
    write: (block) => {
      clock.write(block[0])
      for (let k = 0; k < end.length; k++) end[k] = block[1 + k]
      for (let k = 0; k < past.length; k++) past[k] = block[at + k]
      history.write(past)
    },
  }
}
