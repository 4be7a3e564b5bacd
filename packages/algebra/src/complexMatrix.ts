import type { Reading, Writing } from './Reading.ts'

/**
 * Flat complex n x n matrices: row-major, real and imaginary parts interleaved, entry (j, k) at `2 (j n + k)`.
 *
 * Every kernel takes the output first; of those that write a matrix only `conjugateTranspose` allows it to be an input.
 */

/**
 * out = x y for n x n complex matrices.
 *
 * Assumes `out` is neither `x` nor `y` (not checked). Cost: n^3 complex multiplications.
 *
 * @example
 * const i = new Float64Array([0, 1])
 * const out = new Float64Array(2)
 * multiply(out, i, i, 1)
 * out[0] // => -1
 */
export const multiply = (out: Writing, x: Reading, y: Reading, n: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let l = 0; l < n; l++) {
        const a = 2 * (j * n + l)
        const b = 2 * (l * n + k)
        re += x[a] * y[b] - x[a + 1] * y[b + 1]
        im += x[a] * y[b + 1] + x[a + 1] * y[b]
      }
      const o = 2 * (j * n + k)
      out[o] = re
      out[o + 1] = im
    }
}

/**
 * out = x^+, the conjugate transpose; `out` may be `x`.
 *
 * @example
 * const out = new Float64Array([0, 1])
 * conjugateTranspose(out, out, 1)
 * out[1] // => -1
 */
export const conjugateTranspose = (out: Writing, x: Reading, n: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      const a = 2 * (j * n + k)
      const b = 2 * (k * n + j)
      const aRe = x[a]
      const aIm = x[a + 1]
      const bRe = x[b]
      const bIm = x[b + 1]
      out[a] = bRe
      out[a + 1] = -bIm
      out[b] = aRe
      out[b + 1] = -aIm
    }
}

/**
 * out = [x, y] = x y - y x.
 *
 * Assumes `out` is neither `x` nor `y` (not checked). Cost: 2 n^3 complex multiplications.
 *
 * @example
 * const sx = new Float64Array([0, 0, 1, 0, 1, 0, 0, 0])
 * const sz = new Float64Array([1, 0, 0, 0, 0, 0, -1, 0])
 * const out = new Float64Array(8)
 * commutator(out, sz, sx, 2)
 * out[2] // => 2
 */
export const commutator = (out: Writing, x: Reading, y: Reading, n: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let l = 0; l < n; l++) {
        const a = 2 * (j * n + l)
        const b = 2 * (l * n + k)
        re += x[a] * y[b] - x[a + 1] * y[b + 1] - y[a] * x[b] + y[a + 1] * x[b + 1]
        im += x[a] * y[b + 1] + x[a + 1] * y[b] - y[a] * x[b + 1] - y[a + 1] * x[b]
      }
      const o = 2 * (j * n + k)
      out[o] = re
      out[o + 1] = im
    }
}

/**
 * out = m x: a matrix from `mAt` on applied to a vector from `xAt` on.
 *
 * Assumes the output does not overlap the vector (not checked). Cost: n^2 complex multiplications.
 *
 * @example
 * const out = new Float64Array(2)
 * applyMatrix(out, 0, new Float64Array([0, 1]), 0, new Float64Array([2, 0]), 0, 1)
 * out[1] // => 2
 */
export const applyMatrix = (
  out: Writing,
  outAt: number,
  m: Reading,
  mAt: number,
  x: Reading,
  xAt: number,
  n: number,
): void => {
  for (let j = 0; j < n; j++) {
    let re = 0
    let im = 0
    for (let k = 0; k < n; k++) {
      const a = mAt + 2 * (j * n + k)
      const b = xAt + 2 * k
      re += m[a] * x[b] - m[a + 1] * x[b + 1]
      im += m[a] * x[b + 1] + m[a + 1] * x[b]
    }
    out[outAt + 2 * j] = re
    out[outAt + 2 * j + 1] = im
  }
}

/**
 * The real number <x| m |x> for a Hermitian matrix m from `mAt` on and a vector x from `xAt` on.
 *
 * Assumes m is Hermitian (not checked): only its diagonal's real part and its upper triangle are read.
 *
 * @example
 * expectation(new Float64Array([3, 0]), 0, new Float64Array([2, 0]), 0, 1) // => 12
 */
export const expectation = (m: Reading, mAt: number, x: Reading, xAt: number, n: number): number => {
  let sum = 0
  for (let j = 0; j < n; j++) {
    const xr = x[xAt + 2 * j]
    const xi = x[xAt + 2 * j + 1]
    sum += m[mAt + 2 * (j * n + j)] * (xr * xr + xi * xi)
    for (let k = j + 1; k < n; k++) {
      const yr = x[xAt + 2 * k]
      const yi = x[xAt + 2 * k + 1]
      const a = mAt + 2 * (j * n + k)
      sum += 2 * (m[a] * (xr * yr + xi * yi) - m[a + 1] * (xr * yi - xi * yr))
    }
  }
  return sum
}
