import type { DecodedProblem } from './decodeProblem.ts'
import type { DecodedTime } from './decodeTime.ts'
import { recordFits } from './decodeTime.ts'
import { integratorSection } from './documentFields.ts'
import type { ValueOf } from './Field.ts'
import { defaultIntegrator, integratorRefusal, orderRefusal, traitsOf } from './integratorTraits.ts'
import { largestDivisor } from './multiples.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import type { IntegratorName, IntegratorSpec, MollifierSpec, TrajectoryMethod } from './Spec.ts'

/** What the key `integrator` holds, at the top level or inside a compared method. */
export type IntegratorValues = ValueOf<typeof integratorSection>

/** Where a method's integrator may come from, key by key: its own settings, then the document's. */
export interface IntegratorSources {
  readonly own: IntegratorValues
  readonly ownPath: string
  /** Absent in a run, where the document's integrator is the method's own. */
  readonly shared?: { readonly values: IntegratorValues; readonly path: string }
}

/** The parts of a document that the integrator must fit. */
export interface IntegratorContext {
  readonly method: TrajectoryMethod
  readonly mollifier: MollifierSpec | undefined
  readonly problem: DecodedProblem | undefined
  readonly time: DecodedTime
}

const { tolerance, iterations } = integratorSection.fields

const decodeName = (
  log: ProblemLog,
  { own, ownPath, shared }: IntegratorSources,
  { method, mollifier }: IntegratorContext,
): IntegratorName | undefined => {
  const at = within(ownPath, 'name')
  if (!log.trusts(at)) return undefined
  const refusal = (name: IntegratorName): string | undefined =>
    integratorRefusal(method, name) ?? (mollifier && orderRefusal(mollifier, name))
  if (own?.name !== undefined) {
    const refused = refusal(own.name)
    return refused === undefined ? own.name : log.complain(at, refused)
  }
  const offered = shared?.values?.name
  return offered !== undefined && refusal(offered) === undefined ? offered : defaultIntegrator(method)
}

const decodeStep = (
  log: ProblemLog,
  { own, ownPath, shared }: IntegratorSources,
  { problem, time }: IntegratorContext,
  name: IntegratorName | undefined,
): number | undefined => {
  const ownStep = within(ownPath, 'dt')
  if (!log.trusts(ownStep)) return undefined
  if (own?.dt !== undefined) {
    recordFits(log, time, own.dt, ownStep)
    return own.dt
  }
  if (shared !== undefined) {
    const sharedStep = within(shared.path, 'dt')
    if (!log.trusts(sharedStep)) return undefined
    const dt = shared.values?.dt
    if (dt !== undefined) {
      recordFits(log, time, dt, sharedStep)
      return dt
    }
  }
  if (problem === undefined || time.record === undefined || name === undefined) return undefined
  return largestDivisor(time.record, traitsOf(name).stepFactor * problem.defaultStep)
}

/**
 * Decodes the integrator of a trajectory method; `undefined` when it cannot be told.
 *
 * A name given for a whole comparison is taken by the methods that it can drive; the others take their own default.
 */
export const decodeIntegrator = (
  log: ProblemLog,
  sources: IntegratorSources,
  context: IntegratorContext,
): IntegratorSpec | undefined => {
  const { own, shared } = sources
  const name = decodeName(log, sources, context)
  const dt = decodeStep(log, sources, context, name)
  if (name === undefined || dt === undefined) return undefined
  return {
    name,
    dt,
    tolerance: own?.tolerance ?? shared?.values?.tolerance ?? tolerance.default,
    iterations: own?.iterations ?? shared?.values?.iterations ?? iterations.default,
  }
}
