import type { HybridHamiltonian } from '@casimir/algebra'
import * as E from 'fp-ts/lib/Either.js'
import { checkedHamiltonian } from '../modules/checkedHamiltonian.ts'
import type { LoadModule } from '../modules/LoadModule.ts'
import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import { customProblem, customSection } from './customProblem.ts'
import { describeValue, isMapping } from './describeValue.ts'
import type { Field, Section } from './Field.ts'
import { choice, section } from './Field.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { parameterField, setsSizes } from './parameterField.ts'
import { readName } from './readName.ts'
import { readSection, within } from './readSection.ts'
import type { ProblemSpec } from './Spec.ts'

/** A problem as decoded, with the sizes that other parts of a spec must fit. */
export interface DecodedProblem {
  readonly definition: ProblemDefinition
  readonly spec: ProblemSpec
  readonly hamiltonian: HybridHamiltonian
  readonly levels: number
  readonly dof: number
  /** The largest step taken by default, for these parameters. */
  readonly defaultStep: number
}

const descriptionOf = ({ hamiltonian, source, units, defaultStep }: ProblemDefinition): string =>
  `${hamiltonian}. Source: ${source}. Units: ${Object.entries(units)
    .map(([quantity, unit]) => `${quantity} ${unit}`)
    .join(', ')}. Default step: ${defaultStep}.`

/** The keys of one problem: its name and parameters. */
export const problemSection = (definition: ProblemDefinition): Section<{ readonly [key: string]: Field<unknown> }> =>
  section(descriptionOf(definition), 'refused', {
    name: choice('problem', [definition.name, ...definition.aliases], {
      description: 'The problem.',
      required: true,
    }) as Field<unknown>,
    ...Object.fromEntries(
      Object.entries(definition.parameters).map(([name, parameter]) => [name, parameterField(name, parameter)]),
    ),
  })

/** Complains about all that is wrong with parameters as they are together; whether nothing was. */
const agree = (log: ProblemLog, { faults }: ProblemDefinition, parameters: ProblemSpec['parameters']): boolean => {
  const found = faults?.(parameters) ?? []
  for (const { path, message } of found) log.complain(within('problem', path), message)
  return found.length === 0
}

/**
 * Decodes the key `problem`; `undefined` when it does not name a known problem, or its sizes cannot be told.
 *
 * Where a parameter is wrong that sets no sizes its default stands in, so that the rest can be checked.
 */
export const decodeProblem = (log: ProblemLog, raw: unknown, loadModule: LoadModule): DecodedProblem | undefined => {
  if (raw === undefined) return undefined
  if (!isMapping(raw))
    return log.complain('problem', `got ${describeValue(raw)}; give a mapping such as { name: rabi, coupling: 0.1 }`)
  const custom = raw.module === undefined ? undefined : customProblem(log, raw, loadModule)
  const definition = raw.module === undefined ? readName(log, 'problem', raw, 'problem', problems) : custom?.definition
  if (definition === undefined) return undefined
  const values: { readonly [key: string]: unknown } | undefined = custom
    ? readSection(log, customSection(definition), raw, 'problem')
    : readSection(log, problemSection(definition), { ...raw, name: definition.name }, 'problem')
  const given = Object.entries(definition.parameters)
  if (given.some(([name, parameter]) => setsSizes(parameter) && !log.trusts(within('problem', name)))) return undefined
  const parameters: { readonly [name: string]: ParameterValue } = Object.fromEntries(
    given.map(([name, parameter]) => [name, (values?.[name] as ParameterValue | undefined) ?? parameter.default]),
  )
  if (!agree(log, definition, parameters)) return undefined
  const built = custom
    ? checkedHamiltonian(definition.name, () => definition.build(parameters))
    : E.right(definition.build(parameters))
  if (E.isLeft(built))
    return log.complain('problem.module', `'${custom?.source.export}' of ${custom?.source.path}: ${built.left}`)
  const { levels, dof } = built.right
  const defaultStep = Math.min(definition.defaultStep, definition.stepBound?.(parameters) ?? definition.defaultStep)
  const spec = { name: definition.name, parameters, ...(custom && { module: custom.source }) }
  return { definition, spec, hamiltonian: built.right, levels, dof, defaultStep }
}
