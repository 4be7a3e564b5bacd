import type { MatrixFunction } from '@casimir/algebra'
import { expectation, hermitianExponential, multiply, normSquared } from '@casimir/algebra'
import { amplitudes, gridNumber, gridVector, hermitian } from '@casimir/checks'
import type { PartFlow } from '@casimir/models'
import { kinetic, partFlow } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frozenImpulse } from '../support/frozenImpulse.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { refuted } from '../support/refuted.ts'
import { smoothMatrixFunction } from '../support/smoothMatrixFunction.ts'

interface Problem {
  readonly M: MatrixFunction
  readonly hbar: number
  readonly sign: 1 | -1
  readonly x: Float64Array
  readonly y: Float64Array
  readonly psi: Float64Array
}
interface End {
  readonly y: Float64Array
  readonly psi: Float64Array
}

const problem = (n: number, d: number): fc.Arbitrary<Problem> =>
  fc.record({
    M: fc.array(hermitian(n), { minLength: 3, maxLength: 3 }).map((ms) => smoothMatrixFunction(n, d, ms)),
    hbar: fc.constantFrom(1, 0.3),
    sign: fc.constantFrom<1 | -1>(1, -1),
    x: gridVector(d, 2),
    y: gridVector(d, 2),
    psi: amplitudes(n),
  })
const problems = fc.constantFrom([1, 1], [2, 1], [2, 3], [3, 1], [3, 2], [4, 1]).chain(([n, d]) => problem(n, d))
const times = gridNumber(2)

const then = (flow: PartFlow, { x, y, psi }: { x: Float64Array } & End, t: number): End => {
  const end = { y: y.slice(), psi: psi.slice() }
  flow(x, end.y, 0, end.psi, 0, t)
  return end
}
const apart = (a: End, b: End): number => Math.max(largestDifference(a.y, b.y), largestDifference(a.psi, b.psi))

const isOneParameterGroup =
  (make: (M: MatrixFunction, hbar: number, sign: 1 | -1) => PartFlow) =>
  (p: Problem, a: number, b: number): void => {
    const flow = make(p.M, p.hbar, p.sign)
    const twice = then(flow, { x: p.x, ...then(flow, p, a) }, b)
    expect(apart(twice, then(flow, p, a + b))).toBeLessThan(1e-12)
  }

describe('the flow of h = <psi|M(x)|psi>', () => {
  law('is a one-parameter group: f(a) then f(b) is f(a + b)', [problems, times, times], isOneParameterGroup(partFlow))
  law('does nothing in no time', [problems], (p) =>
    expect(apart(then(partFlow(p.M, p.hbar, p.sign), p, 0), p)).toBeLessThan(1e-14),
  )
  test('with the force at the start instead of its integral it is no group', () =>
    expect(refuted([problems, times, times], isOneParameterGroup(frozenImpulse))).toBe(true))

  law('conserves the norm and the energy of the part, and leaves x alone', [problems, times], (p, t) => {
    const { levels: n } = p.M
    const x = p.x.slice()
    const { psi } = then(partFlow(p.M, p.hbar, p.sign), p, t)
    expect(x).toEqual(p.x)
    expect(Math.abs(normSquared(psi, 0, n) - 1)).toBeLessThan(1e-13)
    const m = new Float64Array(2 * n * n)
    p.M.value(m, p.x, 0)
    expect(Math.abs(expectation(m, 0, psi, 0, n) - expectation(m, 0, p.psi, 0, n))).toBeLessThan(1e-12)
  })

  law('turns psi by exp(-i (M - Tr M/n) t / hbar)', [problems, times], (p, t) => {
    const { levels: n } = p.M
    const [m, u] = [new Float64Array(2 * n * n), new Float64Array(2 * n * n)]
    p.M.value(m, p.x, 0)
    let trace = 0
    for (let j = 0; j < n; j++) trace += m[2 * (j * n + j)]
    for (let j = 0; j < n; j++) m[2 * (j * n + j)] -= trace / n
    hermitianExponential(n)(u, 0, m, 0, t / p.hbar)
    const expected = new Float64Array(2 * n * n)
    const column = new Float64Array(2 * n * n)
    for (let j = 0; j < n; j++) column.set(p.psi.subarray(2 * j, 2 * j + 2), 2 * j * n)
    multiply(expected, u, column, n)
    const { psi } = then(partFlow(p.M, p.hbar, p.sign), p, t)
    expect(
      largestDifference(
        psi,
        psi.map((_, k) => expected[2 * n * (k >> 1) + (k & 1)]),
      ),
    ).toBeLessThan(1e-12)
  })
})

const NODES = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664]
const WEIGHTS = [0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189]
const PANELS = 24

/** sign times the integral of <psi(s)|dM|psi(s)> over [0, t], by Gauss-Legendre quadrature along the exact psi(s). */
const impulseByQuadrature = ({ M, hbar, sign, x, psi }: Problem, t: number): Float64Array => {
  const { levels: n, dof: d } = M
  const size = 2 * n * n
  const [m, u, column, turned] = Array.from({ length: 4 }, () => new Float64Array(size))
  const derivatives = new Float64Array(d * size)
  const state = new Float64Array(2 * n)
  const exponential = hermitianExponential(n)
  M.value(m, x, 0)
  M.gradient(derivatives, x, 0)
  for (let j = 0; j < n; j++) column.set(psi.subarray(2 * j, 2 * j + 2), 2 * j * n)
  const sum = new Float64Array(d)
  for (let panel = 0; panel < PANELS; panel++)
    NODES.forEach((node, k) => {
      const s = (t * (panel + 0.5 + 0.5 * node)) / PANELS
      exponential(u, 0, m, 0, s / hbar)
      multiply(turned, u, column, n)
      for (let j = 0; j < n; j++) state.set(turned.subarray(2 * j * n, 2 * j * n + 2), 2 * j)
      for (let i = 0; i < d; i++)
        sum[i] += sign * WEIGHTS[k] * (t / (2 * PANELS)) * expectation(derivatives, i * size, state, 0, n)
    })
  return sum
}

describe('the impulse is the integral of the force along the exact psi(t)', () => {
  law(
    'for random smooth matrices',
    [problems, times],
    (p, t) => {
      const { y } = then(partFlow(p.M, p.hbar, p.sign), p, t)
      expect(
        largestDifference(
          y,
          impulseByQuadrature(p, t).map((v, i) => p.y[i] + v),
        ),
      ).toBeLessThan(1e-11)
    },
    30,
  )

  /** M(x) = e 1 + x C: n equal levels at x = 0, where the force still has all its elements. */
  const crossing = (C: Float64Array, gap: number): MatrixFunction => {
    const n = Math.sqrt(C.length / 2)
    return {
      levels: n,
      dof: 1,
      scalar: false,
      value: (out, x, at) => {
        for (let k = 0; k < 2 * n * n; k++) out[k] = x[at] * C[k]
        for (let j = 0; j < n; j++) out[2 * (j * n + j)] += 0.4 + gap * j
      },
      gradient: (out) => out.set(C),
    }
  }
  for (const gap of [0, 1e-13, 1e-9, 1e-6, 1e-3, 2e-3])
    law(
      `at levels ${gap} apart`,
      [fc.constantFrom(2, 3).chain((n) => fc.tuple(hermitian(n), amplitudes(n))), times],
      ([C, psi], t) => {
        const p: Problem = {
          M: crossing(C, gap),
          hbar: 1,
          sign: -1,
          x: Float64Array.of(0),
          y: Float64Array.of(0.7),
          psi,
        }
        const { y } = then(partFlow(p.M, 1, -1), p, t)
        expect(Math.abs(y[0] - 0.7 - impulseByQuadrature(p, t)[0])).toBeLessThan(1e-12)
      },
      20,
    )
})

describe('a scalar part', () => {
  law(
    'is the same flow without a decomposition',
    [gridVector(3, 3), gridVector(3), amplitudes(2), times],
    (x, y, psi, t) => {
      const M = kinetic(2, [1, 2000, 0.5])
      const [fast, general] = [M, { ...M, scalar: false }].map((m) => then(partFlow(m, 1, 1), { x, y, psi }, t))
      expect(largestDifference(fast.y, general.y)).toBeLessThan(1e-13)
      expect(largestDifference(fast.psi, general.psi)).toBeLessThan(1e-13)
      expect(fast.psi).toEqual(psi)
    },
  )
})
