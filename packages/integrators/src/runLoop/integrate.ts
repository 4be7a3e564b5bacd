import { checkRun } from './checkRun.ts'
import { march } from './march.ts'
import type { Blocked, Run, RunEnd } from './Run.ts'

/**
 * Runs a flow: s_k = flow^k(s_0) at t_k = t + k h, seen by the observers at every record, until the steps are done, a condition stops
 * it or a step fails.
 *
 * The first status that is not ok ends the run, as does a number that is no longer finite (status `nonFinite`); the state, the memory
 * and the counters are then those of the last good step. A stop is located by bisection, each trial one shorter step of the same flow,
 * and the state left just past it: to `tolerance` in time on the trajectory the method makes, whose own error is of its order. Two
 * crossings of one plane inside one step are not seen.
 *
 * Cost: besides the flow, one copy of the block and the memories a step and one evaluation of each condition. A step allocates nothing.
 *
 * Errors: throws a sentence before the first step when h is zero or not finite, steps is not a whole number >= 0, `every` does not divide
 * it, a plane's normal has the wrong length or the state starts outside a box.
 *
 * @example
 * const state = { block: new Float64Array([1, 0]) }
 * const turn = ({ block }, h) => {
 *   const [x, y] = block
 *   block[0] = x * Math.cos(h) - y * Math.sin(h)
 *   block[1] = x * Math.sin(h) + y * Math.cos(h)
 *   return 0
 * }
 * const observers = { trajectory: recordBlock(), x: extremaOf(({ block }) => block[0]) }
 * const stop = [crossPlane({ normal: new Float64Array([1, 0]) })]
 * const end = integrate({ state, flow: turn, h: 0.5, steps: 10, every: 2, observers, stop })
 * end.ended // => 'stopped'
 * Math.abs(end.t - Math.PI / 2) < 1e-12 // => true
 * end.observed.trajectory.times // => new Float64Array([0, 1])
 * end.observed.x.greatest // => 1
 */
export const integrate = <S extends Blocked, R extends object>(run: Run<S, R>): RunEnd<R> => {
  checkRun('integrate', run)
  return march(run, run.t ?? 0, 0)
}
