import type * as fc from 'fast-check'
import { gridVector } from './gridVector.ts'

/**
 * Any complex n x n matrix with entries of real and imaginary part within `range`, row-major interleaved; shrinks to 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(complexMatrix(3), 1)[0]?.length // => 18
 */
export const complexMatrix = (n: number, range = 1): fc.Arbitrary<Float64Array> => gridVector(2 * n * n, range)
