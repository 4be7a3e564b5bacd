import type { CoefficientEntry, MatrixCoefficients } from '@casimir/models'
import { z } from 'zod'
import type { ParameterDefinition } from '../problems/ProblemDefinition.ts'
import type { Field } from './Field.ts'
import { choice, field, finite, positive, whole } from './Field.ts'

const entry: z.ZodType<CoefficientEntry> = z.union([z.number(), z.tuple([z.number(), z.number()])])
const matrix = z.array(z.array(entry).min(1)).min(1)

const MATRICES =
  'a list of matrices by power, each a list of rows, each row a list of numbers or [re, im] pairs, such as [[[0, 1], [1, 0]]]'

/** The field that reads one parameter of a problem. */
export const parameterField = (name: string, parameter: ParameterDefinition): Field<unknown> => {
  const { description } = parameter
  if ('choices' in parameter) return choice(name, parameter.choices, { description, default: parameter.default })
  if ('matrices' in parameter) {
    const matrices: z.ZodType<MatrixCoefficients> = z.array(matrix).min(parameter.matrices)
    return field(matrices, MATRICES, { description, default: parameter.default })
  }
  const meaning = { description, default: parameter.default }
  if ('whole' in parameter) return whole(...parameter.whole, meaning)
  return (parameter.positive ? positive : finite)(meaning)
}

/** Whether a parameter sets the number of levels or of degrees of freedom, so that a wrong one leaves them unknown. */
export const setsSizes = (parameter: ParameterDefinition): boolean => 'whole' in parameter || 'matrices' in parameter
