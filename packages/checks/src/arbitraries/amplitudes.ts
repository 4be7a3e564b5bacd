import { normalize, normSquared } from '@casimir/algebra'
import type * as fc from 'fast-check'
import { gridVector } from './gridVector.ts'

/**
 * Unit-norm complex amplitudes on `levels` levels, interleaved (2 levels numbers); shrinks to level 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(amplitudes(2), 1)[0]?.length // => 4
 */
export const amplitudes = (levels: number): fc.Arbitrary<Float64Array> =>
  gridVector(2 * levels).map((psi) => {
    const unit = psi.slice()
    if (normSquared(unit, 0, levels) === 0) unit[0] = 1
    normalize(unit, 0, levels)
    return unit
  })
