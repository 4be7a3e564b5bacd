import { observationLayout } from '../observables/Observation.ts'
import { readObservables } from '../observables/readObservables.ts'
import type { Units } from '../problems.ts'
import type { RunResult, Snapshot, Statistics, TrajectorySnapshot } from '../RunResult.ts'
import type { RunSpec } from '../spec/Spec.ts'
import { version } from '../version.ts'
import type { PartResult } from './Part.ts'
import { planParts } from './planParts.ts'
import { populationError } from './populationError.ts'
import { replicaReadings } from './replicaReadings.ts'
import { samplePool } from './samplePool.ts'
import { standardErrors } from './standardErrors.ts'

/** Trajectories of all blocks one behind the other, each block weighing as its share of them. */
const joined = (blocks: ReadonlyArray<TrajectorySnapshot>): TrajectorySnapshot => {
  const total = blocks.reduce((sum, { weights }) => sum + weights.length, 0)
  const whole = (name: 'q' | 'p' | 'psi'): Float64Array => {
    const out = new Float64Array(blocks.reduce((sum, block) => sum + block[name].length, 0))
    let at = 0
    for (const block of blocks) {
      out.set(block[name], at)
      at += block[name].length
    }
    return out
  }
  const active = blocks.flatMap((block) => (block.active ? Array.from(block.active) : []))
  return {
    kind: 'trajectories',
    t: blocks[0].t,
    weights: new Float64Array(total).fill(1 / total),
    q: whole('q'),
    p: whole('p'),
    psi: whole('psi'),
    ...(active.length > 0 && { active: Int32Array.from(active) }),
  }
}

/** The snapshots that all blocks have; of replicas the first one's. */
const snapshotsOf = (
  parts: ReadonlyArray<PartResult>,
  kind: 'whole' | 'blocks' | 'replicas',
): ReadonlyArray<Snapshot> => {
  const [first] = parts
  if (kind !== 'blocks') return first.snapshots
  return first.snapshots.flatMap((_, k) => {
    const blocks = parts.flatMap(({ snapshots }) => snapshots[k] ?? [])
    const trajectories = blocks.filter((snapshot) => snapshot.kind === 'trajectories')
    return trajectories.length === parts.length ? [joined(trajectories)] : []
  })
}

const total = (parts: ReadonlyArray<PartResult>, read: (part: PartResult) => number): number =>
  parts.reduce((sum, part) => sum + read(part), 0)

const tallied = (parts: ReadonlyArray<PartResult>): { readonly [name: string]: number } =>
  Object.fromEntries(
    Object.keys(parts[0].tallies).map((name) => [name, total(parts, ({ tallies }) => tallies[name] ?? 0)]),
  )

/** What stopped a part, and which part it was where there are several. */
export const partMessage = (spec: RunSpec, { message, index }: Pick<PartResult, 'message' | 'index'>): string => {
  const { kind } = planParts(spec)
  return kind === 'whole' || message === ''
    ? message
    : `${message.replace(/\.$/, '')} (${kind === 'blocks' ? 'block' : 'replica'} ${index}).`
}

/** How many records all parts have. */
const sharedRecords = (parts: ReadonlyArray<PartResult>): number => Math.min(...parts.map(({ t }) => t.length))

/** The energies that a part has recorded. */
const energiesOf = ({ shape, means }: PartResult): ReadonlyArray<number> => {
  const { at } = observationLayout(shape).places.energy
  return means.map((block) => block[at])
}

/** The largest change since the start. */
const largestChange = (values: ReadonlyArray<number>): number =>
  values.reduce((most, x) => Math.max(most, Math.abs(x - values[0])), 0)

/** The tape of the parts' records that all have, and where the parts hold samples its errors. */
const pool = (parts: ReadonlyArray<PartResult>, replicas: boolean) => {
  const records = sharedRecords(parts)
  const [{ shape, series, means, samples: own }] = parts
  if (own === 0) return { observables: readObservables({ shape, series, means: means.slice(0, records) }), records }
  const pooled = samplePool(shape, records, replicas)
  parts.forEach(pooled.add)
  const { spreads } = pooled
  const samples = pooled.samples()
  const tape = { shape, series, means: pooled.means }
  const derived = replicas ? replicaReadings(parts) : undefined
  const observables = readObservables(tape, derived?.means)
  if (samples < 2) return { observables, records }
  const statistics: Statistics = { over: replicas ? 'replicas' : 'trajectories', samples }
  const errors = standardErrors(tape, spreads, samples, derived?.errors)
  return { observables, records, statistics, errors, largest: populationError(tape, spreads, samples) }
}

/**
 * Merges the parts of a run, in index order, into its result with standard errors.
 *
 * The result depends on the parts alone: not on where, when or beside what they were computed. A part that stopped early ends the records of all.
 *
 * Snapshots are those of all blocks together, and of replicas the first one's. Purities and coherences of replicas are means of what each one has.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const method = { name: 'ehrenfest', particles: 300, sampling: 'random' }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method, time: { end: 0.2, record: 0.1 } }
 * const decoded = decodeRun(document, () => { throw new Error('no files') }).right
 * const parts = [await computePart(decoded, 0), await computePart(decoded, 1)]
 * mergeParts(decoded.spec, problemOf(decoded).units, parts).statistics // => { over: 'trajectories', samples: 300 }
 */
export const mergeParts = (spec: RunSpec, units: Units, parts: ReadonlyArray<PartResult>): RunResult => {
  const { kind, target } = planParts(spec)
  const { observables, records, statistics, errors, largest } = pool(parts, kind === 'replicas')
  const [first] = parts
  const failed = parts.find(({ status }) => status !== 'ok')
  const { energy } = observables
  const tallies = tallied(parts)
  const reached = largest !== undefined && target !== undefined ? largest <= target : undefined
  return {
    version,
    spec,
    units,
    status: failed?.status ?? 'ok',
    message: failed ? partMessage(spec, failed) : '',
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
    t: first.t.slice(0, records),
    observables,
    ...(errors && { errors }),
    ...(statistics && { statistics: { ...statistics, ...(reached !== undefined && { reached }) } }),
    drift: {
      norm: Math.max(...parts.map(({ normDrift }) => normDrift)),
      energy: Math.max(...(kind === 'replicas' ? parts.map(energiesOf) : [energy]).map(largestChange)),
    },
    counts: {
      steps: Math.max(...parts.map(({ counts }) => counts.steps)),
      evaluations: total(parts, ({ counts }) => counts.evaluations),
      iterations: total(parts, ({ counts }) => counts.iterations),
      particles: total(parts, ({ counts }) => counts.particles),
    },
    ...(Object.keys(tallies).length > 0 && { tallies }),
    ...(first.grid && { grid: first.grid }),
    ...(first.derived && { derived: first.derived }),
    snapshots: snapshotsOf(parts, kind),
    seconds: total(parts, ({ seconds }) => seconds),
  }
}
