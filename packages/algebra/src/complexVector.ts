import type { Reading, Writing } from './Reading.ts'

/**
 * The squared norm sum_j |x_j|^2 of n interleaved complex numbers from `at` on.
 *
 * @example
 * normSquared(new Float64Array([3, 4]), 0, 1) // => 25
 */
export const normSquared = (x: Reading, at: number, n: number): number => {
  let sum = 0
  for (let k = at; k < at + 2 * n; k++) sum += x[k] * x[k]
  return sum
}

/**
 * Scales n interleaved complex numbers from `at` on to unit norm, in place, and returns the norm they had.
 *
 * Assumes a non-zero vector; a zero one is left as it is and 0 returned.
 *
 * @example
 * normalize(new Float64Array([3, 4]), 0, 1) // => 5
 */
export const normalize = (x: Writing, at: number, n: number): number => {
  const norm = Math.sqrt(normSquared(x, at, n))
  if (norm > 0) for (let k = at; k < at + 2 * n; k++) x[k] /= norm
  return norm
}
