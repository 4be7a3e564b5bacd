import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/**
 * A stream of uniform numbers in (0, 1), 53 bits each: MT19937 started from `seed`; 0 is drawn again.
 *
 * @example
 * const next = uniforms(7)
 * const u = next()
 * u > 0 && u < 1 && next() !== u // => true
 */
export const uniforms = (seed: number): (() => number) => {
  const generator = mersenne(seed)
  return () => {
    let u = uniformFloat64(generator)
    while (u === 0) u = uniformFloat64(generator)
    return u
  }
}
