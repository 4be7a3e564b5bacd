import { EPSILON, largestDifference, lengthOf } from './approximate.ts'

/** A derivative by differences and how far it may be off. */
export interface EstimatedDerivative {
  readonly value: Float64Array
  readonly error: number
}

/** The increment at which truncation (d^6 f^(7) / 140) and round-off (EPSILON |f| / d) are both near 1e-13 for functions that vary over a unit. */
const INCREMENT = 0.01

/**
 * f'(0) of a buffer-valued function by sixth-order central differences with increment d, and again with 2 d.
 *
 * The error is the largest difference of the two, 63 times the truncation error where that rules, plus `roundings` rounding errors of f / d where round-off does.
 */
export const estimatedDerivative = (
  f: (t: number) => Float64Array,
  roundings: number,
  d = INCREMENT,
): EstimatedDerivative => {
  const [p1, m1, p2, m2, p3, m3, p4, m4, p6, m6] = [1, -1, 2, -2, 3, -3, 4, -4, 6, -6].map((k) => f(k * d))
  const near = p1.map((_, k) => (45 * (p1[k] - m1[k]) - 9 * (p2[k] - m2[k]) + (p3[k] - m3[k])) / (60 * d))
  const far = p1.map((_, k) => (45 * (p2[k] - m2[k]) - 9 * (p4[k] - m4[k]) + (p6[k] - m6[k])) / (120 * d))
  return { value: near, error: largestDifference(near, far) + (roundings * EPSILON * lengthOf(p1)) / d }
}
