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

/** The most samples that are added at once. */
export const MOST_ROWS = 256

/** Adds samples to a mean and its spread, some at a time. */
export interface SpreadSum {
  /** Makes the mean and the spread those of no sample. */
  readonly clear: (mean: Observation) => void
  /** Takes `count` more samples, at most `MOST_ROWS` (not checked), blocks of observations one behind the other; they are overwritten. */
  readonly add: (mean: Observation, samples: Float64Array, count: number) => void
}

/**
 * Column by column: the mean of its rows into `centre`, rows become what they differ by from it, squares += the sum of its squares.
 *
 * The mean is summed as differences from the first row, so that equal rows have no spread. Two sums each, of every other row, since an addition waits for the one before.
 */
const centreRows = (rows: Float64Array, count: number, centre: Float64Array, squares: Float64Array): void => {
  const size = centre.length
  const end = size * count
  const pairs = end - (count % 2) * size
  for (let k = 0; k < size; k++) {
    const first = rows[k]
    let even = pairs < end ? rows[pairs + k] - first : 0
    let odd = 0
    for (let at = k; at < pairs; at += 2 * size) {
      even += rows[at] - first
      odd += rows[at + size] - first
    }
    const mean = first + (even + odd) / count
    even = 0
    odd = 0
    for (let at = k; at < pairs; at += 2 * size) {
      const x = rows[at] - mean
      const y = rows[at + size] - mean
      rows[at] = x
      rows[at + size] = y
      even += x * x
      odd += y * y
    }
    if (pairs < end) {
      rows[pairs + k] -= mean
      even += rows[pairs + k] * rows[pairs + k]
    }
    centre[k] = mean
    squares[k] += even + odd
  }
}

/** C += f sum of u u^T over `count` packed differences, below and on the diagonal; two sums as in `centreRows`. */
const addProducts = (c: Float64Array, f: number, packed: Float64Array, m: number, count: number): void => {
  const end = m * count
  const pairs = end - (count % 2) * m
  for (let i = 0; i < m; i++)
    for (let j = 0; j <= i; j++) {
      let even = pairs < end ? packed[pairs + i] * packed[pairs + j] : 0
      let odd = 0
      for (let at = 0; at < pairs; at += 2 * m) {
        even += packed[at + i] * packed[at + j]
        odd += packed[at + m + i] * packed[at + m + j]
      }
      c[i * m + j] += f * (even + odd)
    }
}

/** Above the diagonal what is below it. */
const mirror = (c: Float64Array, m: number): void => {
  for (let i = 0; i < m; i++) for (let j = 0; j < i; j++) c[j * m + i] = c[i * m + j]
}

/**
 * Prepares the mean and spread of equally weighted samples: by two passes over those given together, pooled with those before, so that no sum of squares is ever subtracted
 * from another.
 *
 * Source: T. F. Chan, G. H. Golub and R. J. LeVeque, Am. Stat. 37, 242 (1983). Cost: two passes over the samples and n^4 multiplications each; allocates only here.
 */
export const spreadSum = (shape: ObservationShape, spread: Spread): SpreadSum => {
  const packing = hermitianPacking(shape.levels)
  const m = packing.size
  const { places, size } = observationLayout(shape)
  const centre = new Float64Array(size)
  const packed = new Float64Array(m * MOST_ROWS)
  const matrices = (['density', 'adiabaticDensity'] as const).map((name) => ({
    at: places[name].at,
    sum: spread[name],
  }))
  const { squares } = spread
  let before = 0

  const addMatrices = (differences: Float64Array, f: number, count: number): void => {
    for (let i = 0; i < matrices.length; i++) {
      const { at, sum } = matrices[i]
      for (let a = 0; a < count; a++) packing.pack(packed, m * a, differences, size * a + at)
      addProducts(sum, f, packed, m, count)
    }
  }

  return {
    clear: (mean) => {
      before = 0
      mean.block.fill(0)
      for (const sum of [spread.squares, spread.density, spread.adiabaticDensity]) sum.fill(0)
    },
    add: ({ block: mean }, samples, count) => {
      centreRows(samples, count, centre, squares)
      addMatrices(samples, 1, count)
      const all = before + count
      const f = (before * count) / all
      const share = count / all
      for (let k = 0; k < size; k++) {
        const d = centre[k] - mean[k]
        centre[k] = d
        mean[k] += share * d
        squares[k] += f * d * d
      }
      addMatrices(centre, f, 1)
      for (let i = 0; i < matrices.length; i++) mirror(matrices[i].sum, m)
      before = all
    },
  }
}
