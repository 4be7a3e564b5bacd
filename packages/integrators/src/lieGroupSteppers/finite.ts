import type { Reading } from '@casimir/algebra'

/** Whether no number of the buffer is NaN or infinite. */
export const finite = (x: Reading): boolean => {
  for (let k = 0; k < x.length; k++) if (!Number.isFinite(x[k])) return false
  return true
}
