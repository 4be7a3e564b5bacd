import type { InnerProductSpace } from './Functional.ts'

/**
 * R^size with the dot product.
 *
 * @example
 * euclideanSpace(2).pair(Float64Array.of(1, 2), Float64Array.of(3, 4)) // => 11
 */
export const euclideanSpace = (size: number): InnerProductSpace => ({
  name: `R^${size}`,
  size,
  pair: (x, y) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += x[i] * y[i]
    return sum
  },
})
