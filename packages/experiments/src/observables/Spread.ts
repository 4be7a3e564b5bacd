import type { HermitianPacking } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import type { Observation, ObservationShape } from './Observation.ts'
import { observationLayout } from './Observation.ts'

/**
 * How independent samples scatter about their mean: sums over samples of squares, and of products for the two density matrices.
 *
 * Layout: `squares` as the block of an observation; `density` and `adiabaticDensity` are m x m, m = n^2, row-major, in the packed coordinates of
 * `hermitianPacking`, so that r . r is Tr(rho^2).
 */
export interface Spread {
  readonly squares: Float64Array
  readonly density: Float64Array
  readonly adiabaticDensity: Float64Array
}

/** Allocates a spread, all 0. */
export const allocateSpread = (shape: ObservationShape): Spread => ({
  squares: new Float64Array(observationLayout(shape).size),
  density: new Float64Array(shape.levels ** 4),
  adiabaticDensity: new Float64Array(shape.levels ** 4),
})

/** Adds samples one by one to a mean and its spread. */
export interface SpreadSum {
  /** Makes the mean and the spread those of no sample. */
  readonly clear: (mean: Observation) => void
  /** Takes one more sample. */
  readonly add: (mean: Observation, sample: Observation) => void
}

/** C += f u v^T of packed differences. */
const addProduct = (c: Float64Array, f: number, u: Float64Array): void => {
  const m = u.length
  for (let i = 0; i < m; i++) {
    const fu = f * u[i]
    for (let j = 0; j < m; j++) c[i * m + j] += fu * u[j]
  }
}

/**
 * Prepares the running mean and spread of equally weighted samples, by Welford's recurrence: no sum of squares is ever subtracted from another.
 *
 * Source: B. P. Welford, Technometrics 4, 419 (1962). Cost: one pass over the block and 2 n^4 multiplications a sample; allocates only here.
 */
export const spreadSum = (shape: ObservationShape, spread: Spread): SpreadSum => {
  const packing: HermitianPacking = hermitianPacking(shape.levels)
  const { places, size } = observationLayout(shape)
  const difference = new Float64Array(size)
  const packed = new Float64Array(packing.size)
  const matrices = (['density', 'adiabaticDensity'] as const).map((name) => ({
    at: places[name].at,
    sum: spread[name],
  }))
  const { squares } = spread
  let count = 0
  return {
    clear: (mean) => {
      count = 0
      mean.block.fill(0)
      for (const sum of [spread.squares, spread.density, spread.adiabaticDensity]) sum.fill(0)
    },
    add: ({ block: means }, { block }) => {
      count += 1
      const factor = (count - 1) / count
      const share = 1 / count
      for (let k = 0; k < size; k++) {
        const d = block[k] - means[k]
        difference[k] = d
        means[k] += share * d
        squares[k] += factor * d * d
      }
      for (let i = 0; i < matrices.length; i++) {
        packing.pack(packed, 0, difference, matrices[i].at)
        addProduct(matrices[i].sum, factor, packed)
      }
    },
  }
}
