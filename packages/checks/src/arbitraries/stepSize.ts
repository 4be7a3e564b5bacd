import * as fc from 'fast-check'

const PARTS = 64

/**
 * A step between largest/64 and `largest`, in even parts of largest/64; shrinks to `largest`, which is the number that whoever reads the case knows.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(stepSize(0.5), 20).every((h) => h > 0 && h <= 0.5) // => true
 */
export const stepSize = (largest: number): fc.Arbitrary<number> =>
  fc.nat(PARTS - 1).map((k) => (largest * (PARTS - k)) / PARTS)
