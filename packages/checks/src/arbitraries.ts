import type { Letter, PartKinds, Scheme } from '@casimir/algebra'
import { normalize, normSquared } from '@casimir/algebra'
import * as fc from 'fast-check'

/**
 * Generators for laws. Numbers are drawn from a grid, k / STEPS of the range, because `fc.double` is uniform over bit
 * patterns: nine draws in ten are below 1e-16, and a law tried on zeros only proves nothing.
 */
const STEPS = 1_000_000

/** How finely the coefficients of a word are cut: eighths add and multiply exactly and often cancel or vanish. */
const EIGHTHS = 8

/**
 * A number on an even grid over [-range, range].
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(gridNumber(2), 100).every((x) => Math.abs(x) <= 2) // => true
 */
export const gridNumber = (range = 1): fc.Arbitrary<number> =>
  fc.integer({ min: -STEPS, max: STEPS }).map((k) => (range * k) / STEPS)

/**
 * A vector of `length` grid numbers.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(gridVector(3), 1)[0]?.length // => 3
 */
export const gridVector = (length: number, range = 1): fc.Arbitrary<Float64Array> =>
  fc.array(gridNumber(range), { minLength: length, maxLength: length }).map((xs) => Float64Array.from(xs))

/**
 * Unit-norm complex amplitudes on `levels` levels, interleaved (2 levels numbers).
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(amplitudes(2), 1)[0]?.length // => 4
 */
export const amplitudes = (levels: number): fc.Arbitrary<Float64Array> =>
  gridVector(2 * levels)
    .filter((psi) => normSquared(psi, 0, levels) > 0)
    .map((psi) => {
      const unit = psi.slice()
      normalize(unit, 0, levels)
      return unit
    })

/**
 * Any complex n x n matrix with entries of real and imaginary part within `range`, row-major interleaved.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(complexMatrix(3), 1)[0]?.length // => 18
 */
export const complexMatrix = (n: number, range = 1): fc.Arbitrary<Float64Array> => gridVector(2 * n * n, range)

/**
 * A Hermitian n x n matrix with entries of real and imaginary part within `range`, row-major interleaved.
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
        m[2 * (k * n + j) + 1] = -m[2 * (j * n + k) + 1]
      }
    }
    return m
  })

/**
 * `count` positive, unequal weights that sum to 1 to round-off.
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

/**
 * A word of at most `longest` letters over the given parts, with coefficients in eighths from -1 to 1; letters of parts
 * that are `neither` are starred half of the time.
 *
 * Eighths are exact in floating point, so laws of words hold exactly, and zero and cancelling coefficients are common.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(word({ A: 'exact', B: 'exact' }, 3), 20).every((w) => w.length <= 3) // => true
 */
export const word = <K extends string>(kinds: PartKinds<K>, longest = 8): fc.Arbitrary<Scheme<K>> => {
  const parts = Object.keys(kinds) as K[]
  const letters = fc
    .record({
      part: fc.constantFrom(...parts),
      eighths: fc.integer({ min: -EIGHTHS, max: EIGHTHS }),
      starred: fc.boolean(),
    })
    .map(({ part, eighths, starred }): Letter<K> => {
      const coefficient = eighths / EIGHTHS
      return starred && kinds[part] === 'neither' ? { part, coefficient, adjoint: true } : { part, coefficient }
    })
  return fc.array(letters, { maxLength: longest })
}
