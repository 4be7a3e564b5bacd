import type { HybridState } from '@casimir/algebra'
import { normSquared } from '@casimir/algebra'
import type { Observation, ObservationShape } from '../observables/Observation.ts'
import { observationLayout } from '../observables/Observation.ts'
import { allocateSpread, MOST_ROWS, spreadSum } from '../observables/Spread.ts'
import type { Propagation } from '../Propagation.ts'

/** An ensemble of trajectories, and what single ones say. */
export interface EnsembleOptions {
  readonly shape: ObservationShape
  readonly state: HybridState
  readonly weights: Float64Array
  /** Whether they are independent samples, which weigh the same but for some of weight 0. */
  readonly independent: boolean
  /** Writes what trajectory a says as a block of observations from `from` on. */
  readonly read: (out: Float64Array, from: number, a: number) => void
}

/**
 * Prepares means over an ensemble of what its trajectories say: weighted sums, or of independent ones the mean and their spread.
 *
 * Trajectories of weight 0 are not read, and count in nothing but `normDrift`, the largest change of any norm since now.
 */
export const ensembleMeans = (options: EnsembleOptions): Pick<Propagation, 'observe' | 'scatter'> => {
  const { shape, state, weights, independent, read } = options
  const { levels } = shape
  const { size } = observationLayout(shape)
  const N = weights.length
  const samples = independent ? weights.reduce((count, w) => (w > 0 ? count + 1 : count), 0) : 0
  const rows = new Float64Array(size * Math.max(1, Math.min(samples, MOST_ROWS)))
  const spread = allocateSpread(shape)
  const sum = spreadSum(shape, spread)
  const normOf = (a: number): number => normSquared(state.psi, 2 * levels * a, levels)
  const startNorms = Float64Array.from(weights, (_, a) => normOf(a))

  const observe = (out: Observation): void => {
    sum.clear(out)
    out.normDrift = 0
    let waiting = 0
    for (let a = 0; a < N; a++) {
      const drift = Math.abs(normOf(a) - startNorms[a])
      if (!(drift <= out.normDrift)) out.normDrift = drift
      if (weights[a] === 0) continue
      read(rows, size * waiting, a)
      if (!independent) for (let k = 0; k < size; k++) out.block[k] += weights[a] * rows[k]
      else if (++waiting === MOST_ROWS) {
        sum.add(out, rows, waiting)
        waiting = 0
      }
    }
    if (waiting > 0) sum.add(out, rows, waiting)
  }

  return { observe, ...(independent && { scatter: { samples, spread } }) }
}
