import type { Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Hooks } from '../Hooks.ts'
import type { Observation, ObservationShape } from '../observables/Observation.ts'
import { allocateObservation, observationLayout } from '../observables/Observation.ts'
import type { Spread } from '../observables/Spread.ts'
import type { Halt, Propagation } from '../Propagation.ts'
import type { RunResult, Snapshot } from '../RunResult.ts'
import type { GuardSpec, RunSpec } from '../spec/Spec.ts'
import type { PartPlan, PartResult } from './Part.ts'

/** How long the run keeps the event loop to itself, in milliseconds. */
const TICK = 50

const failure = (status: Status, { integrator }: RunSpec): Halt => {
  if (status === STATUS.notConverged)
    return {
      status: 'not-converged',
      message: `the implicit solve did not reach its tolerance ${integrator?.tolerance} within ${integrator?.iterations} iterations; reduce integrator.dt or raise integrator.iterations`,
    }
  return { status: 'non-finite', message: 'a value became infinite or not a number; reduce the time step' }
}

const remedy = ({ method }: RunSpec, what: 'norm' | 'energy'): string =>
  `reduce ${method.name === 'exact' ? 'method.grid.dt' : 'integrator.dt'} or raise guards.${what}`

/** The first guard an observation crosses, NaN counting as crossed. */
const guarded = (
  now: Observation,
  energyDrift: number,
  scale: number,
  guards: GuardSpec,
  spec: RunSpec,
): Halt | undefined => {
  if (!Number.isFinite(now.norm[0] + now.energy[0])) return failure(STATUS.nonFinite, spec)
  if (now.normDrift > guards.norm)
    return {
      status: 'drift',
      message: `the norm has drifted by ${now.normDrift.toExponential(1)}, beyond the guard ${guards.norm}; ${remedy(spec, 'norm')}`,
    }
  if (energyDrift > guards.energy * scale)
    return {
      status: 'drift',
      message: `the energy has drifted by ${energyDrift.toExponential(1)}, beyond the guard ${guards.energy} of its scale ${scale.toPrecision(3)}; ${remedy(spec, 'energy')}`,
    }
  return undefined
}

/** A multiple of the record time without the rounding of the product. */
const timeOf = (k: number, record: number): number => Number((k * record).toPrecision(14))

interface Ending {
  readonly status: RunResult['status']
  readonly message: string
}

const OK: Ending = { status: 'ok', message: '' }
const at = ({ status, message }: Halt, step: number, t: number): Ending => ({
  status,
  message: `Stopped at step ${step}, t = ${Number(t.toPrecision(8))}: ${message.replace(/\.$/, '')}.`,
})

/** Copies numbers one behind the other into one buffer for a whole part: a buffer for each record would take longer to allocate than to fill. */
const tapeOf = (
  shape: ObservationShape,
  records: number,
  hasSpread: boolean,
): ((values: Float64Array) => Float64Array) => {
  const { size } = observationLayout(shape)
  const tape = new Float64Array(records * (hasSpread ? 2 * (size + shape.levels ** 4) : size))
  let next = 0
  return (values) => {
    const copy = tape.subarray(next, next + values.length)
    copy.set(values)
    next += values.length
    return copy
  }
}

/** A part that is prepared: where it stands in its run, and since when it is worked on. */
export interface PreparedPart {
  readonly index: number
  readonly kind: PartPlan['kind']
  readonly propagation: Propagation
  readonly began: number
}

/**
 * Drives a prepared part from start to end: every `time.record` the observables are taken, the guards and the method's own checks asked, and snapshots kept at the times the
 * spec names.
 *
 * Numerical failures, crossed guards and interruption end the part with a status, and what was computed up to then is in it.
 */
export const drivePart = async (
  spec: RunSpec,
  { index, kind, propagation, began }: PreparedPart,
  { tick }: Hooks,
): Promise<Omit<PartResult, 'derived'>> => {
  const { dt, energyScale, levels, dof, scatter } = propagation
  const shape = { levels, dof }
  const { record, end } = spec.time
  const records = Math.round(end / record)
  const stepsPerRecord = Math.round(record / dt)
  const now = allocateObservation(shape)
  const keep = tapeOf(shape, records + 1, scatter !== undefined)
  const t: number[] = []
  const means: Float64Array[] = []
  const spreads: Spread[] = []
  const snapshots: Snapshot[] = []
  let normDrift = 0
  let steps = 0
  let startEnergy = Number.NaN
  let lastTick = Date.now()

  const take = (k: number): Ending => {
    const time = timeOf(k, record)
    propagation.observe(now)
    t.push(time)
    means.push(keep(now.block))
    if (scatter) {
      const { squares, density, adiabaticDensity } = scatter.spread
      spreads.push({ squares: keep(squares), density: keep(density), adiabaticDensity: keep(adiabaticDensity) })
    }
    if (k === 0) startEnergy = now.energy[0]
    normDrift = Math.max(normDrift, now.normDrift)
    if (spec.snapshots.some((wanted) => Math.abs(wanted - time) < record / 2))
      snapshots.push(propagation.snapshot(time))
    const energyDrift = Math.abs(now.energy[0] - startEnergy)
    const halt = propagation.check() ?? guarded(now, energyDrift, energyScale, spec.guards, spec)
    return halt ? at(halt, steps, time) : OK
  }

  const isDue = (): boolean => tick !== undefined && Date.now() - lastTick >= TICK
  const isStopped = async (time: number): Promise<boolean> => {
    const goesOn = await tick?.({ label: spec.method.name, fraction: Math.min(1, time / end), t: time })
    lastTick = Date.now()
    return goesOn === false
  }

  const advance = async (k: number): Promise<Ending> => {
    for (let j = 1; j <= stepsPerRecord; j++) {
      const status = propagation.step()
      const time = (k - 1) * record + j * dt
      if (status !== STATUS.ok) return at(propagation.check() ?? failure(status, spec), steps + 1, time)
      steps += 1
      if (isDue() && (await isStopped(time))) return at({ status: 'interrupted', message: 'interrupted' }, steps, time)
    }
    return take(k)
  }

  let ending = take(0)
  for (let k = 1; k <= records && ending.status === 'ok'; k++) ending = await advance(k)
  const grid = propagation.grid()
  return {
    index,
    shape,
    series: propagation.series,
    ...ending,
    notes: propagation.notes,
    t,
    means,
    samples: kind === 'replicas' ? 1 : (scatter?.samples ?? 0),
    ...(scatter && kind !== 'replicas' && { spreads }),
    normDrift,
    counts: { ...propagation.counts(), steps, particles: propagation.particles },
    tallies: propagation.tallies(),
    ...(grid && { grid }),
    snapshots,
    seconds: (Date.now() - began) / 1000,
  }
}
