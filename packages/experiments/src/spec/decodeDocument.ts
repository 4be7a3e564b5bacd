import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Definitions } from '../modules/Definitions.ts'
import { energyKey } from '../modules/Definitions.ts'
import type { Energy } from '../modules/Energy.ts'
import type { LoadModule } from '../modules/LoadModule.ts'
import { decodeGuards } from './decodeGuards.ts'
import type { ReadText } from './decodeInitial.ts'
import { decodeInitial } from './decodeInitial.ts'
import { decodeIntegrator } from './decodeIntegrator.ts'
import { decodeMethod } from './decodeMethod.ts'
import { decodeProblem } from './decodeProblem.ts'
import { decodeSnapshots, decodeTime } from './decodeTime.ts'
import { describeValue, isMapping } from './describeValue.ts'
import type { Form } from './documentFields.ts'
import { compareDocument, runDocument } from './documentFields.ts'
import { dropAbsent } from './dropAbsent.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { makeProblemLog } from './ProblemLog.ts'
import { mappingOf, readSection, within } from './readSection.ts'
import type { Cloud, CommonSpec, GuardSpec, IntegratorSpec, MethodSpec } from './Spec.ts'
import type { SpecProblem } from './SpecProblem.ts'
import { statisticsRefusals } from './statisticsOf.ts'

/** One method with the integrator and guards that apply to it. */
interface DecodedEntry {
  readonly method: MethodSpec
  readonly integrator?: IntegratorSpec
  readonly guards: GuardSpec
  readonly energy?: Energy
  readonly tracers?: Cloud
}

/** A whole document, in the parts that a run and a comparison share and one entry per method. */
export interface DecodedDocument {
  readonly common: CommonSpec
  readonly entries: ReadonlyArray<DecodedEntry>
  readonly cloud?: Cloud
  readonly definitions?: Definitions
}

type Raw = { readonly [key: string]: unknown }

/** How a document is read: as what it is, with a problem when that is not what was asked for. */
const formOf = (raw: Raw, asked: Form): { readonly form: Form; readonly raw: Raw; readonly problem?: SpecProblem } => {
  const { method, methods, ...rest } = raw
  if (method !== undefined && methods !== undefined)
    return {
      form: asked,
      raw: asked === 'run' ? { ...rest, method } : { ...rest, methods },
      problem: {
        path: 'methods',
        message:
          'both method and methods are given: keep method for `casimir run`, or the list methods for `casimir compare`',
      },
    }
  if (asked === 'run' && methods !== undefined)
    return {
      form: 'compare',
      raw,
      problem: {
        path: 'methods',
        message:
          'this document compares several methods: use `casimir compare`, or give one method under the key method instead',
      },
    }
  if (asked === 'compare' && method !== undefined)
    return {
      form: 'run',
      raw,
      problem: {
        path: 'method',
        message: 'this document runs one method: use `casimir run`, or give a list under the key methods instead',
      },
    }
  return { form: asked, raw }
}

const methodList = (log: ProblemLog, raw: unknown): ReadonlyArray<unknown> => {
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length === 0)
    log.complain('methods', `got ${describeValue(raw)}; give ${compareDocument.fields.methods.allowed}`)
  return Array.isArray(raw) ? Array.from(raw) : []
}

/** Every positive step that a document gives, wherever one may stand; what is wrong with the others is said elsewhere. */
const givenSteps = ({ integrator, method, methods }: Raw): ReadonlyArray<number> => {
  const inside = (value: unknown, key: string): unknown => (isMapping(value) ? value[key] : undefined)
  const entries = Array.isArray(methods) ? methods : [method]
  return [integrator, ...entries.flatMap((entry) => [inside(entry, 'integrator'), inside(entry, 'grid')])]
    .map((holder) => inside(holder, 'dt'))
    .filter((dt): dt is number => typeof dt === 'number' && dt > 0 && Number.isFinite(dt))
}

const decodeValues = (
  log: ProblemLog,
  raw: Raw,
  form: Form,
  readText: ReadText,
  loadModule: LoadModule,
): Partial<DecodedDocument> => {
  const run = form === 'run' ? readSection(log, runDocument, raw, '') : undefined
  const compare = form === 'compare' ? readSection(log, compareDocument, raw, '') : undefined
  const values = run ?? compare
  const hbar = values?.hbar ?? runDocument.fields.hbar.default
  const problem = decodeProblem(log, values?.problem, loadModule)
  const initial = decodeInitial(log, values?.initial, problem, hbar, readText)
  const time = decodeTime(log, values?.time, givenSteps(raw))
  const compared = form === 'compare'
  const raws = compared ? methodList(log, compare?.methods) : [run?.method]
  const shared = compared ? { values: values?.integrator, path: 'integrator' } : undefined
  const entries = raws.flatMap((rawMethod, index): ReadonlyArray<DecodedEntry> => {
    const path = compared ? `methods.${index}` : 'method'
    const method = decodeMethod(log, rawMethod, path, { hbar, problem, initial, time, compared, readText, loadModule })
    if (method === undefined) return []
    const sources = compared
      ? { own: method.integrator, ownPath: within(path, 'integrator') }
      : { own: values?.integrator, ownPath: 'integrator' }
    const integrator =
      method.name === 'exact'
        ? undefined
        : decodeIntegrator(
            log,
            { ...sources, ...(shared && { shared }) },
            { method: method.name, mollifier: method.mollifier, problem, time },
          )
    const guards = decodeGuards(method.guards, values?.guards, method.name, integrator?.name)
    const { spec, energy, tracers } = method
    return spec
      ? [
          {
            method: spec,
            ...(integrator && { integrator }),
            guards,
            ...(energy && { energy }),
            ...(tracers && { tracers }),
          },
        ]
      : []
  })
  const snapshots = decodeSnapshots(log, values?.snapshots, time)
  const { end, record } = time
  const { target, most = runDocument.fields.statistics.fields.most.default } = values?.statistics ?? {}
  const statistics = target === undefined ? undefined : { target, most }
  if (!problem || !initial?.spec || end === undefined || record === undefined) return { entries }
  const common: CommonSpec = {
    spec: 1,
    hbar,
    problem: problem.spec,
    initial: initial.spec,
    time: { end, record },
    snapshots,
    ...dropAbsent({ replicas: values?.replicas, statistics }),
  }
  if (!compared)
    for (const { method } of entries) {
      const refusals = statisticsRefusals(method, common.initial, common)
      for (const [key, reason] of Object.entries(refusals)) log.complain(key, reason)
    }
  const energies = new Map(
    entries.flatMap(({ method, energy }) => (method.name === 'closure' && energy ? [[energyKey(method), energy]] : [])),
  )
  const custom = problem.spec.module && problem.definition
  const definitions = custom || energies.size > 0 ? { energies, ...(custom && { problem: custom }) } : undefined
  return { common, entries, ...(initial.cloud && { cloud: initial.cloud }), ...(definitions && { definitions }) }
}

/** Decodes a document that was asked for as a run or as a comparison: all its problems, or its parts. */
export const decodeDocument = (
  document: unknown,
  asked: Form,
  readText: ReadText,
  loadModule: LoadModule,
): E.Either<NonEmptyArray<SpecProblem>, DecodedDocument> => {
  const log = makeProblemLog()
  if (!isMapping(document)) {
    const allowed = mappingOf(asked === 'run' ? runDocument : compareDocument)
    return E.left([{ path: '', message: `got ${describeValue(document)}; give ${allowed}` }])
  }
  const { form, raw, problem } = formOf(document, asked)
  const { common, entries, cloud, definitions } = decodeValues(log, raw, form, readText, loadModule)
  const [first, ...others] = [...(problem ? [problem] : []), ...log.problems()]
  if (first !== undefined) return E.left([first, ...others])
  if (common === undefined || entries === undefined || entries.length === 0)
    throw new Error('decodeDocument: a document without problems came out incomplete; please report this.')
  return E.right({ common, entries, ...(cloud && { cloud }), ...(definitions && { definitions }) })
}
