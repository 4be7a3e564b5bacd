import type { Energy } from '../modules/Energy.ts'
import type { LoadModule } from '../modules/LoadModule.ts'
import { decodeEnergy } from './decodeEnergy.ts'
import type { GuardValues } from './decodeGuards.ts'
import type { ReadText } from './decodeInitial.ts'
import type { IntegratorValues } from './decodeIntegrator.ts'
import type { MollifierContext } from './decodeMollifier.ts'
import { decodeMollifier } from './decodeMollifier.ts'
import type { DecodedTime } from './decodeTime.ts'
import { stepFits } from './decodeTime.ts'
import { decodeTracerFile } from './decodeTracerFile.ts'
import { describeValue, isMapping } from './describeValue.ts'
import {
  closureRefusal,
  defaultSampling,
  defaultSpacing,
  gaussianRefusal,
  hoppingRefusal,
  samplingRefusal,
  spacingRefusal,
} from './dimensionLimits.ts'
import { comparedFields, exactReserved } from './documentFields.ts'
import { dropAbsent } from './dropAbsent.ts'
import { exactBasis } from './exactBasis.ts'
import type { ValuesOf } from './Field.ts'
import { section } from './Field.ts'
import { gridLists } from './gridLists.ts'
import {
  closureFields,
  ehrenfestFields,
  exactFields,
  fsshFields,
  koopmonFields,
  meanFieldFields,
  methodNames,
  samplingKeys,
  tracersReserved,
} from './methodFields.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { readName } from './readName.ts'
import { readSection, within } from './readSection.ts'
import type { Cloud, EnergySpec, MethodSpec, MollifierSpec, SamplingSpec } from './Spec.ts'

/** The parts of a document that a method must fit. */
export interface MethodContext extends MollifierContext {
  readonly time: DecodedTime
  /** Whether it is an entry of `methods`, which may carry its own integrator and guards. */
  readonly compared: boolean
  readonly readText: ReadText
  readonly loadModule: LoadModule
}

/** What is known of one method: its name always, the rest where it is right. */
export interface DecodedMethod {
  readonly name: MethodSpec['name']
  readonly spec?: MethodSpec
  /** The energy of a closure, which is no data. */
  readonly energy?: Energy
  readonly tracers?: Cloud
  readonly mollifier?: MollifierSpec
  readonly integrator: IntegratorValues
  readonly guards: GuardValues
}

type Raw = { readonly [key: string]: unknown }
type Reserved = { readonly [key: string]: string }
type SamplingValues = { readonly [key in keyof SamplingSpec]: SamplingSpec[key] | undefined }

/** The constant of the energy-based decoherence correction, in hartree where units are atomic. */
const EDC_CONSTANT = 0.1

const methods = methodNames.map((name) => ({ name, aliases: [] }))

/** The keys of a compared method; in a run they are absent, which reads the same as not given. */
const carried = ({ compared }: MethodContext): typeof comparedFields =>
  compared ? comparedFields : ({} as typeof comparedFields)

const refuse = (log: ProblemLog, path: string, reason: string | undefined): void => {
  if (reason !== undefined) log.complain(path, reason)
}

const notSampled = ({ initial }: MethodContext): Reserved => {
  if (initial === undefined || initial.kind === 'wavepacket') return {}
  const reason =
    initial.kind === 'point' ? 'initial.point is one trajectory' : 'initial.particles gives the trajectories already'
  return Object.fromEntries(samplingKeys.map((key) => [key, `${reason}, so nothing is sampled: remove this key`]))
}

const reservedIn = (context: MethodContext): Reserved => ({
  ...notSampled(context),
  ...(context.compared ? tracersReserved : {}),
})

const samplingOf = (
  log: ProblemLog,
  name: MethodSpec['name'],
  path: string,
  { initial, problem }: MethodContext,
  values: SamplingValues | undefined,
  defaults: SamplingSpec,
): Partial<SamplingSpec> => {
  if (initial?.kind !== 'wavepacket') return {}
  const dof = problem?.dof ?? 1
  refuse(log, within(path, 'sampling'), samplingRefusal(name, dof, values?.sampling))
  const alike = name === 'ehrenfest' && values?.sampling === 'const'
  if (alike && (values?.particles ?? 1) > 1)
    log.complain(
      within(path, 'particles'),
      `got ${values?.particles}, and with sampling: const all trajectories of ehrenfest are the same one: remove this key`,
    )
  return {
    particles: alike ? 1 : (values?.particles ?? defaults.particles),
    sampling: values?.sampling ?? defaultSampling(dof, defaults.sampling),
    seed: values?.seed ?? defaults.seed,
  }
}

/** How surface hopping samples: as others a wave packet, else so many trajectories of their own seeds from the point or the file. */
const hoppingSampling = (
  log: ProblemLog,
  path: string,
  context: MethodContext,
  values: SamplingValues | undefined,
): Partial<SamplingSpec> => {
  const { particles, seed } = fsshFields
  const ends = { seed: values?.seed ?? seed.default }
  if (context.initial?.kind === 'wavepacket')
    return samplingOf(log, 'fssh', path, context, values, defaultsOf(fsshFields))
  return context.initial?.kind === 'point' ? { particles: values?.particles ?? particles.default, ...ends } : ends
}

const hoppingReserved = (context: MethodContext): Reserved => {
  const { particles, sampling } = notSampled(context)
  if (sampling === undefined) return {}
  return { sampling, ...(context.initial?.kind === 'particles' && particles !== undefined && { particles }) }
}

const decodeFssh = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const keys = section('', 'refused', { ...fsshFields, ...carried(context) }, hoppingReserved(context))
  const values = readSection(log, keys, raw, path)
  const { problem } = context
  if (problem) refuse(log, within(path, 'name'), hoppingRefusal(problem))
  const { hopping, rescale, frustrated, decoherence } = fsshFields
  const edc = values?.decoherence === 'edc'
  if (values?.edcConstant !== undefined && !edc)
    log.complain(within(path, 'edcConstant'), 'this is the constant of edc: remove it, or set decoherence: edc')
  const spec: MethodSpec = {
    name: 'fssh',
    ...hoppingSampling(log, path, context, values),
    hopping: values?.hopping ?? hopping.default,
    rescale: values?.rescale ?? rescale.default,
    frustrated: values?.frustrated ?? frustrated.default,
    decoherence: values?.decoherence ?? decoherence.default,
    ...(edc && { edcConstant: values.edcConstant ?? EDC_CONSTANT }),
  }
  return { name: 'fssh', spec, integrator: values?.integrator, guards: values?.guards }
}

type SampledFields = typeof ehrenfestFields | typeof meanFieldFields | typeof fsshFields | typeof koopmonFields

const defaultsOf = (fields: SampledFields): SamplingSpec => ({
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
  const basis = exactBasis(log, values, path, context)
  const { dt } = values?.grid ?? {}
  const { box, points } = gridLists(log, values?.grid ?? {}, within(path, 'grid'), context)
  if (dt !== undefined) stepFits(log, context.time, dt, within(path, 'grid.dt'))
  const spec: MethodSpec = { name: 'exact', ...basis, grid: dropAbsent({ box, points, dt }) }
  return { name: 'exact', spec, integrator: undefined, guards: values?.guards }
}

/** Decodes a method of no settings but how it samples. */
const decodeSampled =
  (name: 'ehrenfest' | 'mean-field', fields: typeof ehrenfestFields | typeof meanFieldFields) =>
  (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
    const keys = section('', 'refused', { ...fields, ...carried(context) }, reservedIn(context))
    const values = readSection(log, keys, raw, path)
    const sampling = samplingOf(log, name, path, context, values, defaultsOf(fields))
    const spec: MethodSpec = { name, ...sampling, ...dropAbsent({ tracers: values?.tracers }) }
    return { name, spec, integrator: values?.integrator, guards: values?.guards }
  }

type ClosureValues = ValuesOf<typeof koopmonFields & typeof comparedFields> | undefined

/** What `koopmon` and `closure` share: the mollifier, the lattice and the sampling; without what is wrong. */
const closureSettings = (
  log: ProblemLog,
  path: string,
  name: 'koopmon' | 'closure',
  values: ClosureValues,
  context: MethodContext,
) => {
  const mollifier = decodeMollifier(log, values?.mollifier, within(path, 'mollifier'), context)
  const { problem } = context
  const spacing = values?.lattice?.spacing ?? defaultSpacing(mollifier ?? { shape: 'bspline' }, problem?.dof ?? 1)
  if (problem) {
    refuse(log, within(path, 'name'), closureRefusal(name, problem))
    if (mollifier) refuse(log, within(path, 'mollifier.shape'), gaussianRefusal(problem, mollifier, spacing))
  }
  if (values?.lattice?.spacing !== undefined && mollifier)
    refuse(log, within(path, 'lattice.spacing'), spacingRefusal(mollifier, spacing))
  const sampling = samplingOf(log, name, path, context, values, defaultsOf(koopmonFields))
  return mollifier && { mollifier, lattice: { spacing }, ...sampling, ...dropAbsent({ tracers: values?.tracers }) }
}

const decodeKoopmon = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const keys = section('', 'refused', { ...koopmonFields, ...carried(context) }, reservedIn(context))
  const values = readSection(log, keys, raw, path)
  const settings = closureSettings(log, path, 'koopmon', values, context)
  return {
    name: 'koopmon',
    ...(settings && { mollifier: settings.mollifier, spec: { name: 'koopmon', ...settings } }),
    integrator: values?.integrator,
    guards: values?.guards,
  }
}

const decodeClosure = (log: ProblemLog, raw: Raw, path: string, context: MethodContext): DecodedMethod => {
  const keys = section('', 'refused', { ...closureFields, ...carried(context) }, reservedIn(context))
  const values = readSection(log, keys, raw, path)
  const settings = closureSettings(log, path, 'closure', values, context)
  const ends = { integrator: values?.integrator, guards: values?.guards }
  if (values?.module === undefined || !log.trusts(within(path, 'export')) || !log.trusts(within(path, 'parameters')))
    return { name: 'closure', ...(settings && { mollifier: settings.mollifier }), ...ends }
  const own: EnergySpec = {
    module: values.module,
    export: values.export ?? closureFields.export.default,
    parameters: values.parameters ?? closureFields.parameters.default,
  }
  const energy = decodeEnergy(log, path, own, context)
  return {
    name: 'closure',
    ...(settings && { mollifier: settings.mollifier, spec: { name: 'closure', ...own, ...settings } }),
    ...(energy && { energy }),
    ...ends,
  }
}

const decoders = {
  exact: decodeExact,
  ehrenfest: decodeSampled('ehrenfest', ehrenfestFields),
  'mean-field': decodeSampled('mean-field', meanFieldFields),
  fssh: decodeFssh,
  koopmon: decodeKoopmon,
  closure: decodeClosure,
}

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
  if (found === undefined) return undefined
  const method = decoders[found.name](log, { ...raw, name: found.name }, path, context)
  const { spec } = method
  if (spec === undefined || spec.name === 'exact' || spec.name === 'fssh') return method
  const tracers = decodeTracerFile(log, spec.tracers, within(path, 'tracers'), context.problem, context.readText)
  return { ...method, ...(tracers && { tracers }) }
}
