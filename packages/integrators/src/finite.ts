import type { Reading } from '@casimir/algebra'

/** Whether every number is finite, without a branch a number. */
export const finite = (x: Reading): boolean => {
  let zero = 0
  for (let k = 0; k < x.length; k++) zero += 0 * x[k]
  return zero === 0
}
