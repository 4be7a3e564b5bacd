import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { gridNumber } from '@casimir/checks'
import {
  harmonic,
  jaynesCummings,
  ladder,
  linearVibronic,
  oscillatorBath,
  polynomial,
  pureDephasing,
  rabi,
  rashba,
  spinBoson,
} from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

const positive = fc.integer({ min: 2, max: 20 }).map((k) => k / 8)
const signed = gridNumber(2)

/** A Hermitian matrix as rows of [re, im] pairs. */
const hermitian = (n: number) =>
  fc.array(signed, { minLength: n * n, maxLength: n * n }).map((x) =>
    Array.from({ length: n }, (_, j) =>
      Array.from({ length: n }, (_, k): readonly [number, number] => {
        if (j === k) return [x[j * n + j], 0]
        return j < k ? [x[j * n + k], x[k * n + j]] : [x[k * n + j], -x[j * n + k]]
      }),
    ),
  )
const polynomials = fc
  .integer({ min: 1, max: 3 })
  .chain((n) =>
    fc.record({
      mass: positive,
      B: fc.array(hermitian(n), { minLength: 1, maxLength: 4 }),
      A: fc.array(hermitian(n), { maxLength: 4 }),
    }),
  )
  .map(polynomial)

const models: { readonly [name: string]: fc.Arbitrary<HybridHamiltonian> } = {
  harmonic: fc.record({ omega: positive, splitting: signed, tunnelling: signed }).map(harmonic),
  rashba: fc.record({ mass: positive, omega: signed, rashba: signed, zeeman: signed }).map(rashba),
  'spin-boson': fc
    .record({
      epsilon: signed,
      delta: signed,
      bath: fc.constantFrom('ohmic' as const, 'debye' as const),
      modes: fc.integer({ min: 1, max: 4 }),
      cutoff: positive,
      lambda: positive,
    })
    .map(spinBoson),
  'linear-vibronic': fc
    .record({
      omegaTuning: positive,
      omegaCoupling: positive,
      delta: signed,
      kappa0: signed,
      kappa1: signed,
      lambda: signed,
    })
    .map(linearVibronic),
  ladder: fc.record({ omega: positive, E0: signed, E1: signed, E2: signed, g01: signed, g12: signed }).map(ladder),
  polynomial: polynomials,
}

const coordinates = fc.array(gridNumber(2), { minLength: 4, maxLength: 4 })
const largest = (m: Float64Array): number => m.reduce((s, x) => Math.max(s, Math.abs(x)), 0)

/** The one matrix, or the d of them, that a function of phase space writes, into a buffer that held none. */
const matricesOf = (
  h: HybridHamiltonian,
  kind: 'value' | 'gradientQ' | 'gradientP',
  q: Float64Array,
  p: Float64Array,
): Float64Array => {
  const out = new Float64Array((kind === 'value' ? 1 : h.dof) * 2 * h.levels ** 2).fill(Number.NaN)
  h[kind](out, Float64Array.of(Number.NaN, ...q), Float64Array.of(Number.NaN, ...p), 1)
  return out
}

/** d/dx_i of a matrix by sixth-order central differences, exact for these polynomials of degree up to 4 but for rounding. */
const derivative = (f: (x: Float64Array) => Float64Array, x: Float64Array, i: number): Float64Array => {
  const step = 1 / 8
  const at = (k: number): Float64Array => f(x.map((value, j) => (i === j ? value + k * step : value)))
  const sum = new Float64Array(f(x).length)
  for (const [k, c] of [
    [1, 45],
    [2, -9],
    [3, 1],
  ] as const) {
    const [right, left] = [at(k), at(-k)]
    for (let o = 0; o < sum.length; o++) sum[o] += (c * (right[o] - left[o])) / (60 * step)
  }
  return sum
}

/** Largest difference of stated and measured gradients, relative to 1 + the largest entry of H. */
const gradientDefect = (h: HybridHamiltonian, qs: ReadonlyArray<number>, ps: ReadonlyArray<number>): number => {
  const [q, p] = [qs, ps].map((x) => Float64Array.from(x.slice(0, h.dof)))
  const size = 2 * h.levels ** 2
  let defect = 0
  for (let i = 0; i < h.dof; i++)
    for (const [kind, measured] of [
      ['gradientQ', derivative((x) => matricesOf(h, 'value', x, p), q, i)],
      ['gradientP', derivative((x) => matricesOf(h, 'value', q, x), p, i)],
    ] as const)
      defect = Math.max(defect, largestDifference(measured, matricesOf(h, kind, q, p).slice(i * size, (i + 1) * size)))
  return defect / (1 + largest(matricesOf(h, 'value', q, p)))
}

test('a gradient of another Hamiltonian is told from the right one', () => {
  const [h, other] = [0.3, 0.31].map((g12) => ladder({ omega: 1, E0: 0, E1: 1, E2: 2, g01: 0.1, g12 }))
  expect(gradientDefect({ ...h, gradientQ: other.gradientQ }, [0.5], [0.2])).toBeGreaterThan(1e-3)
})

describe.each(Object.entries(models))('%s', (_, arbitrary) => {
  law('is Hermitian, with Hermitian gradients', [arbitrary, coordinates, coordinates], (h, qs, ps) => {
    const n = h.levels
    const [q, p] = [qs, ps].map((x) => Float64Array.from(x.slice(0, h.dof)))
    for (const kind of ['value', 'gradientQ', 'gradientP'] as const) {
      const m = matricesOf(h, kind, q, p)
      expect(m.every(Number.isFinite)).toBe(true)
      for (let o = 0; o < m.length; o += 2 * n * n)
        for (let j = 0; j < n; j++)
          for (let k = 0; k < n; k++) {
            expect(m[o + 2 * (j * n + k)]).toBe(m[o + 2 * (k * n + j)])
            expect(m[o + 2 * (j * n + k) + 1] + m[o + 2 * (k * n + j) + 1]).toBe(0)
          }
    }
  })

  law('has the gradients of its value', [arbitrary, coordinates, coordinates], (h, qs, ps) => {
    expect(gradientDefect(h, qs, ps)).toBeLessThan(1e-11)
  })

  law('is A(p) + B(q)', [arbitrary, coordinates, coordinates], (h, qs, ps) => {
    const [q, p] = [qs, ps].map((x) => Float64Array.from(x.slice(0, h.dof)))
    const part = (M: MatrixFunction | undefined, x: Float64Array): Float64Array => {
      const out = new Float64Array(2 * h.levels ** 2)
      M?.value(out, x, 0)
      return out
    }
    const a = part(h.split?.A, p)
    const b = part(h.split?.B, q)
    expect(
      largestDifference(
        matricesOf(h, 'value', q, p),
        a.map((x, k) => x + b[k]),
      ),
    ).toBe(0)
  })
})

const same = (a: HybridHamiltonian, b: HybridHamiltonian, q: number, p: number): void => {
  for (const kind of ['value', 'gradientQ', 'gradientP'] as const) {
    const [x, y] = [a, b].map((h) => matricesOf(h, kind, Float64Array.of(q), Float64Array.of(p)))
    expect(largestDifference(x, y)).toBeLessThan(1e-14 * (1 + largest(x)))
  }
}
const oscillator = fc.record({ omega: positive, splitting: signed, coupling: signed })
const diagonal = (...x: ReadonlyArray<number>): number[][] =>
  x.map((value, j) => x.map((_, k) => (j === k ? value : 0)))

describe('polynomial reproduces', () => {
  const [x, y, z] = [
    (c: number) => [
      [0, c],
      [c, 0],
    ],
    (c: number) => [
      [0, [0, -c]],
      [[0, c], 0],
    ],
    (c: number) => diagonal(c, -c),
  ] as const
  law('rabi', [oscillator, signed, signed], ({ omega, splitting, coupling }, q, p) => {
    const square = omega ** 2 / 2
    const B = [z(splitting / 2), x(coupling), diagonal(square, square)]
    same(polynomial({ mass: 1, B, A: [] }), rabi({ omega, splitting, coupling }), q, p)
  })
  law('pure-dephasing', [oscillator, signed, signed], ({ omega, splitting, coupling }, q, p) => {
    const square = omega ** 2 / 2
    const B = [z(splitting / 2), z(coupling), diagonal(square, square)]
    same(polynomial({ mass: 1, B, A: [] }), pureDephasing({ omega, splitting, coupling }), q, p)
  })
  law('jaynes-cummings, by a matrix along p', [oscillator, signed, signed], ({ omega, splitting, coupling }, q, p) => {
    const square = omega ** 2 / 2
    const B = [z(splitting / 2), x(coupling * omega), diagonal(square, square)]
    const A = [diagonal(0, 0), y(-coupling)] as Parameters<typeof polynomial>[0]['A']
    same(polynomial({ mass: 1, B, A }), jaynesCummings({ omega, splitting, coupling }), q, p)
    expect(polynomial({ mass: 1, B, A }).split?.A.scalar).toBe(coupling === 0)
    expect(polynomial({ mass: 1, B, A: [] }).split?.A.scalar).toBe(true)
  })
})

describe('the printed Hamiltonians, entry by entry', () => {
  const write = (h: HybridHamiltonian, q: number[], p: number[]): Float64Array =>
    matricesOf(h, 'value', Float64Array.from(q), Float64Array.from(p))
  const close = (a: Float64Array, b: number[]): void => expect(largestDifference(a, b)).toBeLessThan(1e-14)

  test('polynomial: p^2/(2 mass) and its slope p/mass, beside what A has of p^2', () => {
    const h = polynomial({ mass: 4, B: [diagonal(0.3, -0.2)], A: [diagonal(0, 0), diagonal(0, 0), diagonal(0.5, 0)] })
    close(write(h, [0.9], [1.2]), [0.3 + 0.72 + 1.44 / 8, 0, 0, 0, 0, 0, -0.2 + 1.44 / 8, 0])
    const slope = matricesOf(h, 'gradientP', Float64Array.of(0.9), Float64Array.of(1.2))
    close(slope, [1.2 + 1.2 / 4, 0, 0, 0, 0, 0, 1.2 / 4, 0])
  })
  test('rashba: rashba p sy, so H01 = -i rashba p', () => {
    const e = 0.3 ** 2 / 4 + (2 * 0.7 ** 2 * 0.5 ** 2) / 2
    const h = write(rashba({ mass: 2, omega: 0.7, rashba: 0.4, zeeman: 0.6 }), [0.5], [0.3])
    close(h, [e + 0.3, 0, 0, -0.12, 0, 0.12, e - 0.3, 0])
  })
  test('spin-boson: epsilon sz + delta sx + sz sum c q', () => {
    const bath = { bath: 'ohmic', modes: 2, cutoff: 1.5, lambda: 0.3 } as const
    const { frequencies: w, couplings: c } = oscillatorBath(bath)
    const [q, p] = [
      [0.4, -0.9],
      [0.2, 0.7],
    ]
    const e = (p[0] ** 2 + p[1] ** 2 + (w[0] * q[0]) ** 2 + (w[1] * q[1]) ** 2) / 2
    const bias = 0.8 + c[0] * q[0] + c[1] * q[1]
    close(write(spinBoson({ epsilon: 0.8, delta: 0.25, ...bath }), q, p), [e + bias, 0, 0.25, 0, 0.25, 0, e - bias, 0])
  })
  test('linear-vibronic: the levels meet at q1 = 2 delta/(kappa0 - kappa1), q2 = 0', () => {
    const pyrazine = { omegaTuning: 0.0739, omegaCoupling: 0.1139, delta: 0.423, kappa0: 0.09806, kappa1: -0.13545 }
    const h = linearVibronic({ ...pyrazine, lambda: 0.20804 })
    const meeting = (2 * 0.423) / (0.09806 + 0.13545)
    const at = write(h, [meeting, 0], [0, 0])
    expect(Math.abs(at[0] - at[6]) + Math.abs(at[2])).toBeLessThan(1e-15)
    const e = (0.0739 * (1.2 ** 2 + 0.3 ** 2) + 0.1139 * (0.5 ** 2 + 0.8 ** 2)) / 2
    const [v0, v1] = [e - 0.423 + 0.09806 * 1.2, e + 0.423 - 0.13545 * 1.2]
    close(write(h, [1.2, 0.5], [0.3, -0.8]), [v0, 0, 0.10402, 0, 0.10402, 0, v1, 0])
  })
  test('ladder: with g12 = 0 its first two levels are rabi about (E0 + E1)/2', () => {
    const h = write(ladder({ omega: 0.7, E0: 0.9, E1: 0.2, E2: -3, g01: 0.3, g12: 0 }), [1.1], [0.4])
    const r = write(rabi({ omega: 0.7, splitting: 0.7, coupling: 0.3 }), [1.1], [0.4])
    close(Float64Array.of(...h.slice(0, 4), ...h.slice(6, 10)), [
      r[0] + 0.55,
      r[1],
      r[2],
      r[3],
      r[4],
      r[5],
      r[6] + 0.55,
      r[7],
    ])
    expect([...h.slice(4, 6), ...h.slice(10, 16)]).toEqual(Array(8).fill(0))
  })
})
