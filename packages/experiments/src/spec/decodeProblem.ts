import type { ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import { describeValue, isMapping, listed } from './describeValue.ts'
import { parameterField } from './documentFields.ts'
import type { Field, Section } from './Field.ts'
import { choice, section } from './Field.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { readName } from './readName.ts'
import { readSection } from './readSection.ts'
import type { ProblemSpec } from './Spec.ts'

/** A problem as decoded, with the sizes that other parts of a spec must fit. */
export interface DecodedProblem {
  readonly definition: ProblemDefinition
  readonly spec: ProblemSpec
  readonly levels: number
  readonly dof: number
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
      Object.entries(definition.parameters).map(([name, parameter]) => [
        name,
        parameterField(parameter.description, parameter.default, parameter.positive === true) as Field<unknown>,
      ]),
    ),
  })

/**
 * Decodes the key `problem`; `undefined` when it does not name a known problem.
 *
 * Where a parameter is wrong its default stands in, so that sizes are known and the rest can be checked.
 */
export const decodeProblem = (log: ProblemLog, raw: unknown): DecodedProblem | undefined => {
  if (raw === undefined) return undefined
  if (!isMapping(raw))
    return log.complain('problem', `got ${describeValue(raw)}; give a mapping such as { name: rabi, coupling: 0.1 }`)
  if (raw.module !== undefined)
    return log.complain(
      'problem.module',
      `problems from a module are not available yet: give name instead, one of ${listed(
        problems.map(({ name }) => name),
        'or',
      )}`,
    )
  const definition = readName(log, 'problem', raw, 'problem', problems)
  if (definition === undefined) return undefined
  const values = readSection(log, problemSection(definition), { ...raw, name: definition.name }, 'problem')
  const parameters = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, parameter]) => {
      const value = values?.[name]
      return [name, typeof value === 'number' ? value : parameter.default]
    }),
  )
  const { levels, dof } = definition.build(parameters)
  return { definition, spec: { name: definition.name, parameters }, levels, dof }
}
