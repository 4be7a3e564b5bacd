import type { MollifierFactor } from '@casimir/algebra'
import { bspline, gaussian } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

const DEGREES = [5, 7, 9, 15]
const alphas = fc.integer({ min: 5, max: 300 }).map((k) => k / 100)
const families: ReadonlyArray<readonly [string, (alpha: number) => MollifierFactor]> = [
  ['gaussian cut at 8.5', (alpha) => gaussian(alpha, 8.5)],
  ...DEGREES.map((degree) => [`bspline ${degree}`, (alpha: number) => bspline(degree, alpha)] as const),
]

interface Table {
  readonly k: Float64Array
  readonly slope: Float64Array
  readonly curvature: Float64Array
}
const tabulate = (factor: MollifierFactor, first: number, spacing: number, count: number): Table => {
  const out = new Float64Array(3 * count)
  factor.tabulate(out, Float64Array.of(first), spacing, count)
  return { k: out.subarray(0, count), slope: out.subarray(count, 2 * count), curvature: out.subarray(2 * count) }
}
const at = (factor: MollifierFactor, x: number): readonly [number, number, number] => {
  const { k, slope, curvature } = tabulate(factor, x, 1, 1)
  return [k[0], slope[0], curvature[0]]
}

/** integral of x^power k(x) by the trapezoidal rule on a lattice that shares no node with the knots. */
const moment = (factor: MollifierFactor, power: number): number => {
  const spacing = factor.support / 499.7
  const { k } = tabulate(factor, -factor.support - spacing * 0.37, spacing, 1002)
  return k.reduce((sum, v, i) => sum + v * (-factor.support + spacing * (i - 0.37)) ** power, 0) * spacing
}

/** The derivative of tabulated values by sixth-order central differences; the first and last three are missing. */
const differences = (values: Float64Array, spacing: number): Float64Array =>
  values.map((_, i) =>
    i < 3 || i >= values.length - 3
      ? 0
      : (values[i + 3] - values[i - 3] - 9 * (values[i + 2] - values[i - 2]) + 45 * (values[i + 1] - values[i - 1])) /
        (60 * spacing),
  )

describe.each(families)('%s', (_, make) => {
  law(
    'has integral 1, mean 0 and standard deviation alpha',
    [alphas],
    (alpha) => {
      const factor = make(alpha)
      expect(factor.alpha).toBe(alpha)
      expect(Math.abs(moment(factor, 0) - 1)).toBeLessThan(1e-12)
      expect(Math.abs(moment(factor, 1) / alpha)).toBeLessThan(1e-12)
      expect(Math.abs(moment(factor, 2) / alpha ** 2 - 1)).toBeLessThan(1e-11)
    },
    20,
  )
  law(
    'tabulates its first and second derivative',
    [alphas],
    (alpha) => {
      const factor = make(alpha)
      const spacing = factor.support / 600
      const { k, slope, curvature } = tabulate(factor, -factor.support * 1.01, spacing, 1212)
      const inside = (x: Float64Array): Float64Array => x.subarray(3, -3)
      expect(largestDifference(inside(differences(k, spacing)), inside(slope)) * alpha ** 2).toBeLessThan(1e-7)
      expect(largestDifference(inside(differences(slope, spacing)), inside(curvature)) * alpha ** 3).toBeLessThan(1e-5)
    },
    20,
  )
  law('is even, with an odd first and an even second derivative', [alphas, fc.nat(10_000)], (alpha, m) => {
    const factor = make(alpha)
    const x = (factor.support * m) / 9000
    const [right, left] = [at(factor, x), at(factor, -x)]
    expect(Math.abs(right[0] - left[0]) * alpha).toBe(0)
    expect(Math.abs(right[1] + left[1]) * alpha ** 2).toBeLessThan(1e-15)
    expect(Math.abs(right[2] - left[2]) * alpha ** 3).toBe(0)
  })
  law('is positive inside its support and nothing outside', [alphas, fc.integer({ min: 1, max: 999 })], (alpha, m) => {
    const factor = make(alpha)
    expect(at(factor, (factor.support * m) / 1000)[0]).toBeGreaterThan(0)
    for (const sign of [1, -1]) {
      const outside = at(factor, sign * factor.support * (1 + m / 1000))
      expect(outside.every((v) => v === 0)).toBe(true)
    }
  })
  law('decreases from the middle', [alphas, fc.integer({ min: 1, max: 990 })], (alpha, m) => {
    const factor = make(alpha)
    expect(at(factor, (factor.support * m) / 1000)[1]).toBeLessThan(0)
  })
  law('scales: k(x; alpha) = k(x / alpha; 1) / alpha', [alphas, fc.nat(1000)], (alpha, m) => {
    const unit = make(1)
    const x = (unit.support * m) / 1000
    const [scaled, reference] = [at(make(alpha), x * alpha), at(unit, x)]
    reference.forEach((v, i) => {
      expect(Math.abs(scaled[i] * alpha ** (i + 1) - v)).toBeLessThan(1e-12)
    })
  })
})

/** The cardinal B-spline of degree d with knots 0, 1, .., d + 1, by the recursion of Cox and de Boor: no cancellation. */
const coxDeBoor = (d: number, x: number): number => {
  if (x < 0 || x >= d + 1) return 0
  if (d === 0) return 1
  return (x * coxDeBoor(d - 1, x) + (d + 1 - x) * coxDeBoor(d - 1, x - 1)) / d
}

describe.each(DEGREES)('bspline %i against the recursion of Cox and de Boor', (degree) => {
  const alpha = Math.sqrt((degree + 1) / 12)
  const half = (degree + 1) / 2
  const factor = bspline(degree, alpha)
  law('everywhere', [fc.nat(1000)], (m) => {
    const x = (half * m) / 1000
    expect(Math.abs(at(factor, x)[0] - coxDeBoor(degree, half - x))).toBeLessThan(1e-14)
  })
  law(
    'and to 13 digits of the value itself towards the edge of the support',
    [fc.integer({ min: 20, max: 1000 })],
    (m) => {
      const y = m / 1000
      const expected = coxDeBoor(degree, y)
      expect(expected).toBeGreaterThan(0)
      expect(Math.abs(at(factor, half - y)[0] / expected - 1)).toBeLessThan((4e-15 * degree) / y)
    },
  )
  test('the sum over a shifted lattice is a partition of unity', () => {
    for (const shift of [0, 0.25, 0.6]) {
      const { k } = tabulate(factor, -half - shift, 1, degree + 3)
      expect(Math.abs(k.reduce((s, v) => s + v, 0) - 1)).toBeLessThan(1e-14)
    }
  })
  test('supports integrators up to one order below its degree', () => expect(factor.maximalOrder).toBe(degree - 1))
})

describe('gaussian', () => {
  test('cut at 6.5 alpha by default, which costs less than 1e-9 of its integral', () => {
    const factor = gaussian(2)
    expect(factor.support).toBe(13)
    expect(Math.abs(moment(factor, 0) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(moment(factor, 0) - 1)).toBeGreaterThan(1e-12)
  })
  law('keeps its relative accuracy far from the middle', [fc.integer({ min: 0, max: 8500 })], (m) => {
    const x = m / 1000
    const expected = Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)
    expect(Math.abs(at(gaussian(1, 8.5), x)[0] / expected - 1)).toBeLessThan(1e-13)
  })
})

describe('parameters without meaning are refused with a remedy', () => {
  for (const alpha of [0, -1, Number.NaN]) {
    test(`bspline of alpha ${alpha}`, () => {
      expect(() => bspline(5, alpha)).toThrow(`bspline: alpha is ${alpha}; give a positive standard deviation.`)
    })
    test(`gaussian of alpha ${alpha}`, () => {
      expect(() => gaussian(alpha)).toThrow(`gaussian: alpha is ${alpha}; give a positive standard deviation.`)
    })
  }
  for (const degree of [3, 6, 17, 5.5, Number.NaN])
    test(`bspline of degree ${degree}`, () => {
      expect(() => bspline(degree, 1)).toThrow(`bspline: degree is ${degree}; give an odd degree from 5 to 15.`)
    })
  for (const cutoff of [0, -2])
    test(`gaussian cut at ${cutoff}`, () => {
      expect(() => gaussian(1, cutoff)).toThrow(`gaussian: cutoff is ${cutoff}; give a positive number of alphas.`)
    })
})
