import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'
import type { SamplingSpec } from '../spec/Spec.ts'
import { normalQuantile } from './normalQuantile.ts'

/** Weighted points of a standard normal distribution in `dimension` coordinates, point-major. */
export interface NormalSample {
  readonly weights: Float64Array
  readonly points: Float64Array
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]

/** The most coordinates Halton points can have here. */
export const MOST_HALTON_COORDINATES = PRIMES.length

/** How far the lattice reaches, in standard deviations: the probability outside is 1e-5 per coordinate. */
const REACH = 4.5

/** Van der Corput's radical inverse of a positive whole number. */
const radicalInverse = (index: number, base: number): number => {
  let digit = 1 / base
  let sum = 0
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    sum += digit * (rest % base)
    digit /= base
  }
  return sum
}

const equal = (count: number): Float64Array => new Float64Array(count).fill(1 / count)

const halton = (dimension: number, count: number): NormalSample => {
  if (dimension > PRIMES.length)
    throw new Error(
      `halton: ${dimension} coordinates asked, ${PRIMES.length} are possible; use sampling: random for more.`,
    )
  const points = new Float64Array(count * dimension)
  for (let a = 0; a < count; a++)
    for (let k = 0; k < dimension; k++) points[a * dimension + k] = normalQuantile(radicalInverse(a + 1, PRIMES[k]))
  return { weights: equal(count), points }
}

const random = (dimension: number, count: number, seed: number): NormalSample => {
  const generator = mersenne(seed)
  const points = new Float64Array(count * dimension)
  for (let k = 0; k < points.length; k++) {
    let u = uniformFloat64(generator)
    while (u === 0) u = uniformFloat64(generator)
    points[k] = normalQuantile(u)
  }
  return { weights: equal(count), points }
}

const lattice = (dimension: number, count: number): NormalSample => {
  const perAxis = Math.max(1, Math.round(count ** (1 / dimension)))
  const total = perAxis ** dimension
  const points = new Float64Array(total * dimension)
  const weights = new Float64Array(total)
  for (let a = 0; a < total; a++) {
    let square = 0
    for (let k = 0, rest = a; k < dimension; k++, rest = Math.floor(rest / perAxis)) {
      const x = perAxis === 1 ? 0 : REACH * ((2 * (rest % perAxis) + 1) / perAxis - 1)
      points[a * dimension + k] = x
      square += x * x
    }
    weights[a] = Math.exp(-square / 2)
  }
  const sum = weights.reduce((s, w) => s + w, 0)
  return { weights: weights.map((w) => w / sum), points }
}

/**
 * Samples a standard normal distribution.
 *
 * `halton`: Halton points, bases 2, 3, 5, .. from index 1, equal weights, no seed. `random`: MT19937 from `seed`,
 * equal weights. `lattice`: round(particles^(1/dimension)) cell midpoints per coordinate out to 4.5 standard deviations, weighted by the
 * density.
 *
 * The number of points is `particles` but for a lattice, which has the nearest whole power. Weights sum to 1.
 *
 * @example
 * standardNormal(2, { particles: 3, sampling: 'halton', seed: 1 }).points[0] // => 0
 */
export const standardNormal = (dimension: number, { particles, sampling, seed }: SamplingSpec): NormalSample => {
  if (sampling === 'halton') return halton(dimension, particles)
  return sampling === 'random' ? random(dimension, particles, seed) : lattice(dimension, particles)
}
