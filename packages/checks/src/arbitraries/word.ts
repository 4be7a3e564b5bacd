import type { Letter, PartKinds, Scheme } from '@casimir/algebra'
import * as fc from 'fast-check'

/** How finely the coefficients of a word are cut: eighths add and multiply exactly and often cancel or vanish. */
const EIGHTHS = 8

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
