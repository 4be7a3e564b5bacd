import { normalQuantile, standardNormal } from '@casimir/experiments'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { math } from '../support/mathjsOracle.ts'
import { mersenneTwister, seedOf, uniformsOf } from '../support/mersenneTwister.ts'

describe('normalQuantile', () => {
  law(
    'inverts the distribution function, as the erf of mathjs gives it',
    [fc.integer({ min: 1, max: 999_999 })],
    (k) => {
      const u = k / 1_000_000
      expect(Math.abs(0.5 * (1 + math.erf(normalQuantile(u) / Math.SQRT2)) - u)).toBeLessThan(1e-13)
    },
    400,
  )

  /** P(X > x) for x >= 3 to relative round-off, by Laplace's continued fraction of Mills' ratio. */
  const tail = (x: number): number => {
    let fraction = x
    for (let k = 400; k > 0; k--) fraction = x + k / fraction
    return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / fraction
  }
  law('keeps its relative accuracy far out', [fc.integer({ min: 3, max: 300 })], (k) => {
    const u = 10 ** -k
    expect(Math.abs(tail(-normalQuantile(u)) / u - 1)).toBeLessThan(2e-15 * 2 * k * Math.LN10)
  })
  law('is odd about one half', [fc.integer({ min: 1, max: 2 ** 20 - 1 })], (k) => {
    const u = k / 2 ** 20
    expect(Math.abs(normalQuantile(1 - u) + normalQuantile(u))).toBeLessThan(1e-15)
  })
  law(
    'is increasing across its three pieces',
    [fc.integer({ min: 1, max: 99_998 })],
    (k) => expect(normalQuantile((k + 1) / 100_000)).toBeGreaterThan(normalQuantile(k / 100_000)),
    400,
  )
  test('the ends are infinite', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
  })
  test('has the tabulated quartile', () =>
    expect(Math.abs(normalQuantile(0.75) - 0.6744897501960817)).toBeLessThan(1e-15))
})

interface Moments {
  readonly mean: number
  readonly variance: number
}
const moments = (weights: Float64Array, points: Float64Array, dimension: number, axis: number): Moments => {
  let [mean, square] = [0, 0]
  weights.forEach((w, a) => {
    const x = points[a * dimension + axis]
    mean += w * x
    square += w * x * x
  })
  return { mean, variance: square - mean ** 2 }
}
const KINDS = ['halton', 'random', 'lattice'] as const

describe.each(KINDS)('%s sampling', (sampling) => {
  law(
    'has weights that sum to 1 and one point each',
    [fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 300 })],
    (d, particles) => {
      const { weights, points } = standardNormal(d, { particles, sampling, seed: 3 })
      expect(Math.abs(weights.reduce((s, w) => s + w, 0) - 1)).toBeLessThan(1e-13)
      expect(weights.every((w) => w > 0)).toBe(true)
      expect(points.length).toBe(d * weights.length)
      expect(points.every(Number.isFinite)).toBe(true)
      if (sampling === 'lattice') expect(weights.length).toBe(Math.max(1, Math.round(particles ** (1 / d))) ** d)
      else expect(weights.length).toBe(particles)
    },
  )
  test('has the moments of a standard normal in every coordinate', () => {
    const particles = 10_000
    const { weights, points } = standardNormal(2, { particles, sampling, seed: 7 })
    const [mean, variance] = { halton: [2e-3, 5e-3], random: [0.04, 0.06], lattice: [1e-12, 3e-4] }[sampling]
    for (const axis of [0, 1]) {
      const m = moments(weights, points, 2, axis)
      expect(Math.abs(m.mean)).toBeLessThan(mean)
      expect(Math.abs(m.variance - 1)).toBeLessThan(variance)
    }
  })
  test('does not correlate the coordinates', () => {
    const { weights, points } = standardNormal(2, { particles: 10_000, sampling, seed: 7 })
    const covariance = weights.reduce((s, w, a) => s + w * points[2 * a] * points[2 * a + 1], 0)
    expect(Math.abs(covariance)).toBeLessThan(sampling === 'random' ? 0.04 : 5e-3)
  })
})

describe('halton sampling', () => {
  test('starts at index 1 of the bases 2, 3 and 5', () => {
    const { points } = standardNormal(3, { particles: 5, sampling: 'halton', seed: 1 })
    const uniform = [
      [1 / 2, 1 / 3, 1 / 5],
      [1 / 4, 2 / 3, 2 / 5],
      [3 / 4, 1 / 9, 3 / 5],
      [1 / 8, 4 / 9, 4 / 5],
      [5 / 8, 7 / 9, 1 / 25],
    ]
    uniform.flat().forEach((u, k) => {
      expect(Math.abs(points[k] - normalQuantile(u))).toBeLessThan(1e-14)
    })
    expect(points[3]).toBeCloseTo(-0.6744897501960817, 14)
  })
  test('takes no notice of the seed', () =>
    expect(standardNormal(2, { particles: 9, sampling: 'halton', seed: 1 })).toEqual(
      standardNormal(2, { particles: 9, sampling: 'halton', seed: 2 }),
    ))
  test('has the first points of a larger sample as its own', () => {
    const [small, large] = [10, 40].map(
      (particles) => standardNormal(2, { particles, sampling: 'halton', seed: 1 }).points,
    )
    expect(large.slice(0, small.length)).toEqual(small)
  })
  test('refuses more coordinates than it has primes, with a remedy', () => {
    expect(() => standardNormal(17, { particles: 2, sampling: 'halton', seed: 1 })).toThrow(
      'halton: 17 coordinates asked, 16 are possible; use sampling: random for more.',
    )
  })
})

describe('random sampling', () => {
  const draw = (seed: number): Float64Array => standardNormal(2, { particles: 4, sampling: 'random', seed }).points
  test('repeats from its seed', () => expect(draw(12)).toEqual(draw(12)))
  test('differs for every other seed, from the first point on', () => {
    const first = Array.from({ length: 200 }, (_, seed) => draw(seed)[0])
    expect(new Set(first).size).toBe(200)
  })
  test.each([0, 1, 2, 3, 7])(
    'point %i is standard normal over neighbouring seeds, and uncorrelated between them',
    (k) => {
      const count = 4000
      const points = Float64Array.from({ length: count }, (_, seed) => draw(seed)[k])
      const { mean, variance } = moments(new Float64Array(count).fill(1 / count), points, 1, 0)
      expect(Math.abs(mean)).toBeLessThan(0.08)
      expect(Math.abs(variance - 1)).toBeLessThan(0.12)
      expect(Math.abs(points.reduce((s, x, i) => s + x * points[(i + 1) % count], 0) / count)).toBeLessThan(0.08)
    },
  )
})

describe('every trajectory has its own seed', () => {
  test('the oracle is MT19937: its 10000th output from 5489 is the one of the C++ standard', () => {
    const next = mersenneTwister(5489)
    for (let k = 1; k < 10_000; k++) next()
    expect(next()).toBe(4123659995)
  })
  const seeds = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 2 ** 31, max: 2 ** 32 - 1 }))
  law(
    'the a-th output of the generator starts the generator of trajectory a',
    [seeds, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 4 })],
    (seed, a, dimension) => {
      const asked = { particles: 1, sampling: 'random', seed } as const
      const next = uniformsOf(seedOf(seed, a))
      const expected = Array.from({ length: dimension }, () => normalQuantile(next()))
      expect([...standardNormal(dimension, asked, { first: a }).points]).toEqual(expected)
    },
  )
  law(
    'a trajectory is the same in any part of any ensemble, and replica r of N begins at trajectory r N',
    [seeds, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4 })],
    (seed, first, particles, replica) => {
      const sampling = 'random'
      const all = standardNormal(3, { particles: 400, sampling, seed }).points
      const part = standardNormal(3, { particles, sampling, seed }, { first })
      expect(part.points).toEqual(all.slice(3 * first, 3 * (first + particles)))
      expect(part.weights.every((w) => w === 1 / particles)).toBe(true)
      const repeated = standardNormal(3, { particles, sampling, seed }, { replica }).points
      expect(repeated).toEqual(all.slice(3 * replica * particles, 3 * (replica + 1) * particles))
    },
  )
  test('trajectories of one seed share no number, nor do those of neighbouring seeds', () => {
    const draws = [1, 2].flatMap((seed) => [...standardNormal(4, { particles: 1000, sampling: 'random', seed }).points])
    expect(new Set(draws).size).toBe(draws.length)
  })
})

describe('replicas of halton points', () => {
  const replicas = 400
  const particles = 512
  const all = Array.from(
    { length: replicas },
    (_, replica) => standardNormal(2, { particles, sampling: 'halton', seed: 5 }, { replica }).points,
  )
  /** The distribution function of the standard normal. */
  const cumulative = (x: number): number => 0.5 * (1 + math.erf(x / Math.SQRT2))
  test('are the points turned by one number per coordinate, which are the first numbers of the seed of that replica', () => {
    const { points } = standardNormal(2, { particles, sampling: 'halton', seed: 5 })
    all.slice(0, 20).forEach((shifted, replica) => {
      const next = uniformsOf(seedOf(5, replica))
      const shifts = [next(), next()]
      shifted.forEach((x, k) => {
        const u = (cumulative(points[k]) + shifts[k % 2]) % 1
        const away = Math.abs(cumulative(x) - u)
        expect(Math.min(away, 1 - away)).toBeLessThan(1e-13)
      })
    })
  })
  test('differ from each other and from the points themselves, and come again', () => {
    const bare = standardNormal(2, { particles, sampling: 'halton', seed: 5 }).points
    expect(new Set([bare, ...all].map((points) => points[0])).size).toBe(replicas + 1)
    expect(standardNormal(2, { particles, sampling: 'halton', seed: 5 }, { replica: 3 }).points).toEqual(all[3])
    expect(standardNormal(2, { particles, sampling: 'halton', seed: 6 }, { replica: 3 }).points).not.toEqual(all[3])
  })
  test.each([
    ['x', (x: number) => x, 0, 1],
    ['x^2', (x: number) => x * x, 1, 2],
    ['x y', (x: number, y: number) => x * y, 0, 1],
    ['exp(x/2) cos y', (x: number, y: number) => Math.exp(x / 2) * Math.cos(y), Math.exp(1 / 8 - 1 / 2), Number.NaN],
  ] as const)(
    'have the mean of %s without bias, and a fraction of the error of random points',
    (_, f, exact, variance) => {
      const means = all.map((points) => {
        let sum = 0
        for (let a = 0; a < particles; a++) sum += f(points[2 * a], points[2 * a + 1])
        return sum / particles
      })
      const mean = means.reduce((s, x) => s + x, 0) / replicas
      const spread = Math.sqrt(means.reduce((s, x) => s + (x - mean) ** 2, 0) / (replicas - 1))
      // four standard errors: one time in 16000 by chance, and the seed is fixed
      expect(Math.abs(mean - exact)).toBeLessThan((4 * spread) / Math.sqrt(replicas))
      if (Number.isFinite(variance)) expect(spread).toBeLessThan(0.6 * Math.sqrt(variance / particles))
    },
  )
  test('a sum over points that are not turned is biased', () => {
    const bare = standardNormal(2, { particles, sampling: 'halton', seed: 5 }).points
    const square = (points: Float64Array): number =>
      points.reduce((s, x, k) => (k % 2 === 0 ? s + x * x : s), 0) / particles
    const spread = Math.sqrt(all.reduce((s, points) => s + (square(points) - 1) ** 2, 0) / replicas)
    expect(Math.abs(square(bare) - 1)).toBeGreaterThan((4 * spread) / Math.sqrt(replicas))
  })
  test('a lattice has none', () =>
    expect(() => standardNormal(1, { particles: 4, sampling: 'lattice', seed: 1 }, { replica: 0 })).toThrow(
      'lattice: a lattice is the same every time and has no replicas; use sampling: halton or random.',
    ))
})

describe('lattice sampling', () => {
  test('is symmetric, centred and weighted by the density', () => {
    const { weights, points } = standardNormal(1, { particles: 9, sampling: 'lattice', seed: 1 })
    points.forEach((x, a) => {
      expect(Math.abs(x - (a - 4))).toBeLessThan(1e-15 * 4)
    })
    points.forEach((x, a) => {
      expect(Math.abs(weights[a] / weights[4] - Math.exp(-(x ** 2) / 2))).toBeLessThan(1e-15)
    })
  })
  test('one particle sits in the middle', () => {
    const { weights, points } = standardNormal(2, { particles: 1, sampling: 'lattice', seed: 1 })
    expect([...weights, ...points]).toEqual([1, 0, 0])
  })
})
