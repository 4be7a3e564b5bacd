import { conjugateTranspose, hermitianExponential, multiply } from '@casimir/algebra'
import { gridNumber, hermitian } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { interleave, math, toMatrix } from '../support/mathjsOracle.ts'

const matrices = fc.integer({ min: 1, max: 6 }).chain((n) => fc.record({ n: fc.constant(n), m: hermitian(n) }))
const times = gridNumber(3)

const exponential = (n: number, m: Float64Array, t: number): Float64Array => {
  const out = new Float64Array(2 * n * n)
  hermitianExponential(n)(out, 0, m, 0, t)
  return out
}
const identity = (n: number): Float64Array => new Float64Array(2 * n * n).map((_, i) => (i % (2 * n + 2) === 0 ? 1 : 0))

describe('exp(-i t M)', () => {
  law(
    'is the matrix exponential of mathjs',
    [matrices, times],
    ({ n, m }, t) => {
      const expected = math.expm(math.multiply(math.complex(0, -t), toMatrix(m, n)) as ReturnType<typeof toMatrix>)
      expect(largestDifference(exponential(n, m, t), interleave(expected))).toBeLessThan(1e-12)
    },
    30,
  )
  law('is unitary, for times far beyond any step too', [matrices, gridNumber(1e6)], ({ n, m }, t) => {
    const [u, star, product] = [exponential(n, m, t), new Float64Array(2 * n * n), new Float64Array(2 * n * n)]
    conjugateTranspose(star, u, n)
    multiply(product, u, star, n)
    expect(largestDifference(product, identity(n))).toBeLessThan(1e-14 * n)
  })
  law('is a one-parameter group', [matrices, times, times], ({ n, m }, s, t) => {
    const product = new Float64Array(2 * n * n)
    multiply(product, exponential(n, m, s), exponential(n, m, t), n)
    expect(largestDifference(product, exponential(n, m, s + t))).toBeLessThan(2e-14 * n)
    expect(largestDifference(exponential(n, m, 0), identity(n))).toBeLessThan(1e-14)
  })
  law('reads and writes at offsets, in place too', [matrices, times, fc.nat(4), fc.nat(4)], ({ n, m }, t, a, b) => {
    const u = exponential(n, m, t)
    const out = new Float64Array(2 * n * n + a + 1).fill(9)
    hermitianExponential(n)(out, a, Float64Array.of(...new Float64Array(b).fill(9), ...m), b, t)
    expect(out).toEqual(Float64Array.of(...new Float64Array(a).fill(9), ...u, 9))
    const inPlace = m.slice()
    hermitianExponential(n)(inPlace, 0, inPlace, 0, t)
    expect(inPlace).toEqual(u)
  })
})
