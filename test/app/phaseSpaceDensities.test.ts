import { comparedDensities, wignerPicture } from '@casimir/experiments'
import { gaussian } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import {
  cellOf,
  cloudAt,
  compared,
  factors,
  largestOf,
  like,
  pictured,
  quintic,
  range,
  sumOf,
  waveAt,
} from './wignerSamples.ts'

describe('exact and koopmon like with like', () => {
  const here = waveAt(0, [[1, -0.5]])

  test('the same state is the same density; one mollifier for another is not, nor is no mollifier at all', () => {
    const cloud = cloudAt(0, [1, -0.5], factors)
    const same = compared(here, cloud, like)
    expect(same.distance).toBeLessThan(1e-5)
    expect(largestOf(same.exact.map((x, k) => x - same.koopmon[k]))).toBeLessThan(1e-6)
    const swapped = { ...like, mollifier: { ...quintic, alpha: { q: [0.4], p: [0.5] } } }
    expect(compared(here, cloud, swapped).distance).toBeGreaterThan(0.01)
    const bare = { ...like, mollifier: { ...quintic, alpha: { q: [0.01], p: [0.01] } } }
    expect(compared(here, cloud, bare).distance).toBeGreaterThan(0.05)
  })

  test('the distance of two Gaussians a shift apart is erf(shift / (2 sqrt(2) width)), and 1 far apart', () => {
    const cut = { shape: 'gaussian', cutoff: 6.5, alpha: { q: [0.5], p: [0.5] } } as const
    const mollifier = { q: [gaussian(0.5)], p: [gaussian(0.5)] }
    const variance = 0.5 + 0.5 ** 2
    const erf = (x: number) => {
      const n = 4000
      return (2 / Math.sqrt(Math.PI)) * (x / n) * sumOf(range(n).map((k) => Math.exp(-((((k + 0.5) * x) / n) ** 2))))
    }
    for (const shift of [0.3, 1, 2.5]) {
      const { distance } = compared(here, cloudAt(0, [1, -0.5 + shift], mollifier), { mollifier: cut, hbar: 1 })
      const slope = ((shift / variance) * Math.exp(-(shift ** 2) / (8 * variance))) / Math.sqrt(2 * Math.PI * variance)
      const sampling = (0.25 ** 2 / 12) * slope * (1 + 0.25 ** 2 / (20 * variance))
      expect(Math.abs(distance - erf(shift / (2 * Math.SQRT2 * Math.sqrt(variance))))).toBeLessThan(sampling + 1e-5)
    }
    const far = compared(waveAt(0, [[5, 0]]), cloudAt(0, [-6, 0], mollifier), { mollifier: cut, hbar: 1 })
    expect(Math.abs(far.distance - 1)).toBeLessThan(1e-5)
  })

  test("the lattice is the closure's, continued to where the exact state is", () => {
    const cloud = cloudAt(0, [-4, 1], factors)
    const { q, p, exact, koopmon: density } = compared(waveAt(0, [[4, -1]]), cloud, like)
    const at = q.findIndex((x) => Math.abs(x - (cloud.mollified?.q[0] ?? 0)) < 1e-9)
    const column = p.findIndex((x) => Math.abs(x - (cloud.mollified?.p[0] ?? 0)) < 1e-9)
    expect(Math.min(at, column)).toBeGreaterThanOrEqual(0)
    const { mollified } = cloud
    const middle = Math.floor((mollified?.p.length ?? 0) / 2)
    for (const i of range(mollified?.q.length ?? 0))
      expect(density[(at + i) * p.length + column + middle]).toBe(mollified?.values[i * mollified.p.length + middle])
    const aliased = 4 * (0.5 / (Math.PI * Math.SQRT2)) ** 6
    expect(Math.abs(sumOf(density) * cellOf({ q, p }) - 1)).toBeLessThan(aliased)
    expect(Math.abs(sumOf(exact) * cellOf({ q, p }) - 1)).toBeLessThan(aliased + 4e-7)
  })

  test('the population difference is the density on level 0, its negative on level 1, and neither of three levels', () => {
    for (const [level, sign] of [
      [0, 1],
      [1, -1],
    ] as const) {
      const cloud = cloudAt(0, [0.5, 0.5], factors, level)
      const wave = waveAt(0, [[1, -0.5]], 2, level)
      const density = compared(wave, cloud, like)
      const difference = compared(wave, cloud, like, 'difference')
      expect(largestOf(density.koopmon.map((x, k) => x - sign * difference.koopmon[k]))).toBeLessThan(1e-12)
      expect(largestOf(density.exact.map((x, k) => x - sign * difference.exact[k]))).toBeLessThan(1e-12)
      expect(difference.distance).toBeCloseTo(density.distance, 10)
    }
    const cloud = cloudAt(0, [0.5, 0.5], factors)
    expect(comparedDensities(waveAt(0, [[0, 0]], 3), cloud, like, 'difference')).toBeUndefined()
    const { q, p, exact } = compared(waveAt(0, [[0, 0]], 3), cloud, like)
    expect(sumOf(exact) * cellOf({ q, p })).toBeCloseTo(1, 4)
  })

  test('there is none without a density, with two coordinates, or over too many nodes', () => {
    const cloud = cloudAt(0, [1, -0.5], factors)
    const { mollified, ...bare } = cloud
    if (mollified === undefined) throw new Error()
    expect(comparedDensities(here, bare, like)).toBeUndefined()
    expect(comparedDensities({ ...here, x: [...here.x, ...here.x] }, cloud, like)).toBeUndefined()
    const far = { ...cloud, mollified: { ...mollified, p: mollified.p.map((p) => p + 1e9) } }
    expect(comparedDensities(here, far, like)).toBeUndefined()
  })
})

describe('the picture of the Wigner function', () => {
  test('holds all but a few millionths of the probability, at any resolution, and no more cells than asked for', () => {
    const wave = waveAt(0, [
      [-3, 0],
      [3, 1],
    ])
    const norm = 1 + Math.exp(-9 - 0.25) * Math.cos(3)
    for (const most of [128, 40, 9]) {
      const picture = pictured(wave, 1, { most })
      expect(Math.max(picture.q.length, picture.p.length)).toBeLessThanOrEqual(most)
      expect(picture.values).toHaveLength(picture.q.length * picture.p.length)
      expect(Math.abs(sumOf(picture.values) * cellOf(picture) - norm)).toBeLessThan(5e-6)
    }
    const { q, p, values } = pictured(wave, 1)
    const mean = (at: (k: number) => number) => sumOf(values.map((w, k) => w * at(k))) * cellOf({ q, p })
    expect(mean((k) => p[k % p.length])).toBeCloseTo(0.5, 3)
    expect(mean((k) => q[Math.floor(k / p.length)])).toBeCloseTo(0, 3)
    expect(Math.min(...values)).toBeLessThan(-0.2)
  })

  test('there is none of two coordinates, of what is not finite, or of the difference of three levels', () => {
    const wave = waveAt(0, [[0, 0]], 3)
    const picture = pictured(wave, 1)
    expect(sumOf(picture.values) * cellOf(picture)).toBeCloseTo(1, 4)
    expect(wignerPicture(wave, 1, { component: 'difference' })).toBeUndefined()
    expect(wignerPicture({ ...wave, x: [...wave.x, ...wave.x] }, 1)).toBeUndefined()
    expect(wignerPicture({ ...wave, psi: wave.psi.map(() => Number.NaN) }, 1)).toBeUndefined()
  })
})
