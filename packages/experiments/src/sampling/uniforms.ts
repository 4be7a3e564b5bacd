import { lazyMersenne } from './lazyMersenne.ts'

/**
 * A stream of uniform numbers in (0, 1), 53 bits each: 26 and 27 bits of two outputs of MT19937 started from `seed`; 0 is drawn again. `state` as there.
 *
 * @example
 * const next = uniforms(7)
 * const u = next()
 * u > 0 && u < 1 && next() !== u // => true
 */
export const uniforms = (seed: number, state?: Int32Array<ArrayBuffer>): (() => number) => {
  const next = lazyMersenne(seed, state)
  const draw = (): number => (next() & 0x3ffffff) * 2 ** -26 + (next() & 0x7ffffff) * 2 ** -53
  return () => {
    let u = draw()
    while (u === 0) u = draw()
    return u
  }
}
