import type { RunResult } from '@casimir/experiments'
import { formatNumber } from './formatNumber.ts'

/** What hops are counted from. */
type Counted = Pick<RunResult, 'tallies'> & { readonly counts: Pick<RunResult['counts'], 'particles'> }

/** `tallies.absoluteHopBias` compares the step with twice the step, at order 2: a third of it is the size of the error of the step itself. */
const ERROR_OF_BIAS = 1 / 3

/**
 * The estimated size of the error of the expected number of hops of one trajectory from the time step; undefined for other methods.
 *
 * Of the absolute differences: where the flux changes its sign those with their sign go either way, and their sum says nothing of the error's.
 */
const hopError = ({ tallies, counts }: Counted): number | undefined =>
  tallies?.absoluteHopBias === undefined ? undefined : (tallies.absoluteHopBias * ERROR_OF_BIAS) / counts.particles

/** Hops, frustrated hops, and what the time step adds to them, per trajectory; none for other methods. */
export const hoppingRows = (result: Counted): ReadonlyArray<readonly [name: string, value: string]> => {
  const error = hopError(result)
  const { tallies = {}, counts } = result
  if (error === undefined) return []
  const each = (name: string): string => formatNumber((tallies[name] ?? 0) / counts.particles, 4)
  return [
    ['hops per trajectory', `${each('hops')}, and ${each('frustratedHops')} frustrated`],
    [
      'hop bias per trajectory',
      `${formatNumber(error, 2)}: estimated size of the error of the expected number of hops from the time step`,
    ],
  ]
}
