import type { Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Hooks } from './Hooks.ts'
import { prepare } from './methods.ts'
import type { Halt, Observation } from './Propagation.ts'
import { problems } from './problems.ts'
import type { RunResult, Snapshot } from './RunResult.ts'
import { recorder } from './recorder.ts'
import type { Decoded } from './spec/decode.ts'
import type { GuardSpec, RunSpec } from './spec/Spec.ts'
import { version } from './version.ts'

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
  if (!Number.isFinite(now.norm + now.energy)) return failure(STATUS.nonFinite, spec)
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

/**
 * Runs one method on one problem and records its observables.
 *
 * The spec must be decoded (`decodeRun`); nothing is read or written. Every `time.record` the observables are taken, the guards
 * and the method's own checks asked, and snapshots kept at the times the spec names.
 *
 * Errors: throws a sentence when the method's hypotheses are not met; numerical failures, crossed guards and interruption end
 * the run with a status, and what was computed up to then is in the result.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'ehrenfest' }, time: { end: 1, record: 0.5 } }
 * const result = await run(decodeRun(document, () => { throw new Error('no files') }).right)
 * result.status // => 'ok'
 * result.t // => [0, 0.5, 1]
 */
export const run = async ({ spec, definitions, ...given }: Decoded<RunSpec>, hooks: Hooks = {}): Promise<RunResult> => {
  const began = Date.now()
  const problem = spec.problem.module ? definitions?.problem : problems.find(({ name }) => name === spec.problem.name)
  if (!problem)
    throw new Error(
      `run: '${spec.problem.name}' is not a problem; see the list of problems, or give what decoding its module gave.`,
    )
  const propagation = prepare(spec, problem, problem.build(spec.problem.parameters), given, definitions)
  const { dt, energyScale } = propagation
  const { record, end } = spec.time
  const records = Math.round(end / record)
  const stepsPerRecord = Math.round(record / dt)
  const tape = recorder(propagation)
  const snapshots: Snapshot[] = []
  const drift = { norm: 0, energy: 0 }
  let steps = 0
  let startEnergy = Number.NaN
  let lastTick = began

  const take = (k: number): Ending => {
    const t = timeOf(k, record)
    const now = tape.record(t)
    if (k === 0) startEnergy = now.energy
    const energyDrift = Math.abs(now.energy - startEnergy)
    drift.norm = Math.max(drift.norm, now.normDrift)
    drift.energy = Math.max(drift.energy, energyDrift)
    if (spec.snapshots.some((wanted) => Math.abs(wanted - t) < record / 2)) snapshots.push(propagation.snapshot(t))
    const halt = propagation.check() ?? guarded(now, energyDrift, energyScale, spec.guards, spec)
    return halt ? at(halt, steps, t) : OK
  }

  const goOn = async (t: number): Promise<boolean> => {
    if (!hooks.tick || Date.now() - lastTick < TICK) return true
    const answer = await hooks.tick({ label: spec.method.name, fraction: Math.min(1, t / end), t })
    lastTick = Date.now()
    return answer
  }

  const advance = async (k: number): Promise<Ending> => {
    for (let j = 1; j <= stepsPerRecord; j++) {
      const status = propagation.step()
      const t = (k - 1) * record + j * dt
      if (status !== STATUS.ok) return at(propagation.check() ?? failure(status, spec), steps + 1, t)
      steps += 1
      if (!(await goOn(t))) return at({ status: 'interrupted', message: 'interrupted' }, steps, t)
    }
    return take(k)
  }

  let ending = take(0)
  for (let k = 1; k <= records && ending.status === 'ok'; k++) ending = await advance(k)
  const grid = propagation.grid()
  return {
    version,
    spec,
    units: problem.units,
    ...ending,
    notes: propagation.notes,
    t: tape.times,
    observables: tape.observables(),
    drift,
    counts: { ...propagation.counts(), steps, particles: propagation.particles },
    ...(grid ? { grid } : {}),
    ...(problem.derived ? { derived: problem.derived(spec.problem.parameters) } : {}),
    snapshots,
    seconds: (Date.now() - began) / 1000,
  }
}
