import type { Measured } from '../Law.ts'

/** The spacing of doubles at 1. */
export const EPSILON = Number.EPSILON

/** The Euclidean length of a buffer, which bounds every entry and every norm of a matrix it holds. */
export const lengthOf = (x: ArrayLike<number>): number => {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += x[k] * x[k]
  return Math.sqrt(sum)
}

/** The largest difference of two buffers, NaN when an entry is, infinite when their lengths differ. */
export const largestDifference = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  if (x.length !== y.length) return Number.POSITIVE_INFINITY
  let most = 0
  for (let k = 0; k < x.length; k++) most = Math.max(most, Math.abs(x[k] - y[k]))
  return most
}

/** Two buffers compared: equal to `roundings` relative rounding errors of numbers of the given size. */
export const approximately = (
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  size: number,
  roundings: number,
): Measured => ({ defect: largestDifference(x, y), tolerance: roundings * EPSILON * size })

/** The measurement that exceeds its tolerance by most; one that is not a number is worst of all. */
export const worst = (...all: ReadonlyArray<Measured>): Measured => {
  const excess = ({ defect, tolerance }: Measured): number => {
    if (Number.isNaN(defect) || Number.isNaN(tolerance)) return Number.POSITIVE_INFINITY
    return defect === 0 ? 0 : defect / tolerance
  }
  return all.reduce((most, next) => (excess(next) > excess(most) ? next : most))
}

/** Every entry is bit by bit the same, but that 0 and -0 count as one; the defect is the number of entries that are not. */
export const bitwise = (x: ArrayLike<number>, y: ArrayLike<number>): Measured => {
  let wrong = Math.abs(x.length - y.length)
  for (let k = 0; k < Math.min(x.length, y.length); k++) if (!Object.is(x[k] + 0, y[k] + 0)) wrong += 1
  return { defect: wrong, tolerance: 0 }
}

/** Several counts of wrong entries as one. */
export const allOf = (counts: ReadonlyArray<Measured>): Measured => ({
  defect: counts.reduce((sum, { defect }) => sum + defect, 0),
  tolerance: 0,
})
