import type { LoadModule } from '../modules/LoadModule.ts'
import { reasonOf } from '../modules/reasonOf.ts'
import { defineProblem } from '../problems/defineProblem.ts'
import type { DerivedNumbers, ParameterDefinition, ProblemDefinition } from '../problems/ProblemDefinition.ts'
import { describeValue, isMapping, quoted } from './describeValue.ts'
import { section } from './Field.ts'
import { moduleFields } from './moduleFields.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { parameterField } from './parameterField.ts'
import { readExport } from './readExport.ts'
import { readSection } from './readSection.ts'
import type { ModuleSource } from './Spec.ts'

const fields = moduleFields('problem')
const taken = ['name', ...Object.keys(fields)]

/** The keys of a problem from a module: where it is, and its parameters. */
export const customSection = ({ parameters }: Pick<ProblemDefinition, 'parameters'>) =>
  section(
    'A problem of your own: a TypeScript or JavaScript module, what it exports, and the parameters that it declares.',
    'refused',
    {
      ...fields,
      ...Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [name, parameterField(name, parameter)]),
      ),
    },
    { name: 'a problem from a module brings its own name: remove this key, or module' },
  )

const isParameter = (value: unknown): value is number | ParameterDefinition =>
  Number.isFinite(value) ||
  (isMapping(value) &&
    (Number.isFinite(value.default) || typeof value.default === 'string' || Array.isArray(value.default)))

/** Why an export is no problem, as a clause. */
const faultOf = (exported: unknown): string | undefined => {
  if (!isMapping(exported) || typeof exported.build !== 'function')
    return `is ${typeof exported === 'function' ? 'a function' : describeValue(exported)}: export defineProblem({ parameters, build }) from @casimir/experiments`
  const { parameters, defaultStep } = exported
  if (parameters !== undefined && !isMapping(parameters))
    return `has ${describeValue(parameters)} for parameters: give a mapping such as { coupling: 0.1 }`
  const [name, value] =
    Object.entries(parameters ?? {}).find(([key, x]) => taken.includes(key) || !isParameter(x)) ?? []
  if (name !== undefined)
    return taken.includes(name)
      ? `has a parameter ${quoted(name)}, which a spec needs for itself: give it another name`
      : `has ${describeValue(value)} for the parameter ${quoted(name)}: give a number, or { description, default }`
  return defaultStep === undefined || (Number.isFinite(defaultStep) && (defaultStep as number) > 0)
    ? undefined
    : `has ${describeValue(defaultStep)} for defaultStep: give a number > 0`
}

/** What a function gives, or something else where it throws. */
const otherwise = <A>(instead: A, attempt: () => A): A => {
  try {
    return attempt()
  } catch {
    return instead
  }
}

/** The entries of a mapping that are lists of finite numbers. */
const listsOfNumbers = (given: unknown): DerivedNumbers =>
  Object.fromEntries(
    Object.entries(isMapping(given) ? given : {}).filter(
      (entry): entry is [string, ReadonlyArray<number>] =>
        Array.isArray(entry[1]) && entry[1].length > 0 && entry[1].every(Number.isFinite),
    ),
  )

/** The definition with `faults` that reports what it throws, and where others throw or give no step: no bound of the step, no widths, no derived numbers. */
const guarded = ({
  faults,
  stepBound,
  groundWidths,
  derived,
  ...definition
}: ProblemDefinition): ProblemDefinition => ({
  ...definition,
  ...(faults && {
    faults: (parameters) => {
      try {
        return faults(parameters)
      } catch (error) {
        return [{ path: 'module', message: `faults throws: ${reasonOf(error)}` }]
      }
    },
  }),
  ...(stepBound && {
    stepBound: (parameters) => {
      const bound = otherwise(Number.NaN, () => stepBound(parameters))
      return bound > 0 ? bound : definition.defaultStep
    },
  }),
  ...(groundWidths && {
    groundWidths: (parameters, hbar) => otherwise([], () => Array.from(groundWidths(parameters, hbar))),
  }),
  ...(derived && { derived: (parameters) => otherwise({}, () => listsOfNumbers(derived(parameters))) }),
})

/** A problem from a module, and where it comes from. */
export interface CustomProblem {
  readonly definition: ProblemDefinition
  readonly source: ModuleSource
}

/** The definition that `problem.module` and `problem.export` name; complains when there is none. */
export const customProblem = (
  log: ProblemLog,
  raw: { readonly [key: string]: unknown },
  loadModule: LoadModule,
): CustomProblem | undefined => {
  const picked = Object.fromEntries(Object.keys(fields).map((key) => [key, raw[key]]))
  const where = readSection(log, section('', 'refused', fields), picked, 'problem')
  const module = where?.module
  const name = where?.export ?? (raw.export === undefined ? fields.export.default : undefined)
  if (module === undefined || name === undefined) return undefined
  const exported = readExport(log, loadModule, 'problem', { module, name })
  if (exported === undefined && !log.trusts('problem.module')) return undefined
  if (!log.trusts('problem.export')) return undefined
  const fault = faultOf(exported)
  if (fault !== undefined) return log.complain('problem.export', `${quoted(name)} of ${module} ${fault}`)
  const definition = guarded(defineProblem(exported as unknown as ProblemDefinition))
  const { hamiltonian, transmissionPlane } = definition
  return {
    definition,
    source: { path: module, export: name, hamiltonian, ...(transmissionPlane !== undefined && { transmissionPlane }) },
  }
}
