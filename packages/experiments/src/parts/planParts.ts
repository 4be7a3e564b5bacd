import type { RunSpec } from '../spec/Spec.ts'
import { comesInBlocks } from './comesInBlocks.ts'
import type { PartPlace, PartPlan } from './Part.ts'
import { BLOCK } from './Part.ts'

/** Trajectories of a run, up to `statistics.most` where a target decides. */
const trajectoriesOf = ({ method, statistics }: RunSpec): number =>
  statistics?.most ?? ('particles' in method ? (method.particles ?? 1) : 1)

/**
 * Plans a run's parts from its spec alone.
 *
 * Blocks for trajectories that are independent (drawn one by one, and none moves another), replicas where the spec asks for them, else one whole.
 *
 * @example
 * const method = { name: 'ehrenfest', particles: 600, sampling: 'random', seed: 1 }
 * planParts({ method, initial: { wavepacket: {} } }) // => { kind: 'blocks', parts: 3 }
 */
export const planParts = (spec: RunSpec): PartPlan => {
  const { replicas, statistics } = spec
  const target = statistics && { target: statistics.target }
  if (comesInBlocks(spec)) return { kind: 'blocks', parts: Math.ceil(trajectoriesOf(spec) / BLOCK), ...target }
  return replicas === undefined ? { kind: 'whole', parts: 1 } : { kind: 'replicas', parts: replicas, ...target }
}

/** The place of one part of a run. */
export const partPlace = (spec: RunSpec, index: number): PartPlace => {
  const { kind } = planParts(spec)
  if (kind !== 'blocks') return { kind, index }
  const first = BLOCK * index
  return { kind, index, block: { first, count: Math.min(BLOCK, trajectoriesOf(spec) - first) } }
}
