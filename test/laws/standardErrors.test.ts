import { mergeParts, observationLayout } from '@casimir/experiments'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import type { Sample } from '../support/syntheticParts.ts'
import { blocksSpec, densityOf, partOf, pureSamples, replicasSpec, sum } from '../support/syntheticParts.ts'

const units = { length: 'a', momentum: 'b', time: 'c', energy: 'd' } as never
const merged = (samples: ReadonlyArray<Sample>) => {
  const { observables, errors } = mergeParts(blocksSpec, units, [partOf(0, samples)])
  if (!errors) throw new Error('samples have errors')
  return { observables, errors }
}

const meanDensity = (samples: ReadonlyArray<Sample>): number[] => {
  const all = samples.map(densityOf)
  return all[0].map((_, k) => sum(all.map((density) => density[k])) / all.length)
}
const purity = (density: ReadonlyArray<number>): number => sum(density.map((x) => x * x))
const coherence = (density: ReadonlyArray<number>): number => Math.hypot(density[2], density[3])

/** The delete-one jackknife by deleting each one. */
const jackknife = (samples: ReadonlyArray<Sample>, estimate: (density: ReadonlyArray<number>) => number): number => {
  const n = samples.length
  const total = meanDensity(samples).map((x) => x * n)
  const without = samples.map((sample) => {
    const own = densityOf(sample)
    return estimate(total.map((x, k) => (x - own[k]) / (n - 1)))
  })
  const mean = sum(without) / n
  return Math.sqrt(((n - 1) / n) * sum(without.map((x) => (x - mean) ** 2)))
}

const samplesOf = fc.record({
  levels: fc.integer({ min: 2, max: 3 }),
  count: fc.integer({ min: 2, max: 40 }),
  width: fc.integer({ min: 1, max: 20 }).map((k) => k / 10),
  seed: fc.integer({ min: 0, max: 10_000 }),
})

law('a mean has the error sqrt(variance / (n - 1)), the variance by two passes', [samplesOf], (given) => {
  const { levels, count, width, seed } = given
  const samples = pureSamples(count, levels, width, seed)
  const { errors } = merged(samples)
  const check = (values: ReadonlyArray<number>, error: number) => {
    const mean = sum(values) / count
    const variance = sum(values.map((x) => (x - mean) ** 2)) / count
    expect(Math.abs(error - Math.sqrt(variance / (count - 1)))).toBeLessThan(1e-13)
  }
  check(
    samples.map(({ q }) => q),
    errors.q[0][0],
  )
  for (let j = 0; j < levels; j++)
    check(
      samples.map((sample) => densityOf(sample)[2 * (j * levels + j)]),
      errors.population[j][0],
    )
})

law('the error of the purity is the delete-one jackknife itself, of two levels and of three', [samplesOf], (given) => {
  const { levels, count, width, seed } = given
  const samples = pureSamples(count, levels, width, seed)
  const { errors, observables } = merged(samples)
  expect(Math.abs(observables.purity[0] - purity(meanDensity(samples)))).toBeLessThan(1e-14)
  // the variance is exact to rounding, some 1e-15 n, and the root of rounding is all that a root of 0 can be held to
  const brute = jackknife(samples, purity)
  expect(Math.abs(errors.purity[0] ** 2 - brute ** 2)).toBeLessThan(1e-14 * count * (1 + brute))
})

describe('of correlated entries', () => {
  const samples = pureSamples(400, 2, 0.6, 5)
  const ofOnePhase = samples.map(({ q }) => {
    const [c, r] = [Math.cos(0.4 + 0.2 * q), Math.sin(0.4 + 0.2 * q) * Math.SQRT1_2]
    return { psi: [c, 0, r, r], q }
  })
  const { errors } = merged(samples)
  test('an error of the purity from the errors of single entries is wrong by more than a tenth', () => {
    const all = samples.map(densityOf)
    const mean = meanDensity(samples)
    const n = samples.length
    const naive = Math.sqrt(
      sum(mean.map((x, k) => ((2 * x) ** 2 * sum(all.map((density) => (density[k] - x) ** 2))) / (n * (n - 1)))),
    )
    const brute = jackknife(samples, purity)
    expect(Math.abs(naive / brute - 1)).toBeGreaterThan(0.1)
    expect(Math.abs(errors.purity[0] / brute - 1)).toBeLessThan(1e-10)
  })
  test.each([
    ['scattered every way', samples, 0],
    ['of one phase and any size', ofOnePhase, 0.2],
  ] as const)('the error of a coherence %s is the jackknife to first order in 1/n', (_, drawn, wrong) => {
    // leaving one out changes |z| by -Re(z* u)/(|z| (n - 1)), and by at most |u|^2/(2 |z| (n - 1)^2) besides: with |u| <= 1 and a jackknife of size sd/sqrt(n) that is
    // a relative difference of at most 1/(2 |z| sd n)
    const n = drawn.length
    const { observables: found, errors: bars } = merged(drawn)
    const z = found.coherence[0][0]
    const brute = jackknife(drawn, coherence)
    const sd = brute * Math.sqrt(n)
    expect(Math.abs(bars.coherence[0][0] / brute - 1)).toBeLessThan(1 / (2 * z * sd * n) + 1 / n)
    const mean = meanDensity(drawn)
    const all = drawn.map(densityOf)
    const error = (k: number): number =>
      Math.sqrt(sum(all.map((density) => (density[k] - mean[k]) ** 2)) / (n * (n - 1)))
    const naive = Math.hypot(mean[2] * error(2), mean[3] * error(3)) / z
    if (wrong > 0) expect(Math.abs(naive / brute - 1)).toBeGreaterThan(wrong)
  })
})

test('the error of a vanishing coherence is the root mean square of those of its two parts, whatever their correlation', () => {
  // rho_01 = +-x (1 - i): opposite parts, wholly correlated, with the mean 0 exactly
  const [c, s] = [Math.sqrt(0.75), 0.5]
  const state = (sign: number): Sample => ({ psi: [c, 0, sign * s * Math.SQRT1_2, sign * s * Math.SQRT1_2], q: 0 })
  const samples = [1, -1, 1, -1, 1, -1].map(state)
  const { observables, errors } = merged(samples)
  expect(observables.coherence[0][0]).toBe(0)
  const part = c * s * Math.SQRT1_2
  expect(Math.abs(errors.coherence[0][0] - part / Math.sqrt(samples.length - 1))).toBeLessThan(1e-15)
})

describe('of replicas, which are mixtures', () => {
  const replicas = Array.from({ length: 12 }, (_, r) => pureSamples(30, 2, 0.7, 100 + r))
  const parts = replicas.map((samples, r) => partOf(r, samples, true))
  const { errors, observables, statistics } = mergeParts(replicasSpec, units, parts)
  const densities = replicas.map(meanDensity)
  const n = replicas.length
  test('a mean is over replicas, and its error is their spread', () => {
    expect(statistics).toEqual({ over: 'replicas', samples: n })
    const values = densities.map((density) => density[0])
    const mean = sum(values) / n
    expect(Math.abs(observables.population[0][0] - mean)).toBeLessThan(1e-15)
    const expected = Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / (n * (n - 1)))
    expect(Math.abs((errors?.population[0][0] ?? 0) - expected)).toBeLessThan(1e-15)
  })
  test.each([
    ['purity', purity, (of: typeof observables | typeof errors) => of?.purity[0]],
    ['coherence', coherence, (of: typeof observables | typeof errors) => of?.coherence[0][0]],
  ] as const)(
    'the %s is the mean of what each has, with its spread: not that of their mixture, which is less',
    (_, estimate, read) => {
      const values = densities.map(estimate)
      const mean = sum(values) / n
      expect(Math.abs((read(observables) ?? 0) - mean)).toBeLessThan(1e-15)
      const spread = Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / (n * (n - 1)))
      expect(Math.abs((read(errors) ?? 0) - spread)).toBeLessThan(1e-15)
      const mixture = estimate(densities[0].map((_, k) => sum(densities.map((density) => density[k])) / n))
      expect(mixture).toBeLessThan(mean - 1e-3)
    },
  )
})

test('one sample has no error, and samples that are equal have the error 0', () => {
  const [sample] = pureSamples(1, 2, 1, 3)
  expect(mergeParts(blocksSpec, units, [partOf(0, [sample])]).errors).toBeUndefined()
  const { errors } = merged([sample, sample, sample, sample])
  expect(errors.q[0][0]).toBe(0)
  expect(errors.population[0][0]).toBe(0)
  expect(errors.purity[0]).toBeLessThan(1e-15)
})

test('series lie one behind the other without gaps', () => {
  const { places, size } = observationLayout({ levels: 3, dof: 2 })
  const ends = Object.values(places).map(({ at, length }) => [at, at + length])
  expect(ends[0][0]).toBe(0)
  ends.slice(1).forEach(([at], k) => {
    expect(at).toBe(ends[k][1])
  })
  expect(ends.at(-1)?.[1]).toBe(size)
})
