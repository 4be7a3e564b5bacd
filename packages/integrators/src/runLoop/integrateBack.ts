import { STATUS } from '@casimir/algebra'
import { checkRun } from './checkRun.ts'
import { march } from './march.ts'
import type { Blocked, Run, RunEnd } from './Run.ts'

/**
 * Takes a run back: from the state it ended at, the part of a step to its last whole step, then its whole steps with -h.
 *
 * A symmetric method comes back to the start up to round-off or its solver's tolerance, times the problem's own instability; any other
 * is off by its error. `run` is the forward run, whose `steps`, `t` and `stop` are not read; with `every` the observers see the records
 * that the forward run saw, in reverse, provided it divides the steps taken.
 *
 * Errors: throws a sentence when the run's h is not the one it ended with or `every` does not divide the steps taken; statuses as for
 * `integrate`.
 *
 * @example
 * const run = {
 *   state: { block: new Float64Array([1, 0]) }, h: 0.1, steps: 50, observers: { least: extremaOf(({ block }) => block[0]) },
 *   flow: ({ block }, h) => {
 *     block[0] += (h / 2) * block[1]
 *     block[1] -= h * block[0]
 *     block[0] += (h / 2) * block[1]
 *     return 0
 *   },
 * }
 * integrateBack(run, integrate(run)).ended // => 'finished'
 * Math.abs(run.state.block[0] - 1) + Math.abs(run.state.block[1]) < 1e-13 // => true
 */
export const integrateBack = <S extends Blocked, R extends object>(
  run: Run<S, R>,
  { counts, checkpoint, beyond }: Pick<RunEnd<unknown>, 'counts' | 'checkpoint' | 'beyond'>,
): RunEnd<R> => {
  if (checkpoint.h !== run.h)
    throw new Error(
      `integrateBack: the run's h is ${run.h} and it ended with ${checkpoint.h}; give the run that ended so.`,
    )
  const { state, flow, h, every, observers, memory, random } = run
  const back: Run<S, R> = {
    state,
    flow,
    h: -h,
    steps: counts.steps,
    every: every ?? 1,
    observers,
    memory,
    random,
  }
  checkRun('integrateBack', back)
  if (beyond !== 0) {
    const partial = march({ ...back, h: -beyond, steps: 1, every: 1 }, checkpoint.t + beyond, 0)
    if (partial.status !== STATUS.ok) return partial
  }
  return march(back, checkpoint.t, 0)
}
