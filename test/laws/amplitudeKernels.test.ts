import { applyMatrix, conjugateTranspose, multiply } from '@casimir/algebra'
import { unitaryMatrix } from '@casimir/checks'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { componentsKernel, projectorKernel } from '../../packages/experiments/src/methods/amplitudeKernels.ts'
import { law } from '../support/law.ts'

const amplitude = fc.integer({ min: -64, max: 64 }).map((k) => k / 64)
const cases = fc.integer({ min: 1, max: 4 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    psi: fc.array(amplitude, { minLength: 2 * n, maxLength: 2 * n }).map((x) => Float64Array.from(x)),
    V: unitaryMatrix(n),
  }),
)
const apart = (x: Float64Array, y: Float64Array): number =>
  x.reduce((most, v, k) => Math.max(most, Math.abs(v - y[k])), 0)

law('the projector is the product of psi as a column and as a row; psi may lie anywhere', [cases], ({ n, psi }) => {
  const column = new Float64Array(2 * n * n)
  for (let j = 0; j < n; j++) column.set(psi.subarray(2 * j, 2 * j + 2), 2 * j * n)
  const row = new Float64Array(2 * n * n)
  conjugateTranspose(row, column, n)
  const expected = new Float64Array(2 * n * n)
  multiply(expected, column, row, n)
  const out = new Float64Array(3 + 2 * n * n).fill(7)
  projectorKernel(n)(out, 3, Float64Array.of(9, ...psi), 1)
  expect(Array.from(out.subarray(0, 3))).toEqual([7, 7, 7])
  // entries are sums of two products of dyadic numbers: exact either way
  expect(apart(out.subarray(3), expected)).toBe(0)
})

law('components in a basis of columns are V^+ psi', [cases], ({ n, psi, V }) => {
  const adjoint = new Float64Array(2 * n * n)
  conjugateTranspose(adjoint, V, n)
  const expected = new Float64Array(2 * n)
  applyMatrix(expected, 0, adjoint, 0, psi, 0, n)
  const c = new Float64Array(2 * n)
  componentsKernel(n)(c, V, Float64Array.of(9, 9, ...psi), 2)
  // 4 n products of numbers up to 1 and sqrt(2), summed in another order
  expect(apart(c, expected)).toBeLessThan(8 * n * Number.EPSILON * Math.SQRT2)
})

law('V psi, the transform the wrong way round, is seen', [cases], ({ n, psi, V }) => {
  const adjoint = new Float64Array(2 * n * n)
  conjugateTranspose(adjoint, V, n)
  const forward = new Float64Array(2 * n)
  applyMatrix(forward, 0, V, 0, psi, 0, n)
  const back = new Float64Array(2 * n)
  applyMatrix(back, 0, adjoint, 0, psi, 0, n)
  fc.pre(apart(forward, back) > 1e-3)
  const c = new Float64Array(2 * n)
  componentsKernel(n)(c, V, psi, 0)
  expect(apart(c, forward)).toBeGreaterThan(1e-4)
})
