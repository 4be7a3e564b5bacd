import type { Reading, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { checkpointOf, history } from './history.ts'
import { locate } from './locate.ts'
import { productObserver } from './Observer.ts'
import type { Blocked, Run, RunEnd } from './Run.ts'
import { changesSign } from './StopCondition.ts'

/** Whether every number is finite, without a branch a number. */
const finite = (block: Reading): boolean => {
  let zero = 0
  for (let k = 0; k < block.length; k++) zero += 0 * block[k]
  return zero === 0
}

/** Does a checked run whose first step is number `first` + 1 since time `origin`. */
export const march = <S extends Blocked, R extends object>(
  run: Run<S, R>,
  origin: number,
  first: number,
): RunEnd<R> => {
  const { state, flow, h, steps, every = 1, stop = [], tolerance = 1e-12 * Math.abs(h) } = run
  const { block } = state
  const kept = history(run)
  const reducer = productObserver(run.observers).begin({ records: steps / every + 1, size: block.length })
  const before = new Float64Array(stop.length)
  let flows = 0
  let records = 0

  const step = (time: number): Status => {
    flows += 1
    const status = flow(state, time)
    return status === STATUS.ok && !finite(block) ? STATUS.nonFinite : status
  }
  const trial = (time: number): Status => {
    kept.restore()
    return step(time)
  }
  const see = (t: number): void => {
    records += 1
    reducer.see(t, state)
  }
  const crossed = (): boolean => {
    for (let i = 0; i < stop.length; i++)
      if (changesSign(stop[i].direction, before[i], stop[i].value(block))) return true
    return false
  }
  const end = (k: number, beyond: number, how: Pick<RunEnd<R>, 'ended' | 'status' | 'stop'>): RunEnd<R> => {
    const t = origin + (first + k) * h
    return {
      ...how,
      step: first + k,
      t: t + beyond,
      beyond,
      observed: reducer.end(),
      counts: { steps: k, flows, records },
      checkpoint: checkpointOf(kept, { h, origin, step: first + k, t }),
    }
  }
  const fail = (k: number, status: Status): RunEnd<R> => {
    kept.restore()
    return end(k, 0, { ended: 'failed', status })
  }
  /** Puts the state where the earliest of the conditions that step k + 1 met changes sign. */
  const halt = (k: number): RunEnd<R> => {
    const met = stop.map(({ direction, value }, i) => changesSign(direction, before[i], value(block)))
    let beyond = h
    let name = ''
    for (const [i, condition] of stop.entries()) {
      if (!met[i]) continue
      const found = locate(condition, block, h, before[i], tolerance, trial)
      if (found.status !== STATUS.ok) return fail(k, found.status)
      if (name === '' || Math.abs(found.beyond) < Math.abs(beyond)) {
        beyond = found.beyond
        name = condition.name
      }
    }
    const status = trial(beyond)
    return status === STATUS.ok ? end(k, beyond, { ended: 'stopped', status, stop: name }) : fail(k, status)
  }

  kept.keep()
  see(origin + first * h)
  for (let k = 0; k < steps; k++) {
    for (let i = 0; i < stop.length; i++) before[i] = stop[i].value(block)
    const status = step(h)
    if (status !== STATUS.ok) return fail(k, status)
    if (crossed()) return halt(k)
    kept.keep()
    if ((k + 1) % every === 0) see(origin + (first + k + 1) * h)
  }
  return end(steps, 0, { ended: 'finished', status: STATUS.ok })
}
