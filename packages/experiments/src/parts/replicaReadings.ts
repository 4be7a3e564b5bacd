import type { DerivedReadings } from '../observables/readObservables.ts'
import { derivedOf } from '../observables/readObservables.ts'
import type { PartResult } from './Part.ts'

/** Means over replicas, and their standard errors. */
export interface ReplicaReadings {
  readonly means: DerivedReadings
  readonly errors: DerivedReadings
}

/** The mean of a few numbers and its standard error, by two passes. */
const meanAndError = (values: ReadonlyArray<number>): readonly [mean: number, error: number] => {
  const n = values.length
  const mean = values.reduce((sum, x) => sum + x, 0) / n
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return [mean, Math.sqrt(squares / (n * (n - 1)))]
}

/**
 * Purities and coherences of replicas: the mean of what each one has, and the spread of that.
 *
 * Not those of the mean density matrix, which is a mixture of what the replicas became: mean-field keeps every replica pure, and where replicas drift apart their mixture is not.
 */
export const replicaReadings = (parts: ReadonlyArray<PartResult>): ReplicaReadings => {
  const { shape } = parts[0]
  const readings = parts.map(({ means }) => derivedOf({ shape, means }))
  const pairs = (shape.levels * (shape.levels - 1)) / 2
  const of = (which: 0 | 1): DerivedReadings => ({
    purity: (record) => meanAndError(readings.map(({ purity }) => purity(record)))[which],
    coherence: (record, name) => {
      const all = readings.map(({ coherence }) => coherence(record, name))
      return Array.from({ length: pairs }, (_, k) => meanAndError(all.map((one) => one[k]))[which])
    },
  })
  return { means: of(0), errors: of(1) }
}
