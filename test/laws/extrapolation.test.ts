import { gridNumber } from '@casimir/checks'
import { extrapolation } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'

const evaluate = (coefficients: ReadonlyArray<number>, t: number): number =>
  coefficients.reduceRight((sum, c) => sum * t + c, 0)
const at = (value: number): Float64Array => Float64Array.of(value, -2 * value)
const predict = (prediction: ReturnType<typeof extrapolation>, t: number): number => {
  const out = new Float64Array(2).fill(Number.NaN)
  expect(prediction.predict(out, t)).toBe(true)
  expect(Math.abs(out[1] + 2 * out[0])).toBeLessThan(1e-9)
  return out[0]
}

/** Polynomials of degree below `points`, seen at more than `points` unequally spaced times. */
const problems = fc.integer({ min: 1, max: 5 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    coefficients: fc.array(gridNumber(), { minLength: points, maxLength: points }),
    gaps: fc.array(fc.integer({ min: 5, max: 15 }), { minLength: points, maxLength: points + 4 }),
  }),
)

describe('extrapolation', () => {
  law('is exact for polynomials of degree points - 1, at any spacing', [problems], ({ points, coefficients, gaps }) => {
    const prediction = extrapolation(2, points)
    let t = -0.3
    for (const gap of gaps) {
      prediction.add(at(evaluate(coefficients, t)), t, 0.1)
      t += gap / 20
    }
    expect(Math.abs(predict(prediction, t) - evaluate(coefficients, t))).toBeLessThan(1e-9)
  })
  law('and not for the next degree, whose error is the product of the distances', [problems], ({ points, gaps }) => {
    const prediction = extrapolation(2, points)
    let t = 0
    const times: number[] = []
    for (const gap of gaps) {
      prediction.add(at(t ** points), t, 0.1)
      times.push(t)
      t += gap / 20
    }
    const error = times.slice(-points).reduce((product, s) => product * (t - s), 1)
    expect(Math.abs(t ** points - predict(prediction, t) - error)).toBeLessThan(1e-8 * (1 + t ** points))
  })
  test('uses the latest values only', () => {
    const line = extrapolation(2, 2)
    for (const [t, v] of [
      [0, 100],
      [1, 1],
      [2, 3],
    ])
      line.add(at(v), t, 0.1)
    expect(predict(line, 3)).toBe(5)
  })
  test('with fewer values than points uses what it has', () => {
    const cubic = extrapolation(2, 4)
    cubic.add(at(7), 0, 0.1)
    expect(predict(cubic, 5)).toBe(7)
    cubic.add(at(9), 1, 0.1)
    expect(predict(cubic, 2)).toBeCloseTo(11, 12)
  })
  test('knows nothing at first, and after forgetting', () => {
    const line = extrapolation(2, 2)
    const out = new Float64Array(2).fill(4)
    expect(line.predict(out, 0)).toBe(false)
    expect([...out]).toEqual([4, 4])
    line.add(at(1), 0, 0.1)
    line.forget()
    expect(line.predict(out, 0)).toBe(false)
    line.add(at(2), 0, 0.1)
    expect(predict(line, 1)).toBe(2)
  })
})

describe('values closer in time than the separation', () => {
  test('replace, so the same time twice is no division by zero', () => {
    const line = extrapolation(2, 2)
    line.add(at(0), 0, 0.5)
    line.add(at(1), 1, 0.5)
    line.add(at(2), 1, 0.5)
    expect(predict(line, 2)).toBe(4)
  })
  test('replace going backwards too', () => {
    const line = extrapolation(2, 3)
    for (const [t, v] of [
      [0, 0],
      [1, 1],
      [2, 4],
      [1.1, 1.21],
    ])
      line.add(at(v), t, 0.5)
    expect(predict(line, 3)).toBeCloseTo(9, 10)
  })
  law(
    'never leave two kept times close together, so weights stay bounded',
    [fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 })],
    (ticks) => {
      const prediction = extrapolation(2, 3)
      for (const [k, tick] of ticks.entries()) {
        prediction.add(at(k % 2), tick / 10, 0.5)
        // the weights of three times >= 0.5 apart in [0, 4] are largest at 5 for 0, 0.5, 1: 36, -80, 45
        expect(Math.abs(predict(prediction, 5))).toBeLessThan(82)
      }
    },
    300,
  )
})
