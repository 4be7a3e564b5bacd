import { hermitianExponential } from '@casimir/algebra'
import type * as fc from 'fast-check'
import { hermitian } from './hermitian.ts'

/**
 * A unitary n x n matrix exp(-i M), M Hermitian with entries within `angle`, row-major interleaved; shrinks to the identity.
 *
 * Unitary to round-off. With the default angle pi the eigenphases go all around the circle.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(unitaryMatrix(1), 20).every(([re, im]) => Math.abs(re * re + im * im - 1) < 1e-14) // => true
 */
export const unitaryMatrix = (n: number, angle = Math.PI): fc.Arbitrary<Float64Array> => {
  const exponential = hermitianExponential(n)
  return hermitian(n, angle).map((m) => {
    const u = new Float64Array(2 * n * n)
    exponential(u, 0, m, 0, 1)
    return u
  })
}
