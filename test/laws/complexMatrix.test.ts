import { applyMatrix, commutator, conjugateTranspose, expectation, multiply } from '@casimir/algebra'
import { complexMatrix, gridVector, hermitian } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { interleave, math, toColumn, toMatrix } from '../support/mathjsOracle.ts'

const sizes = fc.integer({ min: 1, max: 6 })
const offsets = fc.nat(5)
const problems = sizes.chain((n) =>
  fc.record({
    n: fc.constant(n),
    x: complexMatrix(n),
    y: complexMatrix(n),
    h: hermitian(n),
    v: gridVector(2 * n),
    a: offsets,
    b: offsets,
    c: offsets,
  }),
)
const TOLERANCE = 1e-14

/** `values` with `at` numbers before and one after that no kernel may touch or use. */
const shifted = (values: Float64Array, at: number): Float64Array => {
  const padded = new Float64Array(at + values.length + 1).fill(99)
  padded.set(values, at)
  return padded
}

describe('the kernels agree with mathjs', () => {
  law('multiply', [problems], ({ n, x, y }) => {
    const out = new Float64Array(2 * n * n)
    multiply(out, x, y, n)
    expect(largestDifference(out, interleave(math.multiply(toMatrix(x, n), toMatrix(y, n))))).toBeLessThan(TOLERANCE)
  })
  law('commutator', [problems], ({ n, x, y }) => {
    const out = new Float64Array(2 * n * n)
    commutator(out, x, y, n)
    const [X, Y] = [toMatrix(x, n), toMatrix(y, n)]
    const expected = math.subtract(math.multiply(X, Y), math.multiply(Y, X))
    expect(largestDifference(out, interleave(expected))).toBeLessThan(2 * TOLERANCE)
  })
  law('conjugateTranspose', [problems], ({ n, x }) => {
    const out = new Float64Array(2 * n * n)
    conjugateTranspose(out, x, n)
    expect(largestDifference(out, interleave(math.ctranspose(toMatrix(x, n))))).toBe(0)
  })
  law('applyMatrix, at any offsets, touching nothing else', [problems], ({ n, x, v, a, b, c }) => {
    const out = shifted(new Float64Array(2 * n), c)
    applyMatrix(out, c, shifted(x, a), a, shifted(v, b), b, n)
    const expected = shifted(interleave(math.multiply(toMatrix(x, n), toColumn(v, n))), c)
    expect(largestDifference(out, expected)).toBeLessThan(TOLERANCE)
  })
  law('expectation, at any offsets', [problems], ({ n, h, v, a, b }) => {
    const column = toColumn(v, n)
    const expected = interleave(math.multiply(math.ctranspose(column), math.multiply(toMatrix(h, n), column)))
    expect(Math.abs(expectation(shifted(h, a), a, shifted(v, b), b, n) - expected[0])).toBeLessThan(4 * TOLERANCE)
  })
})

describe('kernels whose output may be an input', () => {
  law('conjugateTranspose in place', [problems], ({ n, x }) => {
    const out = new Float64Array(2 * n * n)
    conjugateTranspose(out, x, n)
    const inPlace = x.slice()
    conjugateTranspose(inPlace, inPlace, n)
    expect(inPlace).toEqual(out)
  })
})

describe('identities', () => {
  law('[x, y] = -[y, x]', [problems], ({ n, x, y }) => {
    const [xy, yx] = [new Float64Array(2 * n * n), new Float64Array(2 * n * n)]
    commutator(xy, x, y, n)
    commutator(yx, y, x, n)
    expect(
      largestDifference(
        xy,
        yx.map((z) => -z),
      ),
    ).toBeLessThan(TOLERANCE)
  })
  law('(x y)^+ = y^+ x^+', [problems], ({ n, x, y }) => {
    const [xs, ys, left, right] = Array.from({ length: 4 }, () => new Float64Array(2 * n * n))
    multiply(left, x, y, n)
    conjugateTranspose(left, left, n)
    conjugateTranspose(xs, x, n)
    conjugateTranspose(ys, y, n)
    multiply(right, ys, xs, n)
    expect(largestDifference(left, right)).toBeLessThan(TOLERANCE)
  })
})
