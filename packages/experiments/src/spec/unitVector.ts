const ROUNDING = 1e-12

/**
 * Numbers divided by their Euclidean norm; as they are when that is 1 to 1e-12, so that doing it twice changes nothing;
 * `undefined` when all are zero.
 */
export const unitVector = (values: ReadonlyArray<number>): ReadonlyArray<number> | undefined => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0) return undefined
  const norm = Math.hypot(...values)
  if (Math.abs(norm - 1) <= ROUNDING) return values
  const scaled = values.map((value) => value / largest)
  const length = Math.hypot(...scaled)
  return scaled.map((value) => value / length)
}
