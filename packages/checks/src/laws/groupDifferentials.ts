import type { LieGroup } from '@casimir/algebra'
import type { Law, Measured } from '../Law.ts'
import { EPSILON, largestDifference, lengthOf } from './approximate.ts'
import type { EstimatedDerivative } from './estimatedDerivative.ts'
import { estimatedDerivative } from './estimatedDerivative.ts'
import type { GroupDraw } from './groupDraw.ts'
import { ROUNDINGS, sizeOf } from './groupDraw.ts'
import { combine, groupOperations } from './groupOperations.ts'

/** How a suite states one of its laws. */
export type StateLaw = (id: string, statement: string, measure: (draw: GroupDraw) => Measured, differences: true) => Law

/** The step of `group/cayley-order`: cay and exp differ in x^3/12, so doubling it must multiply their difference by 8. */
const SMALL = 0.05

/** The laws that tie the algebra of a group to its operations by derivatives: ad, coad, dexpInv, dcayInv and the order of cay. */
export const groupDifferentials = (group: LieGroup, law: StateLaw): ReadonlyArray<Law> => {
  const { mul, inv, exp, log, cay, Ad, coAd, bracket, coad, dexpInv, dcayInv } = groupOperations(group)
  const against = (stated: Float64Array, { value, error }: EstimatedDerivative, size: number): Measured => ({
    defect: largestDifference(stated, value),
    tolerance: error + ROUNDINGS * EPSILON * size,
  })
  /** The inverse differential of a retraction: what it makes of d/dt R(x + t y) R(x)^-1, and that is y. */
  const undone = (
    retraction: (x: Float64Array) => Float64Array,
    inverse: (u: Float64Array, v: Float64Array) => Float64Array,
    logarithm: (g: Float64Array) => Float64Array,
    x: Float64Array,
    y: Float64Array,
  ): Measured => {
    const back = inv(retraction(x))
    const { value, error } = estimatedDerivative(
      (t) => logarithm(mul(retraction(combine(1, x, t, y)), back)),
      ROUNDINGS,
    )
    // the inverse differential is linear in v: it magnifies the error of v by at most its image of a unit error in each entry
    const gain = value.reduce((most, _, k) => {
      const unit = new Float64Array(value.length)
      unit[k] = 1
      return most + lengthOf(inverse(x, unit))
    }, 1)
    return {
      defect: largestDifference(inverse(x, value), y),
      tolerance: gain * error + ROUNDINGS * EPSILON * sizeOf(x, y),
    }
  }
  return [
    law(
      'adjoint-derivative',
      '[x, y] is the derivative of Ad_exp(t x) y at t = 0',
      ({ x, y }) =>
        against(
          bracket(x, y),
          estimatedDerivative((t) => Ad(exp(combine(t, x)), y), ROUNDINGS),
          sizeOf(x, y),
        ),
      true,
    ),
    law(
      'coadjoint-derivative',
      '-coad(x, mu) is the derivative of coAd_exp(t x) mu at t = 0',
      ({ x, z }) =>
        against(
          combine(-1, coad(x, z)),
          estimatedDerivative((t) => coAd(exp(combine(t, x)), z), ROUNDINGS),
          sizeOf(x, z),
        ),
      true,
    ),
    ...(log
      ? [
          law(
            'dexpInv',
            'dexpInv_x undoes the derivative of exp at x',
            ({ x, y }) => undone(exp, dexpInv, log, x, y),
            true,
          ),
        ]
      : []),
    ...(log && cay && dcayInv
      ? [
          law(
            'dcayInv',
            'dcayInv_x undoes the derivative of cay at x',
            ({ x, y }) => undone(cay, dcayInv, log, x, y),
            true,
          ),
        ]
      : []),
    ...(cay
      ? [
          law(
            'cayley-order',
            'cay agrees with exp to second order',
            ({ x }) => {
              const difference = (by: number): number => largestDifference(exp(combine(by, x)), cay(combine(by, x)))
              const noise = ROUNDINGS * EPSILON * sizeOf(x)
              // a second-order difference has its value at half the step an eighth of it; with a tenth of slack for the next order it is at most a sixth
              return { defect: difference(SMALL / 2), tolerance: difference(SMALL) / 6 + noise }
            },
            true,
          ),
        ]
      : []),
  ]
}
