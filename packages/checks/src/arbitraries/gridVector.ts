import * as fc from 'fast-check'
import { gridNumber } from './gridNumber.ts'

/**
 * A vector of `length` grid numbers; shrinks to eighths and zeros.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(gridVector(3), 1)[0]?.length // => 3
 */
export const gridVector = (length: number, range = 1): fc.Arbitrary<Float64Array> =>
  fc.array(gridNumber(range), { minLength: length, maxLength: length }).map((xs) => Float64Array.from(xs))
