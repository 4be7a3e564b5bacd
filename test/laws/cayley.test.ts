import { luSolve, normSquared } from '@casimir/algebra'
import { amplitudes, gridNumber, hermitian } from '@casimir/checks'
import { cayley } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { interleave, math, toColumn, toMatrix } from '../support/mathjsOracle.ts'

const problemsOf = (sizes: fc.Arbitrary<number>): fc.Arbitrary<{ n: number; m: Float64Array; x: Float64Array }> =>
  sizes.chain((n) => fc.record({ n: fc.constant(n), m: hermitian(n), x: amplitudes(n) }))
const problems = problemsOf(fc.integer({ min: 1, max: 6 }))
const shortSteps = gridNumber(10)

const apply = (n: number, m: Float64Array, s: number, x: Float64Array): Float64Array => {
  const out = new Float64Array(2 * n)
  cayley(n)(out, 0, m, 0, s, x, 0)
  return out
}
const normError = (n: number, x: Float64Array): number => Math.abs(Math.sqrt(normSquared(x, 0, n)) - 1)

/** (1 - i s M) x in `x` and 1 + i s M in `m`, the ingredients of the formula. */
const factors = (n: number, m: Float64Array, s: number, x: Float64Array): { m: Float64Array; x: Float64Array } => {
  const plus = math.add(math.identity(n), math.multiply(math.complex(0, s), toMatrix(m, n)))
  const minus = math.subtract(math.identity(n), math.multiply(math.complex(0, s), toMatrix(m, n)))
  return { m: interleave(plus), x: interleave(math.multiply(minus, toColumn(x, n))) }
}

describe('cayley', () => {
  law('keeps the norm to 1e-14 for every Hermitian M', [problems, shortSteps], ({ n, m, x }, s) =>
    expect(normError(n, apply(n, m, s, x))).toBeLessThan(1e-14),
  )
  law('and to s |M| times round-off for steps of any length', [problems, gridNumber(1e9)], ({ n, m, x }, s) =>
    expect(normError(n, apply(n, m, s, x))).toBeLessThan(2e-15 * (1 + n * Math.abs(s))),
  )
  law(
    'to 1e-14 whatever the step when M is traceless and n = 2',
    [problemsOf(fc.constant(2)), gridNumber(1e9)],
    (p, s) => {
      const m = p.m.slice()
      m[6] = -m[0]
      expect(normError(2, apply(2, m, s, p.x))).toBeLessThan(1e-14)
    },
  )
  law('keeps angles: it is linear and unitary', [problems, shortSteps], ({ n, m, x }, s) => {
    const turned = x.map((_, k) => (k % 2 === 0 ? -x[k + 1] : x[k - 1]))
    const image = apply(n, m, s, x)
    const expected = image.map((_, k) => (k % 2 === 0 ? -image[k + 1] : image[k - 1]))
    expect(largestDifference(apply(n, m, s, turned), expected)).toBeLessThan(1e-14)
  })
  law('is (1 + i s M)^-1 (1 - i s M) x, solved by luSolve', [problems, shortSteps], ({ n, m, x }, s) => {
    const f = factors(n, m, s, x)
    expect(luSolve(f.m, f.x, 0, n)).toBe(true)
    expect(largestDifference(apply(n, m, s, x), f.x)).toBeLessThan(2e-14)
  })
  law(
    'has the same closed form for n = 2 as the general path',
    [problemsOf(fc.constant(2)), shortSteps],
    ({ m, x }, s) => {
      const embedded = new Float64Array(18)
      for (let j = 0; j < 2; j++) for (let k = 0; k < 4; k++) embedded[6 * j + k] = m[4 * j + k]
      embedded[16] = 0.7
      const out = apply(3, embedded, s, Float64Array.of(...x, 0, 0))
      expect(largestDifference(out, Float64Array.of(...apply(2, m, s, x), 0, 0))).toBeLessThan(2e-14)
    },
  )
  law('is undone by the opposite step', [problems, shortSteps], ({ n, m, x }, s) =>
    expect(largestDifference(apply(n, m, -s, apply(n, m, s, x)), x)).toBeLessThan(2e-14),
  )
  law('may write over x, and reads and writes at offsets', [problems, shortSteps, fc.nat(4)], ({ n, m, x }, s, at) => {
    const image = apply(n, m, s, x)
    const block = Float64Array.of(...new Float64Array(at).fill(9), ...x, 9)
    cayley(n)(block, at, Float64Array.of(9, ...m), 1, s, block, at)
    expect(block).toEqual(Float64Array.of(...new Float64Array(at).fill(9), ...image, 9))
  })
  test('is the exponential to second order, no better', () => {
    const m = new Float64Array([1, 0, 0, 0, 0, 0, -1, 0])
    const error = (dt: number): number =>
      largestDifference(apply(2, m, dt / 2, new Float64Array([1, 0, 0, 0])), [Math.cos(dt), -Math.sin(dt), 0, 0])
    expect(error(0.1) / error(0.05)).toBeGreaterThan(7.8)
    expect(error(0.1) / error(0.05)).toBeLessThan(8.2)
  })
})
