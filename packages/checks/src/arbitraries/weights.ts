import * as fc from 'fast-check'

/**
 * `count` positive, unequal weights that sum to 1 to round-off; shrinks to equal ones.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(weights(4), 1)[0]?.every((w) => w > 0) // => true
 */
export const weights = (count: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: count, maxLength: count }).map((ks) => {
    const sum = ks.reduce((s, k) => s + k, 0)
    return Float64Array.from(ks, (k) => k / sum)
  })
