import { hermitianPacking } from '@casimir/algebra'
import type { ObservationShape } from '../observables/Observation.ts'
import { observationLayout } from '../observables/Observation.ts'
import type { Spread } from '../observables/Spread.ts'
import { allocateSpread } from '../observables/Spread.ts'
import type { PartResult } from './Part.ts'

/** Means and spreads of all samples of the parts added so far, one a record. */
export interface SamplePool {
  readonly add: (part: Pick<PartResult, 'means' | 'spreads' | 'samples'>) => void
  readonly samples: () => number
  readonly means: ReadonlyArray<Float64Array>
  readonly spreads: ReadonlyArray<Spread>
}

/** C += f d d^T of packed differences, then the scatter of the part itself. */
const addScatter = (sum: Float64Array, part: Float64Array | undefined, f: number, d: Float64Array): void => {
  const m = d.length
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) sum[i * m + j] += f * d[i] * d[j] + (part === undefined ? 0 : part[i * m + j])
}

/**
 * Pools the first `records` records of parts: means weighted by their samples, and the spread within and between them.
 *
 * With `squaresOnly` the products of the density matrices are left 0, and all else is the same to the last bit.
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque, Am. Stat. 37, 242 (1983). The order in which parts are added fixes every rounding.
 */
export const samplePool = (shape: ObservationShape, records: number, squaresOnly = false): SamplePool => {
  const { places, size } = observationLayout(shape)
  const packing = hermitianPacking(shape.levels)
  const packed = new Float64Array(packing.size)
  const difference = new Float64Array(size)
  const matrices = squaresOnly ? [] : (['density', 'adiabaticDensity'] as const)
  const means = Array.from({ length: records }, () => new Float64Array(size))
  const spreads = Array.from({ length: records }, () => allocateSpread(shape))
  let samples = 0
  return {
    add: (part) => {
      const all = samples + part.samples
      const f = (samples * part.samples) / all
      for (let record = 0; record < records; record++) {
        const mean = means[record]
        const spread = spreads[record]
        const own = part.means[record]
        const within = part.spreads?.[record]
        for (let k = 0; k < size; k++) {
          const d = own[k] - mean[k]
          difference[k] = d
          mean[k] += (d * part.samples) / all
          spread.squares[k] += f * d * d + (within?.squares[k] ?? 0)
        }
        for (const name of matrices) {
          packing.pack(packed, 0, difference, places[name].at)
          addScatter(spread[name], within?.[name], f, packed)
        }
      }
      samples = all
    },
    samples: () => samples,
    means,
    spreads,
  }
}
