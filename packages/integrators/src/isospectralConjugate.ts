import type { Reading, Writing } from '@casimir/algebra'

/**
 * Prepares out = u x u^+ for n x n matrices, x Hermitian; the result is Hermitian exactly: its lower triangle is the mirrored upper one.
 *
 * Layout: `u` holds its columns one after the other, entry (j, k) at `uAt + 2 (k n + j)`; x and out are row-major. `out` may be `x`.
 */
export const isospectralConjugate = (
  n: number,
): ((out: Writing, outAt: number, u: Reading, uAt: number, x: Reading, xAt: number) => void) => {
  const half = new Float64Array(2 * n * n)
  return (out, outAt, u, uAt, x, xAt) => {
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        let re = 0
        let im = 0
        for (let l = 0; l < n; l++) {
          const a = uAt + 2 * (l * n + j)
          const b = xAt + 2 * (l * n + k)
          re += u[a] * x[b] - u[a + 1] * x[b + 1]
          im += u[a] * x[b + 1] + u[a + 1] * x[b]
        }
        half[2 * (j * n + k)] = re
        half[2 * (j * n + k) + 1] = im
      }
    for (let j = 0; j < n; j++)
      for (let k = j; k < n; k++) {
        let re = 0
        let im = 0
        for (let l = 0; l < n; l++) {
          const a = 2 * (j * n + l)
          const b = uAt + 2 * (l * n + k)
          re += half[a] * u[b] + half[a + 1] * u[b + 1]
          im += half[a + 1] * u[b] - half[a] * u[b + 1]
        }
        out[outAt + 2 * (j * n + k)] = re
        out[outAt + 2 * (j * n + k) + 1] = j === k ? 0 : im
        out[outAt + 2 * (k * n + j)] = re
        out[outAt + 2 * (k * n + j) + 1] = j === k ? 0 : -im
      }
  }
}
