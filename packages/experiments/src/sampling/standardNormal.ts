import type { SamplingSpec } from '../spec/Spec.ts'
import { allocateMersenne } from './lazyMersenne.ts'
import { normalQuantile } from './normalQuantile.ts'
import { trajectorySeeds } from './trajectorySeeds.ts'
import { uniforms } from './uniforms.ts'

/** Weighted points of a standard normal distribution in `dimension` coordinates, point-major. */
export interface NormalSample {
  readonly weights: Float64Array
  readonly points: Float64Array
}

/** Which part of an ensemble is sampled: trajectories from `first` on, or a replica of it; all from the first, once, by default. */
export interface SamplePart {
  readonly first?: number
  /** Counted from 0. */
  readonly replica?: number
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

/** Cranley and Patterson's rotation, frac(u + shift), kept off 0. */
const rotated = (u: number, shift: number): number => (u + shift) % 1 || Number.EPSILON

const halton = (dimension: number, count: number, shifts: ReadonlyArray<number> | undefined): NormalSample => {
  if (dimension > PRIMES.length)
    throw new Error(
      `halton: ${dimension} coordinates asked, ${PRIMES.length} are possible; use sampling: random for more.`,
    )
  const points = new Float64Array(count * dimension)
  for (let a = 0; a < count; a++)
    for (let k = 0; k < dimension; k++) {
      const u = radicalInverse(a + 1, PRIMES[k])
      points[a * dimension + k] = normalQuantile(shifts === undefined ? u : rotated(u, shifts[k]))
    }
  return { weights: equal(count), points }
}

const random = (dimension: number, count: number, seeds: Uint32Array): NormalSample => {
  const points = new Float64Array(count * dimension)
  const state = allocateMersenne()
  seeds.forEach((seed, a) => {
    const next = uniforms(seed, state)
    for (let k = 0; k < dimension; k++) points[a * dimension + k] = normalQuantile(next())
  })
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

/** One random shift per coordinate for a replica. */
const shiftsOf = (dimension: number, seed: number, replica: number): ReadonlyArray<number> => {
  const next = uniforms(trajectorySeeds(seed, replica, 1)[0])
  return Array.from({ length: dimension }, next)
}

/**
 * Samples a standard normal distribution.
 *
 * `halton`: Halton points, bases 2, 3, 5, .. from index 1, equal weights, no seed; a replica is shifted by one random number per coordinate
 * (R. Cranley and T. N. L. Patterson, SIAM J. Numer. Anal. 13, 904 (1976)) drawn from its own seed. `random`: trajectory a draws its coordinates from MT19937 started from
 * its own seed (`trajectorySeeds`), equal weights; replica r of N is trajectories rN to rN + N - 1. `lattice`: round(particles^(1/dimension)) cell midpoints per
 * coordinate out to 4.5 standard deviations, weighted by the density; it has no replicas. `const`: every point is the origin.
 *
 * The number of points is `particles` but for a lattice, which has the nearest whole power. Weights sum to 1.
 *
 * Errors: throws when halton is asked for more than 16 coordinates, or a lattice for replicas.
 *
 * @example
 * standardNormal(2, { particles: 3, sampling: 'halton', seed: 1 }).points[0] // => 0
 * const all = standardNormal(1, { particles: 4, sampling: 'random', seed: 1 }).points
 * standardNormal(1, { particles: 2, sampling: 'random', seed: 1 }, { first: 2 }).points[1] === all[3] // => true
 */
export const standardNormal = (
  dimension: number,
  { particles, sampling, seed }: SamplingSpec,
  { first = 0, replica }: SamplePart = {},
): NormalSample => {
  if (sampling === 'halton')
    return halton(dimension, particles, replica === undefined ? undefined : shiftsOf(dimension, seed, replica))
  if (sampling === 'const') return { weights: equal(particles), points: new Float64Array(particles * dimension) }
  if (sampling === 'random')
    return random(dimension, particles, trajectorySeeds(seed, first + (replica ?? 0) * particles, particles))
  if (replica !== undefined)
    throw new Error('lattice: a lattice is the same every time and has no replicas; use sampling: halton or random.')
  return lattice(dimension, particles)
}
