import type { Reading, Writing } from '@casimir/algebra'

/**
 * out = -i [x, y] for Hermitian x and y: the commutator of -i x and -i y, written again as -i times a Hermitian matrix.
 *
 * With P = x y it is -i (P - P^+), exactly Hermitian in floating point too. Assumes x and y Hermitian and `out` neither of them
 * (not checked). Cost: n^3 complex multiplications.
 *
 * @example
 * const sx = new Float64Array([0, 0, 1, 0, 1, 0, 0, 0])
 * const sz = new Float64Array([1, 0, 0, 0, 0, 0, -1, 0])
 * const out = new Float64Array(8)
 * hermitianBracket(out, sz, sx, 2)
 * Array.from(out) // => [0, 0, 0, -2, 0, 2, 0, 0]
 */
export const hermitianBracket = (out: Writing, x: Reading, y: Reading, n: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      let upperRe = 0
      let upperIm = 0
      let lowerRe = 0
      let lowerIm = 0
      for (let l = 0; l < n; l++) {
        const jl = 2 * (j * n + l)
        const lk = 2 * (l * n + k)
        const kl = 2 * (k * n + l)
        const lj = 2 * (l * n + j)
        upperRe += x[jl] * y[lk] - x[jl + 1] * y[lk + 1]
        upperIm += x[jl] * y[lk + 1] + x[jl + 1] * y[lk]
        lowerRe += x[kl] * y[lj] - x[kl + 1] * y[lj + 1]
        lowerIm += x[kl] * y[lj + 1] + x[kl + 1] * y[lj]
      }
      const upper = 2 * (j * n + k)
      const lower = 2 * (k * n + j)
      const re = upperIm + lowerIm
      const im = lowerRe - upperRe
      out[upper] = re
      out[upper + 1] = im
      out[lower] = re
      out[lower + 1] = -im
    }
}
