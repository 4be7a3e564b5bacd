import type { Checkpoint } from './Checkpoint.ts'
import { checkRun } from './checkRun.ts'
import { march } from './march.ts'
import type { Blocked, Run, RunEnd } from './Run.ts'

const agree = (what: string, checkpoint: number, run: number): void => {
  if (checkpoint !== run)
    throw new Error(
      `resume: the checkpoint has ${checkpoint} numbers of ${what} and the run ${run}; prepare the run as the one that was saved.`,
    )
}

/**
 * Goes on from a checkpoint for `run.steps` more steps, as the run that was saved would have: the same to the last bit.
 *
 * Writes the checkpoint into the run's state, stepper and generators, which may be freshly prepared ones of another process. The
 * observers begin anew, with the state resumed from; `run.t` is not read. A run that was stopped is saved at the whole step before
 * the stop, so resuming it without the condition goes on through it.
 *
 * Assumes the flow keeps nothing between steps but the given memories (not checked).
 *
 * Errors: throws a sentence when the block, the memory or the counters have other sizes or h differs, and where `integrate` does.
 *
 * @example
 * const flow = ({ block }, h) => {
 *   block[0] += h * Math.sin(block[0])
 *   return 0
 * }
 * const run = (steps) => ({ state: { block: new Float64Array([0.3]) }, flow, h: 0.1, steps, observers: {} })
 * const whole = integrate(run(20))
 * const half = integrate(run(10))
 * const rest = resume(run(10), structuredClone(half.checkpoint))
 * rest.checkpoint.block[0] === whole.checkpoint.block[0] // => true
 * rest.t // => 2
 */
export const resume = <S extends Blocked, R extends object>(run: Run<S, R>, checkpoint: Checkpoint): RunEnd<R> => {
  agree('block', checkpoint.block.length, run.state.block.length)
  agree('memory', checkpoint.memory.length, run.memory?.size ?? 0)
  agree('random counters', checkpoint.random.length, run.random?.size ?? 0)
  if (checkpoint.h !== run.h)
    throw new Error(
      `resume: the checkpoint's h is ${checkpoint.h} and the run's ${run.h}; give the same, or begin a new run from its block with integrate.`,
    )
  run.state.block.set(checkpoint.block)
  checkRun('resume', run)
  run.memory?.write(checkpoint.memory)
  run.random?.write(checkpoint.random)
  return march(run, checkpoint.origin, checkpoint.step)
}
