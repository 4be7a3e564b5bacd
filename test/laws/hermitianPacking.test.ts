import { commutator, hermitianPacking, multiply } from '@casimir/algebra'
import { amplitudes, hermitian } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

const problems = fc
  .integer({ min: 1, max: 4 })
  .chain((n) =>
    fc.record({ n: fc.constant(n), x: hermitian(n), y: hermitian(n), psi: amplitudes(n), a: fc.nat(4), b: fc.nat(4) }),
  )

const packed = (n: number, m: Float64Array): Float64Array => {
  const out = new Float64Array(n * n)
  hermitianPacking(n).pack(out, 0, m, 0)
  return out
}
const dot = (x: Float64Array, y: Float64Array): number => x.reduce((s, v, k) => s + v * y[k], 0)

describe('hermitianPacking', () => {
  test('has n^2 coordinates', () => {
    for (const n of [1, 2, 3, 4]) expect(hermitianPacking(n).size).toBe(n * n)
  })
  law('unpacks what it packed, at any offsets', [problems], ({ n, x, a, b }) => {
    const { pack, addUnpacked, size } = hermitianPacking(n)
    const coordinates = new Float64Array(size + 5).fill(9)
    pack(coordinates, a, Float64Array.of(...new Float64Array(b), ...x), b)
    const matrix = new Float64Array(2 * n * n + b)
    addUnpacked(matrix, b, coordinates, a)
    expect(largestDifference(matrix, Float64Array.of(...new Float64Array(b), ...x))).toBeLessThan(1e-15)
    expect(coordinates.filter((v) => v === 9).length).toBe(5)
  })
  law('adds to what is there', [problems], ({ n, x, y }) => {
    const sum = y.slice()
    hermitianPacking(n).addUnpacked(sum, 0, packed(n, x), 0)
    expect(
      largestDifference(
        sum,
        x.map((v, k) => v + y[k]),
      ),
    ).toBeLessThan(1e-15)
  })
  law('turns Tr(X Y) into a dot product', [problems], ({ n, x, y }) => {
    const product = new Float64Array(2 * n * n)
    multiply(product, x, y, n)
    let trace = 0
    for (let j = 0; j < n; j++) trace += product[2 * (j * n + j)]
    expect(Math.abs(dot(packed(n, x), packed(n, y)) - trace)).toBeLessThan(1e-14)
  })
  law('packs |psi><psi| straight from the amplitudes', [problems], ({ n, psi, a, b }) => {
    const projector = new Float64Array(2 * n * n)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        projector[2 * (j * n + k)] = psi[2 * j] * psi[2 * k] + psi[2 * j + 1] * psi[2 * k + 1]
        projector[2 * (j * n + k) + 1] = psi[2 * j + 1] * psi[2 * k] - psi[2 * j] * psi[2 * k + 1]
      }
    const out = new Float64Array(n * n + a)
    hermitianPacking(n).packState(out, a, Float64Array.of(...new Float64Array(b).fill(9), ...psi), b)
    expect(largestDifference(out.slice(a), packed(n, projector))).toBeLessThan(1e-15)
  })
  law('gives i [x, y] the coordinates of the matrix commutator', [problems], ({ n, x, y, a, b }) => {
    const matrix = new Float64Array(2 * n * n)
    commutator(matrix, x, y, n)
    const timesI = matrix.map((_, k) => (k % 2 === 0 ? -matrix[k + 1] : matrix[k - 1]))
    const out = new Float64Array(n * n + 1).fill(9)
    const [X, Y] = [packed(n, x), packed(n, y)]
    const left = Float64Array.of(...new Float64Array(a).fill(9), ...X)
    const right = Float64Array.of(...new Float64Array(b).fill(9), ...Y)
    hermitianPacking(n).commutator(out, 1, left, a, right, b)
    expect(largestDifference(out, Float64Array.of(9, ...packed(n, timesI)))).toBeLessThan(1e-14)
  })
})
