import { comesInBlocks } from '../parts/comesInBlocks.ts'
import { isIndependent } from '../parts/isIndependent.ts'
import type { CommonSpec, InitialSpec, MethodSpec } from './Spec.ts'

type StatisticsKeys = Pick<CommonSpec, 'replicas' | 'statistics'>

/** Whether anything of a method is drawn anew in every replica. */
const hasReplicas = (method: MethodSpec, initial: InitialSpec): boolean => {
  if (method.name === 'exact' || isIndependent({ method, initial })) return false
  if (method.name === 'fssh') return true
  return 'wavepacket' in initial && (method.sampling === 'halton' || method.sampling === 'random')
}

/**
 * What of a document's `replicas` and `statistics` applies to one of its methods.
 *
 * @example
 * const initial = { wavepacket: {} }
 * statisticsOf({ name: 'koopmon', sampling: 'halton' }, initial, { replicas: 8 }) // => { replicas: 8 }
 * statisticsOf({ name: 'ehrenfest', sampling: 'random' }, initial, { replicas: 8 }) // => {}
 */
export const statisticsOf = (
  method: MethodSpec,
  initial: InitialSpec,
  { replicas, statistics }: StatisticsKeys,
): StatisticsKeys => {
  const repeated = replicas !== undefined && hasReplicas(method, initial)
  const judged = statistics !== undefined && (repeated || comesInBlocks({ method, initial }))
  return { ...(repeated && { replicas }), ...(judged && { statistics }) }
}

const because = (method: MethodSpec, initial: InitialSpec): string => {
  if (method.name === 'exact') return 'exact samples nothing'
  if (isIndependent({ method, initial }))
    return 'these trajectories are independent and their own scatter gives the standard errors'
  if (!('wavepacket' in initial)) return `initial.${'point' in initial ? 'point' : 'particles'} is the same every time`
  return `sampling: ${'sampling' in method ? method.sampling : 'lattice'} is the same every time`
}

const noTarget = (method: MethodSpec, initial: InitialSpec): string => {
  if (hasReplicas(method, initial))
    return 'a target error needs several samples: give replicas too, or sampling: random for ehrenfest and fssh'
  return isIndependent({ method, initial })
    ? 'a run with tracers is not divided into blocks, so it cannot end at a target error: remove this key, or method.tracers'
    : `${because(method, initial)}, so there is no error to aim at: remove this key`
}

/** Why `replicas` or `statistics` does not apply to the one method of a run, by key. */
export const statisticsRefusals = (
  method: MethodSpec,
  initial: InitialSpec,
  given: StatisticsKeys,
): { readonly replicas?: string; readonly statistics?: string } => {
  const applies = statisticsOf(method, initial, given)
  const replicas = given.replicas !== undefined && applies.replicas === undefined
  const statistics = given.statistics !== undefined && applies.statistics === undefined
  return {
    ...(replicas && { replicas: `got ${given.replicas}, and ${because(method, initial)}: remove this key` }),
    ...(statistics && { statistics: noTarget(method, initial) }),
  }
}
