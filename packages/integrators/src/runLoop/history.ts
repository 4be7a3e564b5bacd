import type { Checkpoint } from './Checkpoint.ts'
import type { Memory } from './Memory.ts'
import type { Blocked } from './Run.ts'

/** Everything a step depends on besides h, kept as of the last whole step. */
export interface History {
  /** Keeps the state and all memories as they are now. */
  readonly keep: () => void
  /** Puts back what was kept. */
  readonly restore: () => void
  readonly block: Float64Array
  readonly memory: Float64Array
  readonly random: Float64Array
}

const NONE: Memory = { size: 0, read: () => {}, write: () => {} }

/** Prepares the history of a run; it allocates only here. */
export const history = ({
  state,
  memory = NONE,
  random = NONE,
}: {
  readonly state: Blocked
  readonly memory?: Memory | undefined
  readonly random?: Memory | undefined
}): History => {
  const kept = {
    block: state.block.slice(),
    memory: new Float64Array(memory.size),
    random: new Float64Array(random.size),
  }
  return {
    ...kept,
    keep: () => {
      kept.block.set(state.block)
      memory.read(kept.memory)
      random.read(kept.random)
    },
    restore: () => {
      state.block.set(kept.block)
      memory.write(kept.memory)
      random.write(kept.random)
    },
  }
}

/** A checkpoint of what a history keeps. */
export const checkpointOf = (kept: History, at: Pick<Checkpoint, 'h' | 'step' | 'origin' | 't'>): Checkpoint => ({
  ...at,
  block: kept.block.slice(),
  memory: kept.memory.slice(),
  random: kept.random.slice(),
})
