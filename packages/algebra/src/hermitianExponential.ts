import { hermitianEigen } from './hermitianEigen.ts'
import type { Reading, Writing } from './Reading.ts'

/** Writes exp(-i t M) for the Hermitian matrix M from `at` on. */
export type HermitianExponential = (out: Writing, outAt: number, matrix: Reading, at: number, t: number) => void

/**
 * Prepares U = exp(-i t M) = V diag(exp(-i t E)) V^+ for Hermitian n x n matrices; unitary to round-off for any t.
 *
 * Layout: row-major interleaved, `out` from `outAt` on; `out` may be `matrix`. Assumes M is Hermitian (not checked).
 *
 * Cost: one eigendecomposition and n^3 complex multiplications. Allocates only here.
 *
 * @example
 * const out = new Float64Array(2)
 * hermitianExponential(1)(out, 0, new Float64Array([Math.PI, 0]), 0, 1)
 * out[0] // => -1
 */
export const hermitianExponential = (n: number): HermitianExponential => {
  const eigen = hermitianEigen(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(2 * n * n)
  const phases = new Float64Array(2 * n)
  return (out, outAt, matrix, at, t) => {
    eigen(values, vectors, matrix, at)
    for (let l = 0; l < n; l++) {
      phases[2 * l] = Math.cos(t * values[l])
      phases[2 * l + 1] = -Math.sin(t * values[l])
    }
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        let re = 0
        let im = 0
        for (let l = 0; l < n; l++) {
          const a = 2 * (j * n + l)
          const b = 2 * (k * n + l)
          const vRe = vectors[a] * vectors[b] + vectors[a + 1] * vectors[b + 1]
          const vIm = vectors[a + 1] * vectors[b] - vectors[a] * vectors[b + 1]
          re += vRe * phases[2 * l] - vIm * phases[2 * l + 1]
          im += vRe * phases[2 * l + 1] + vIm * phases[2 * l]
        }
        out[outAt + 2 * (j * n + k)] = re
        out[outAt + 2 * (j * n + k) + 1] = im
      }
  }
}
