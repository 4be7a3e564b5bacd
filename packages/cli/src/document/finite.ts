/** Plain data for JSON in which every number is finite or null, and how many had to become null. */
export interface Finite {
  readonly value: unknown
  readonly replaced: number
}

/**
 * Copies plain data with NaN and infinities replaced by null, which JSON would otherwise do without a word.
 *
 * @example
 * finite({ x: [1, Number.NaN] }) // => { value: { x: [1, null] }, replaced: 1 }
 */
export const finite = (data: unknown): Finite => {
  let replaced = 0
  const copy = (value: unknown): unknown => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      replaced++
      return null
    }
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, copy(entry)]),
    )
  }
  return { value: copy(data), replaced }
}
