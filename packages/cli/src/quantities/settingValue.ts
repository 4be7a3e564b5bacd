/** A list of one, as `q: [1.5]`, stands for its entry. */
const bare = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/**
 * What a swept value is as a number; undefined when it is none.
 *
 * @example
 * numberOf([1.5]) // => 1.5
 * numberOf('halton') // => undefined
 */
export const numberOf = (value: unknown): number | undefined => {
  const one = bare(value)
  return typeof one === 'number' && Number.isFinite(one) ? one : undefined
}

/**
 * A swept value as text: numbers and names as they are, all else as JSON.
 *
 * @example
 * settingText([1.5]) // => '1.5'
 * settingText([0, 1]) // => '[0,1]'
 */
export const settingText = (value: unknown): string => {
  const one = bare(value)
  return typeof one === 'string' ? one : typeof one === 'number' ? String(one) : JSON.stringify(one)
}
