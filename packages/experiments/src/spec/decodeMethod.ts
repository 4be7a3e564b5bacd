import type { GuardValues } from './decodeGuards.ts'
import type { IntegratorValues } from './decodeIntegrator.ts'
import type { MollifierContext } from './decodeMollifier.ts'
import { decodeMollifier } from './decodeMollifier.ts'
import type { DecodedTime } from './decodeTime.ts'
import { stepFits } from './decodeTime.ts'
import { describeValue, isMapping } from './describeValue.ts'
import { comparedFields, exactReserved } from './documentFields.ts'
import { dropAbsent } from './dropAbsent.ts'
import { section } from './Field.ts'
import {
  ehrenfestFields,
  exactFields,
  koopmonFields,
  koopmonReserved,
  methodNames,
  SPACING,
  samplingKeys,
} from './methodFields.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { readName } from './readName.ts'
import { readSection, within } from './readSection.ts'
import type { MethodSpec, MollifierSpec, SamplingSpec } from './Spec.ts'

/** The parts of a document that a method must fit. */
export interface MethodContext extends MollifierContext {
  readonly time: DecodedTime
  /** Whether it is an entry of `methods`, which may carry its own integrator and guards. */
  readonly compared: boolean
}

/** What is known of one method: its name always, the rest where it is right. */
export interface DecodedMethod {
  readonly name: MethodSpec['name']
  readonly spec?: MethodSpec
  readonly mollifier?: MollifierSpec
  readonly integrator: IntegratorValues
  readonly guards: GuardValues
}

type Raw = { readonly [key: string]: unknown }
type Reserved = { readonly [key: string]: string }
type SamplingValues = { readonly [key in keyof SamplingSpec]: SamplingSpec[key] | undefined }

const methods = methodNames.map((name) => ({ name, aliases: [] }))

/** The keys of a compared method; in a run they are absent, which reads the same as not given. */
const carried = ({ compared }: MethodContext): typeof comparedFields =>
  compared ? comparedFields : ({} as typeof comparedFields)

const notSampled = ({ initial }: MethodContext): Reserved => {
  if (initial === undefined || initial.kind === 'wavepacket') return {}
  const reason =
    initial.kind === 'point' ? 'initial.point is one trajectory' : 'initial.particles gives the trajectories already'
  return Object.fromEntries(samplingKeys.map((key) => [key, `${reason}, so nothing is sampled: remove this key`]))
}

const samplingOf = (
  { initial }: MethodContext,
  values: SamplingValues | undefined,
  defaults: SamplingSpec,
): Partial<SamplingSpec> =>
  initial?.kind === 'wavepacket'
    ? {
        particles: values?.particles ?? defaults.particles,
        sampling: values?.sampling ?? defaults.sampling,
        seed: values?.seed ?? defaults.seed,
      }
    : {}

const defaultsOf = (fields: typeof ehrenfestFields | typeof koopmonFields): SamplingSpec => ({
  particles: fields.particles.default,
  sampling: fields.sampling.default,
  seed: fields.seed.default,
})

const decodeExact = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const { integrator: _, ...fields } = { ...exactFields, ...carried(context) }
  const keys = section('', 'refused', fields, context.compared ? exactReserved : {})
  const values = readSection(log, keys, raw, path)
  const kind = context.initial?.kind
  if (kind !== undefined && kind !== 'wavepacket')
    log.complain(
      within(path, 'name'),
      `exact needs a wave packet and initial.${kind} is given: start from initial.wavepacket, or choose ehrenfest or koopmon`,
    )
  const { box, points, dt } = values?.grid ?? {}
  if (dt !== undefined) stepFits(log, context.time, dt, within(path, 'grid.dt'))
  const spec: MethodSpec = { name: 'exact', grid: dropAbsent({ box, points, dt }) }
  return { name: 'exact', spec, integrator: undefined, guards: values?.guards }
}

const decodeEhrenfest = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const keys = section('', 'refused', { ...ehrenfestFields, ...carried(context) }, notSampled(context))
  const values = readSection(log, keys, raw, path)
  const sampling = samplingOf(context, values, defaultsOf(ehrenfestFields))
  return {
    name: 'ehrenfest',
    spec: { name: 'ehrenfest', ...sampling },
    integrator: values?.integrator,
    guards: values?.guards,
  }
}

const decodeKoopmon = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const reserved = { ...koopmonReserved, ...notSampled(context) }
  const values = readSection(
    log,
    section('', 'refused', { ...koopmonFields, ...carried(context) }, reserved),
    raw,
    path,
  )
  const mollifier = decodeMollifier(log, values?.mollifier, within(path, 'mollifier'), context)
  const spacing = values?.lattice?.spacing ?? SPACING[mollifier?.shape ?? 'bspline']
  const sampling = samplingOf(context, values, defaultsOf(koopmonFields))
  return {
    name: 'koopmon',
    ...(mollifier && { mollifier, spec: { name: 'koopmon', mollifier, lattice: { spacing }, ...sampling } }),
    integrator: values?.integrator,
    guards: values?.guards,
  }
}

const decoders = { exact: decodeExact, ehrenfest: decodeEhrenfest, koopmon: decodeKoopmon }

/** Decodes one method; `undefined` when it does not name a known one. That a run has none is reported elsewhere. */
export const decodeMethod = (
  log: ProblemLog,
  raw: unknown,
  path: string,
  context: MethodContext,
): DecodedMethod | undefined => {
  if (raw === undefined && !context.compared) return undefined
  if (!isMapping(raw))
    return log.complain(path, `got ${describeValue(raw)}; give a mapping such as { name: koopmon, particles: 300 }`)
  const found = readName(log, 'method', raw, path, methods)
  return found && decoders[found.name](log, { ...raw, name: found.name }, path, context)
}
