import { fourierTransform } from '@casimir/algebra'
import { gridVector } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

const signals = fc.integer({ min: 1, max: 6 }).chain((k) => gridVector(2 * 2 ** k))

/** out_k = sum_j x_j exp(-2 pi i j k / size), term by term. */
const direct = (x: Float64Array): Float64Array => {
  const size = x.length / 2
  const out = new Float64Array(x.length)
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++) {
      const angle = (-2 * Math.PI * ((j * k) % size)) / size
      out[2 * k] += x[2 * j] * Math.cos(angle) - x[2 * j + 1] * Math.sin(angle)
      out[2 * k + 1] += x[2 * j] * Math.sin(angle) + x[2 * j + 1] * Math.cos(angle)
    }
  return out
}

describe('fourierTransform', () => {
  law('forward is the sum with exp(-2 pi i j k / size)', [signals], (x) => {
    const [out, input] = [new Float64Array(x.length), x.slice()]
    fourierTransform(x.length / 2).forward(out, input)
    expect(largestDifference(out, direct(x))).toBeLessThan(1e-13)
    expect(input).toEqual(x)
  })
  law('inverse undoes forward, in either order', [signals], (x) => {
    const { forward, inverse } = fourierTransform(x.length / 2)
    const [middle, there] = [new Float64Array(x.length), new Float64Array(x.length)]
    forward(middle, x)
    inverse(there, middle)
    expect(largestDifference(there, x)).toBeLessThan(1e-14)
    inverse(middle, x)
    forward(there, middle)
    expect(largestDifference(there, x)).toBeLessThan(1e-14)
  })
  for (const size of [0, 1, 3, 12, -4, 2.5])
    test(`size ${size} is refused`, () => {
      expect(() => fourierTransform(size)).toThrow(`fourierTransform: size is ${size}; give a power of two >= 2.`)
    })
})
