import { innerProduct, normalize, normSquared } from '@casimir/algebra'
import { gridVector } from '@casimir/checks'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { interleave, math, toColumn } from '../support/mathjsOracle.ts'

const problems = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.record({ n: fc.constant(n), x: gridVector(2 * n + 6), y: gridVector(2 * n + 6), a: fc.nat(5), b: fc.nat(5) }),
  )

law('innerProduct agrees with mathjs: conjugate-linear in the first argument', [problems], ({ n, x, y, a, b }) => {
  const out = new Float64Array(4).fill(7)
  innerProduct(out, 1, x, a, y, b, n)
  const expected = interleave(math.multiply(math.ctranspose(toColumn(x, n, a)), toColumn(y, n, b)))
  expect(largestDifference(out, [7, expected[0], expected[1], 7])).toBeLessThan(1e-14)
})

law('innerProduct may write over an input', [problems], ({ n, x, y, a, b }) => {
  const out = new Float64Array(2)
  innerProduct(out, 0, x, a, y, b, n)
  const over = x.slice()
  innerProduct(over, a, over, a, y, b, n)
  expect([over[a], over[a + 1]]).toEqual([out[0], out[1]])
})

law('normSquared is <x|x>', [problems], ({ n, x, a }) => {
  const out = new Float64Array(2)
  innerProduct(out, 0, x, a, x, a, n)
  expect(largestDifference([normSquared(x, a, n), 0], out)).toBeLessThan(1e-14)
})

law('normalize scales to unit norm, returns the norm and touches nothing else', [problems], ({ n, x, a }) => {
  const unit = x.slice()
  const norm = normalize(unit, a, n)
  const scaled = x.map((v, k) => (k >= a && k < a + 2 * n && norm > 0 ? v / norm : v))
  expect(Math.abs(norm ** 2 - normSquared(x, a, n))).toBeLessThan(1e-14)
  expect(largestDifference(unit, scaled)).toBeLessThan(1e-15)
  if (norm > 0) expect(Math.abs(normSquared(unit, a, n) - 1)).toBeLessThan(1e-14)
})

test('normalize leaves a zero vector as it is', () => {
  const zero = new Float64Array(4)
  expect(normalize(zero, 0, 2)).toBe(0)
  expect(zero).toEqual(new Float64Array(4))
})
