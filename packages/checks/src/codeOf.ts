const numeral = (x: number): string => (Object.is(x, -0) ? '-0' : String(x))

/**
 * Writes a value as the TypeScript that makes it: numbers, strings, arrays, `Float64Array`s and records of these.
 *
 * Numbers come back bit by bit. Errors: throws for a function or anything else that is no data.
 *
 * @example
 * codeOf({ h: 0.5, psi: Float64Array.of(1, -0), word: [{ part: 'A' }] }) // => "{ h: 0.5, psi: Float64Array.of(1, -0), word: [{ part: 'A' }] }"
 */
export const codeOf = (value: unknown): string => {
  if (typeof value === 'number') return numeral(value)
  if (typeof value === 'string') return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`
  if (typeof value === 'boolean' || value === undefined || value === null) return String(value)
  if (value instanceof Float64Array) return `Float64Array.of(${Array.from(value, numeral).join(', ')})`
  if (Array.isArray(value)) return `[${value.map(codeOf).join(', ')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    const named = ([key, v]: [string, unknown]): string => `${/^\w+$/.test(key) ? key : codeOf(key)}: ${codeOf(v)}`
    return entries.length === 0 ? '{}' : `{ ${entries.map(named).join(', ')} }`
  }
  throw new Error(`codeOf: a ${typeof value} is no data; give numbers, strings, arrays and records of them.`)
}
