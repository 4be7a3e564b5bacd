const TOLERANCE = 1e-9

const tidy = (x: number): number => Number(x.toPrecision(12))

/** How often `unit` fits into `x` when that is a whole number of times, to 1e-9 relative; else `undefined`. */
export const wholeMultiple = (x: number, unit: number): number | undefined => {
  const times = Math.round(x / unit)
  return Math.abs(x / unit - times) <= TOLERANCE * Math.abs(times) ? times : undefined
}

/** The multiple of `unit` that is nearest to `x`, and at least `least` times the unit. */
export const nearestMultiple = (x: number, unit: number, least = 1): number =>
  tidy(Math.max(least, Math.round(x / unit)) * unit)

/** The largest number up to `most` of which `x` is a whole multiple. */
export const largestDivisor = (x: number, most: number): number =>
  x / Math.max(1, Math.ceil((x / most) * (1 - TOLERANCE)))

/** The same, rounded for a message. */
export const nearestDivisor = (x: number, most: number): number => tidy(largestDivisor(x, most))
