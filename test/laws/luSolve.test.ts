import { luSolve } from '@casimir/algebra'
import { complexMatrix, gridNumber, gridVector } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { interleave, math, toColumn, toMatrix } from '../support/mathjsOracle.ts'

const systems = fc
  .integer({ min: 1, max: 6 })
  .chain((n) => fc.record({ n: fc.constant(n), m: complexMatrix(n), b: gridVector(2 * n), at: fc.nat(4) }))

/** max |m x - b| and max |x| for the solution x found from offset `at`. */
const solve = (
  n: number,
  m: Float64Array,
  b: Float64Array,
  at: number,
): { solved: boolean; x: Float64Array; residual: number } => {
  const padded = new Float64Array(at + 2 * n + 1).fill(9)
  padded.set(b, at)
  const solved = luSolve(m.slice(), padded, at, n)
  const x = padded.slice(at, at + 2 * n)
  expect([...padded.slice(0, at), padded.at(-1)].every((v) => v === 9)).toBe(true)
  const residual = largestDifference(interleave(math.multiply(toMatrix(m, n), toColumn(x, n))), b)
  return { solved, x, residual }
}
const size = (x: Float64Array): number => x.reduce((s, v) => Math.max(s, Math.abs(v)), 1)

describe('luSolve', () => {
  law('leaves a residual of round-off times the solution', [systems], ({ n, m, b, at }) => {
    const { solved, x, residual } = solve(n, m, b, at)
    if (solved) expect(residual).toBeLessThan(1e-14 * n * size(x))
    else expect(Math.hypot(...interleave([math.det(toMatrix(m, n))]))).toBeLessThan(1e-12)
  })
  law('agrees with mathjs on well-conditioned systems', [systems], ({ n, m, b }) => {
    const heavy = m.map((v, k) => (k % (2 * n + 2) === 0 ? v + 2 * n * Math.SQRT2 : v))
    const { solved, x } = solve(n, heavy, b, 0)
    expect(solved).toBe(true)
    expect(largestDifference(x, interleave(math.lusolve(toMatrix(heavy, n), toColumn(b, n))))).toBeLessThan(1e-14)
  })
  law('pivots, so a zero or tiny corner does no harm', [systems, gridNumber(1e-14)], ({ n, m, b }, tiny) => {
    const corner = m.slice()
    corner[0] = tiny
    corner[1] = 0
    const { solved, x, residual } = solve(n, corner, b, 0)
    if (solved) expect(residual).toBeLessThan(1e-14 * n * size(x))
  })
  test('solves a permutation exactly', () => {
    const m = new Float64Array([0, 0, 0, 1, 2, 0, 0, 0])
    expect(Array.from(solve(2, m, new Float64Array([1, 0, 4, 0]), 0).x)).toEqual([2, 0, 0, -1])
  })
})

describe('a singular matrix is reported', () => {
  const singular: ReadonlyArray<readonly [string, number, number[]]> = [
    ['zero, n = 1', 1, [0, 0]],
    ['zero, n = 3', 3, new Array<number>(18).fill(0)],
    ['equal rows', 2, [1, 2, 3, 4, 1, 2, 3, 4]],
    ['a zero column', 2, [0, 0, 3, 4, 0, 0, 1, 2]],
    ['a row i times another', 2, [1, 0, 2, 0, 0, 1, 0, 2]],
    ['not a number', 1, [Number.NaN, 0]],
  ]
  for (const [name, n, m] of singular)
    test(name, () => expect(luSolve(Float64Array.from(m), new Float64Array(2 * n).fill(1), 0, n)).toBe(false))
})
