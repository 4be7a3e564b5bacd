import { lengthOf } from './approximate.ts'

/** What a law of groups is tried on: three elements of the algebra and two numbers in [-1, 1]. */
export interface GroupDraw {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
  readonly s: number
  readonly t: number
}

/**
 * Relative rounding errors that a law of a handful of operations may add up to: products of small matrices, an eigendecomposition or a series for exp. The worst
 * seen on the library's groups is a tenth of it.
 */
export const ROUNDINGS = 64

/** prod (1 + |x|), which bounds every product of some of the factors. */
export const sizeOf = (...factors: ReadonlyArray<Float64Array>): number =>
  factors.reduce((size, x) => size * (1 + lengthOf(x)), 1)
