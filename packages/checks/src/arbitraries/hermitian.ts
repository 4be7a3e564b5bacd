import type * as fc from 'fast-check'
import { complexMatrix } from './complexMatrix.ts'

/**
 * A Hermitian n x n matrix with entries of real and imaginary part within `range`, row-major interleaved; shrinks to 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(hermitian(1), 1)[0]?.[1] // => 0
 */
export const hermitian = (n: number, range = 1): fc.Arbitrary<Float64Array> =>
  complexMatrix(n, range).map((entries) => {
    const m = entries.slice()
    for (let j = 0; j < n; j++) {
      m[2 * (j * n + j) + 1] = 0
      for (let k = j + 1; k < n; k++) {
        m[2 * (k * n + j)] = m[2 * (j * n + k)]
        // no -0: it would be in the way of whoever reads a shrunk matrix
        m[2 * (k * n + j) + 1] = 0 - m[2 * (j * n + k) + 1]
      }
    }
    return m
  })
