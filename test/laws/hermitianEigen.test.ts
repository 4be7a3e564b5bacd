import { conjugateTranspose, hermitianEigen, multiply } from '@casimir/algebra'
import { amplitudes, gridNumber, hermitian } from '@casimir/checks'
import * as fc from 'fast-check'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

const ROUND_OFF = 2e-15

/** The eigenvalues of the real symmetric [[Re, -Im], [Im, Re]], each of M's twice, by ml-matrix. */
const reference = (m: Float64Array, n: number): number[] => {
  const embedding = new Matrix(2 * n, 2 * n)
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      const [re, im] = [m[2 * (j * n + k)], m[2 * (j * n + k) + 1]]
      embedding.set(j, k, re)
      embedding.set(n + j, n + k, re)
      embedding.set(j, n + k, -im)
      embedding.set(n + j, k, im)
    }
  const { realEigenvalues } = new EigenvalueDecomposition(embedding, { assumeSymmetric: true })
  return realEigenvalues.toSorted((a, b) => a - b).filter((_, k) => k % 2 === 0)
}

/** Diagonalises and asserts what an eigendecomposition is, to round-off relative to the matrix's largest entry. */
const decompose = (n: number, m: Float64Array): Float64Array => {
  const [values, vectors] = [new Float64Array(n), new Float64Array(2 * n * n)]
  hermitianEigen(n)(values, vectors, Float64Array.of(9, ...m, 9), 1)
  const [left, right, star, unit] = Array.from({ length: 4 }, () => new Float64Array(2 * n * n))
  multiply(left, m, vectors, n)
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++)
      for (let c = 0; c < 2; c++) right[2 * (j * n + k) + c] = vectors[2 * (j * n + k) + c] * values[k]
  const size = m.reduce((s, x) => Math.max(s, Math.abs(x)), Number.MIN_VALUE)
  expect(largestDifference(left, right) / size).toBeLessThan(ROUND_OFF * n * n)
  conjugateTranspose(star, vectors, n)
  multiply(unit, star, vectors, n)
  const identity = unit.map((_, i) => (i % (2 * n + 2) === 0 ? 1 : 0))
  expect(largestDifference(unit, identity)).toBeLessThan(ROUND_OFF * n * n)
  for (let k = 1; k < n; k++) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1])
  return values
}

const sizes = fc.integer({ min: 1, max: 6 })
const matrices = sizes.chain((n) => fc.record({ n: fc.constant(n), m: hermitian(n) }))

/** sum_k E_k v_k v_k^+ for the eigenvectors v_k of `frame`: a matrix whose eigenvalues are known. */
const withEigenvalues = (n: number, frame: Float64Array, energies: ArrayLike<number>): Float64Array => {
  const vectors = new Float64Array(2 * n * n)
  hermitianEigen(n)(new Float64Array(n), vectors, frame, 0)
  const m = new Float64Array(2 * n * n)
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      let [re, im] = [0, 0]
      for (let l = 0; l < n; l++) {
        const [a, b] = [2 * (j * n + l), 2 * (k * n + l)]
        re += energies[l] * (vectors[a] * vectors[b] + vectors[a + 1] * vectors[b + 1])
        im += energies[l] * (vectors[a + 1] * vectors[b] - vectors[a] * vectors[b + 1])
      }
      m.set([re, j === k ? 0 : im], 2 * (j * n + k))
      m.set([re, j === k ? 0 : -im], 2 * (k * n + j))
    }
  return m
}

describe('M V = V E with unitary V and ascending E', () => {
  law('random matrices, with the eigenvalues ml-matrix finds', [matrices], ({ n, m }) =>
    expect(largestDifference(decompose(n, m), reference(m, n))).toBeLessThan(1e-14 * n),
  )
  law('one degenerate level: 1 + c |x><x|', [sizes.chain((n) => amplitudes(n)), gridNumber()], (x, c) => {
    const n = x.length / 2
    const m = new Float64Array(2 * n * n)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const a = 2 * (j * n + k)
        m[a] = (j === k ? 1 : 0) + c * (x[2 * j] * x[2 * k] + x[2 * j + 1] * x[2 * k + 1])
        m[a + 1] = j === k ? 0 : c * (x[2 * j + 1] * x[2 * k] - x[2 * j] * x[2 * k + 1])
      }
    const expected = Array.from({ length: n }, (_, k) => (k === 0 ? 1 + c : 1)).toSorted((a, b) => a - b)
    expect(largestDifference(decompose(n, m), expected)).toBeLessThan(1e-14)
  })
  for (const gap of [0, 1e-8, 1e-12, 1e-15])
    law(`levels ${gap} apart`, [fc.integer({ min: 2, max: 6 }).chain((n) => hermitian(n))], (frame) => {
      const n = Math.sqrt(frame.length / 2)
      const energies = Array.from({ length: n }, (_, k) => 1 + gap * k)
      expect(largestDifference(decompose(n, withEigenvalues(n, frame, energies)), energies)).toBeLessThan(1e-14 * n)
    })
  law('diagonal matrices, in ascending order', [fc.array(gridNumber(), { minLength: 1, maxLength: 6 })], (d) => {
    const m = new Float64Array(2 * d.length ** 2)
    d.forEach((x, j) => {
      m[2 * (j * d.length + j)] = x
    })
    expect(
      largestDifference(
        decompose(d.length, m),
        d.toSorted((a, b) => a - b),
      ),
    ).toBeLessThan(4e-16)
  })
  for (const n of [1, 2, 3, 4, 5, 6])
    test(`the zero matrix, n = ${n}`, () =>
      expect(decompose(n, new Float64Array(2 * n * n)).every((e) => e === 0)).toBe(true))
  law(
    'weak coupling of unequal levels',
    [sizes.chain((n) => hermitian(n)), fc.integer({ min: 0, max: 300 })],
    (m, k) => {
      const n = Math.sqrt(m.length / 2)
      const weak = m.map((x, i) => (i % (2 * n + 2) === 0 ? x + i : x * 10 ** -k))
      expect(largestDifference(decompose(n, weak), reference(weak, n))).toBeLessThan(1e-13 * n * n)
    },
  )
})

describe('the scale of the matrix does not matter', () => {
  for (const scale of [1e-140, 1e-30, 1e30, 1e140])
    law(`|M| = ${scale}`, [matrices], ({ n, m }) => {
      const scaled = m.map((x) => x * scale)
      const back = decompose(n, scaled).map((e) => e / scale)
      expect(largestDifference(back, decompose(n, m))).toBeLessThan(2e-14 * n)
    })
})

test('a number of levels that is no whole number >= 1 is refused', () => {
  for (const n of [0, -1, 1.5])
    expect(() => hermitianEigen(n)).toThrow(`hermitianEigen: n is ${n}; give a whole number of levels >= 1.`)
})
