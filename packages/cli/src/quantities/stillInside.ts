import type { RunResult } from '@casimir/experiments'

/** More probability than this within the region of interaction, and a scattering is not over. */
const MOST_INSIDE = 1e-4

/** The probability still within the region of interaction at the last record when it is too much for T and R to be final; else undefined. */
export const stillInside = ({ observables: { inside } }: Pick<RunResult, 'observables'>): number | undefined => {
  const last = inside?.at(-1)
  return last !== undefined && !(last <= MOST_INSIDE) ? last : undefined
}
