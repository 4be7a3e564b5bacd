import type { Writing } from './Reading.ts'

/**
 * Names and lengths of the fields of a state, laid end to end in one block.
 *
 * Example: `{ t: 1, q: N, p: N, psi: 2 * n * N }`.
 */
export type Layout<K extends string> = { readonly [key in K]: number }

/**
 * A state: one contiguous block and one kept view per field.
 *
 * Views are for code, the block is for copying, comparing, saving and posting to a worker; both share memory.
 */
export type State<K extends string> = { readonly block: Writing } & { readonly [key in K]: Writing }

/**
 * Allocates a zeroed state for a layout: fields in the order of the layout's keys, no gaps.
 *
 * Layout: `block.length` is the sum of the field lengths, and field k starts where field k-1 ends.
 *
 * Cost: one allocation; call it while building, never in a step.
 *
 * Errors: throws when a length is not a non-negative integer.
 *
 * @example
 * const s = allocate({ q: 1, psi: 4 })
 * s.psi[0] = 1
 * s.block[1] // => 1
 */
export const allocate = <K extends string>(layout: Layout<K>): State<K> => {
  const names = Object.keys(layout) as K[]
  for (const name of names)
    if (!Number.isInteger(layout[name]) || layout[name] < 0)
      throw new Error(`allocate: field '${name}' has length ${layout[name]}; give a non-negative whole number.`)
  const block = new Float64Array(names.reduce((sum, name) => sum + layout[name], 0))
  const state: Record<string, Writing> = { block }
  let start = 0
  for (const name of names) {
    state[name] = block.subarray(start, start + layout[name])
    start += layout[name]
  }
  return state as State<K>
}
