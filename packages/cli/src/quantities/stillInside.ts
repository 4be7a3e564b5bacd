import type { RunResult } from '@casimir/experiments'

/** More probability than this within the region of interaction, and a scattering is not over. */
const MOST_INSIDE = 1e-4
/** Whoever has never had this much within it has not arrived yet. */
const ARRIVED = 0.5

/** What keeps a scattering from being over: so much probability still inside, or that none has come yet. */
export type Inside = number | 'not there yet'

/**
 * The probability still within the region of interaction at the last record when it is too much for T and R to be final; `not there yet` when the packet has not even arrived; else undefined.
 *
 * @example
 * stillInside({ observables: { inside: [0.5, 1, 0.2] } }) // => 0.2
 * stillInside({ observables: { inside: [0.5, 1, 0] } }) // => undefined
 * stillInside({ observables: { inside: [0, 0] } }) // => 'not there yet'
 */
export const stillInside = ({ observables: { inside } }: Pick<RunResult, 'observables'>): Inside | undefined => {
  const last = inside?.at(-1)
  if (inside === undefined || last === undefined) return undefined
  if (inside.every((probability) => probability < ARRIVED)) return 'not there yet'
  return last <= MOST_INSIDE ? undefined : last
}
