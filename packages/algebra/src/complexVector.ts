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

/**
 * Writes the inner product <x|y> = sum_j x_j* y_j of n interleaved complex numbers as two reals at `outAt`.
 *
 * @example
 * const out = new Float64Array(2)
 * innerProduct(out, 0, new Float64Array([0, 1]), 0, new Float64Array([1, 0]), 0, 1)
 * out[1] // => -1
 */
export const innerProduct = (
  out: Writing,
  outAt: number,
  x: Reading,
  xAt: number,
  y: Reading,
  yAt: number,
  n: number,
): void => {
  let re = 0
  let im = 0
  for (let j = 0; j < 2 * n; j += 2) {
    const xRe = x[xAt + j]
    const xIm = x[xAt + j + 1]
    const yRe = y[yAt + j]
    const yIm = y[yAt + j + 1]
    re += xRe * yRe + xIm * yIm
    im += xRe * yIm - xIm * yRe
  }
  out[outAt] = re
  out[outAt + 1] = im
}
