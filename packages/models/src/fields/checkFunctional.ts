import type { Functional, Reading } from '@casimir/algebra'
import { derivativeDefect, scatter } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** Well above the round-off of the differences, 1e-12 or so, and well below any slip of the pen. */
const TOLERANCE = 1e-6

/**
 * Throws unless the stated derivative of a functional agrees with finite differences of its value at a field.
 *
 * Directions: the field with each number scaled at random, a random field of a tenth of its size, and the stated derivative times its size; size is
 * the largest number of the node, so that thin tails move in proportion. `tolerance` bounds `derivativeDefect`.
 *
 * Assumes that the value is smooth while every matrix of the field moves by 4/1000 of itself. Cost: 24 values and one derivative; call it while building.
 *
 * Errors: throws a sentence that names the functional and the defect, or when the functional or the field is not of this space.
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const wrong = {
 *   name: 'int P^2/2', space: fields, value: (P) => fields.pair(P, P) / 2,
 *   derivative: (out, P) => { for (let i = 0; i < out.length; i++) out[i] = 2 * P[i] },
 * }
 * let sentence = ''
 * try { checkFunctional(fields, wrong, fields.allocate().fill(1)) } catch (error) { sentence = error.message }
 * sentence.startsWith("checkFunctional: the derivative of 'int P^2/2' differs from finite differences of its value by 0.5") // => true
 */
export const checkFunctional = (
  space: HermitianFields,
  functional: Functional,
  at: Reading,
  tolerance = TOLERANCE,
): void => {
  const { name } = functional
  if (functional.space !== space)
    throw new Error(
      `checkFunctional: '${name}' lives on ${functional.space.name}, not on the ${space.name} given; build it on those.`,
    )
  if (at.length !== space.size)
    throw new Error(
      `checkFunctional: the field has ${at.length} numbers, ${space.name} have ${space.size}; give one of those.`,
    )
  const nn = space.packing.size
  const size = new Float64Array(at.length)
  for (let i = 0; i < at.length; i += nn) {
    let most = 0
    for (let c = i; c < i + nn; c++) most = Math.max(most, Math.abs(at[c]))
    size.fill(most, i, i + nn)
  }
  const stated = new Float64Array(at.length)
  functional.derivative(stated, at)
  const steepest = stated.reduce((most, x) => Math.max(most, Math.abs(x)), Number.MIN_VALUE)
  const defect = derivativeDefect(functional, at, [
    size.map((_, i) => at[i] * scatter(2, i)),
    size.map((s, i) => 0.1 * s * scatter(3, i)),
    size.map((s, i) => (s * stated[i]) / steepest),
  ])
  if (!(defect <= tolerance))
    throw new Error(
      `checkFunctional: the derivative of '${name}' differs from finite differences of its value by ${defect.toPrecision(3)} of its size, more than ${tolerance}; make 'derivative' the variational derivative of 'value' for the pairing of ${space.name}.`,
    )
}
