import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Exports } from '../modules/LoadModule.ts'
import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import { customProblem, customSection } from '../spec/customProblem.ts'
import { decodeProblem } from '../spec/decodeProblem.ts'
import { describeValue, isMapping, listed } from '../spec/describeValue.ts'
import { integratorNames, integratorRefusal } from '../spec/integratorTraits.ts'
import { unknownName } from '../spec/nearestName.ts'
import { makeProblemLog } from '../spec/ProblemLog.ts'
import { readSection } from '../spec/readSection.ts'
import type { TrajectoryMethod } from '../spec/Spec.ts'
import { definitionStages } from './catalogueStages.ts'
import { certifiedMethods } from './certifiedMethods.ts'
import { hoppingRefusal } from './hoppingSubjects.ts'
import { moduleExports } from './moduleExports.ts'
import { moduleStages } from './moduleStages.ts'
import { isGriddable } from './problemStages.ts'
import type { Selection, Stage } from './Subject.ts'

/** What is to be verified, as given on the command line. */
export interface VerificationRequest {
  /** A problem of the catalogue, or the file of a module as the user wrote it. */
  readonly model: string
  /** What the module exports, once loaded; absent for a problem of the catalogue. */
  readonly exports?: Exports
  /** The export that is meant. */
  readonly export?: string
  readonly method?: string
  readonly integrator?: string
  /** A document with parameters of the problem under `problem`, and of an energy under `parameters`. */
  readonly settings: unknown
}

type Refusals = NonEmptyArray<string>

const refuse = (...sentences: Refusals): E.Either<Refusals, never> => E.left(sentences)

const selectionOf = ({ method, integrator }: VerificationRequest): E.Either<Refusals, Selection> => {
  const methodNames: ReadonlyArray<TrajectoryMethod> = [
    ...(Object.keys(certifiedMethods) as Array<keyof typeof certifiedMethods>),
    'fssh',
    'closure',
  ]
  const knownMethod = methodNames.find((name) => name === method)
  const knownIntegrator = integratorNames.find((name) => name === integrator)
  if (method !== undefined && knownMethod === undefined) return refuse(unknownName('method', method, methodNames))
  if (integrator !== undefined && knownIntegrator === undefined)
    return refuse(unknownName('integrator', integrator, integratorNames))
  const refusal = knownMethod && knownIntegrator && integratorRefusal(knownMethod, knownIntegrator)
  if (refusal !== undefined) return refuse(refusal)
  return E.right({
    ...(knownMethod ? { method: knownMethod } : {}),
    ...(knownIntegrator ? { integrator: knownIntegrator } : {}),
  })
}

interface Settings {
  readonly problem: { readonly [name: string]: unknown }
  readonly parameters: { readonly [name: string]: number }
}

const settingsOf = ({ settings }: VerificationRequest): E.Either<Refusals, Settings> => {
  const document = isMapping(settings) ? settings : {}
  const stray = Object.keys(document).find((key) => key !== 'problem' && key !== 'parameters')
  if (stray !== undefined) return refuse(unknownName('key', stray, ['problem', 'parameters']))
  const { problem = {}, parameters = {} } = document
  if (!isMapping(problem)) return refuse(`problem: got ${describeValue(problem)}; set one of its parameters`)
  if (!isMapping(parameters)) return refuse(`parameters: got ${describeValue(parameters)}; set one by its name`)
  const off = Object.entries(parameters).find(([, value]) => !Number.isFinite(value))
  return off === undefined
    ? E.right({ problem, parameters: parameters as Settings['parameters'] })
    : refuse(`parameters.${off[0]}: got ${describeValue(off[1])}; give a number`)
}

const noFiles = (): E.Either<string, Exports> => E.left('no modules here')

const sentences = (log: ReturnType<typeof makeProblemLog>): E.Either<Refusals, never> =>
  E.left(log.problems().map(({ path, message }) => `${path}: ${message}`) as Refusals)

const catalogueVerification = (
  { model }: VerificationRequest,
  selection: Selection,
  { problem, parameters }: Settings,
): E.Either<Refusals, ReadonlyArray<Stage>> => {
  const names = problems.flatMap(({ name, aliases }) => [name, ...aliases])
  if (!names.some((name) => name.toLowerCase() === model.toLowerCase()))
    return refuse(`${unknownName('problem', model, names)}; a module of your own ends in .ts, .mts, .js or .mjs`)
  const [extra] = Object.keys(parameters)
  if (extra !== undefined)
    return refuse(`parameters.${extra}: these go to an energy, and ${model} has none; set problem.NAME`)
  if (selection.method === 'closure')
    return refuse(
      `closure: its energy comes from a module; verify the module, or choose ${listed([...Object.keys(certifiedMethods), 'fssh'], 'or')}`,
    )
  const log = makeProblemLog()
  const decoded = decodeProblem(log, { ...problem, name: model }, noFiles)
  if (log.problems().length > 0 || !decoded) return sentences(log)
  if (selection.method === 'koopmon' && !isGriddable(decoded.hamiltonian))
    return refuse(
      `koopmon takes up to 2 degrees of freedom and '${decoded.definition.name}' has ${decoded.dof}: choose ehrenfest`,
    )
  const refusal = selection.method === 'fssh' ? hoppingRefusal(decoded.hamiltonian) : undefined
  if (refusal !== undefined) return refuse(refusal.replace(/^surfaceHopping: /, 'fssh: ').replace(/\.$/, ''))
  return E.right(definitionStages(decoded.definition, decoded.spec.parameters, selection))
}

interface OwnProblem {
  readonly definition: ProblemDefinition
  readonly parameters: { readonly [name: string]: ParameterValue }
}

/** The problem of a module with its parameters; `undefined` where there is none that can be used, which a law will say. */
const ownProblem = (
  { model, export: wanted }: VerificationRequest,
  exports: Exports,
  given: Settings['problem'],
): E.Either<Refusals, OwnProblem | undefined> => {
  const name = ((): string | undefined => {
    try {
      return moduleExports(model, exports, wanted).find(({ kind }) => kind === 'problem')?.name
    } catch {
      return undefined
    }
  })()
  const exported = name ?? ('problem' in exports ? 'problem' : undefined)
  const [stray] = Object.keys(given)
  if (exported === undefined)
    return stray === undefined ? E.right(undefined) : refuse(`problem.${stray}: ${model} exports no problem`)
  const log = makeProblemLog()
  const where = { module: model, export: exported }
  const custom = customProblem(log, where, () => E.right(exports))
  if (!custom) return E.right(undefined)
  const { definition } = custom
  const values: { readonly [key: string]: unknown } | undefined = readSection(
    log,
    customSection(definition),
    { ...given, ...where },
    'problem',
  )
  const parameters = Object.fromEntries(
    Object.entries(definition.parameters).map(([key, parameter]) => [
      key,
      (values?.[key] as ParameterValue | undefined) ?? parameter.default,
    ]),
  )
  for (const { path, message } of definition.faults?.(parameters) ?? []) log.complain(`problem.${path}`, message)
  return log.problems().length > 0 ? sentences(log) : E.right({ definition, parameters })
}

/**
 * What there is to verify, in stages, or one sentence a mistake in what was asked.
 *
 * A mistake in a module is none of these: it is a failed law of one of the stages.
 *
 * @example
 * prepareVerification({ model: 'rabi', method: 'ehrenfest', settings: {} }).right.length // => 2
 * prepareVerification({ model: 'rabi', method: 'closur', settings: {} })._tag // => 'Left'
 */
export const prepareVerification = (request: VerificationRequest): E.Either<Refusals, ReadonlyArray<Stage>> => {
  const selection = selectionOf(request)
  if (E.isLeft(selection)) return selection
  const settings = settingsOf(request)
  if (E.isLeft(settings)) return settings
  const { exports, model } = request
  if (exports === undefined) {
    return request.export === undefined
      ? catalogueVerification(request, selection.right, settings.right)
      : refuse(`--export ${request.export}: ${model} is a problem of the catalogue, not a module`)
  }
  const problem = ownProblem(request, exports, settings.right.problem)
  if (E.isLeft(problem)) return problem
  return E.right(
    moduleStages({
      file: model,
      exports,
      ...(request.export === undefined ? {} : { wanted: request.export }),
      selection: selection.right,
      parameters: settings.right.parameters,
      ...(problem.right ? { problem: problem.right } : {}),
    }),
  )
}
