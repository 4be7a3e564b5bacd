import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { gridNumber } from '@casimir/checks'
import type { NumberParameter, ProblemDefinition } from '@casimir/experiments'
import { problems } from '@casimir/experiments'
import { kinetic, partFlow, separable } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

type Parameters = { readonly [name: string]: number }

const numbersOf = (problem: ProblemDefinition): ReadonlyArray<readonly [string, NumberParameter]> =>
  Object.entries(problem.parameters).flatMap(([name, p]) =>
    typeof p.default === 'number' ? [[name, p as NumberParameter] as const] : [],
  )

const defaults = (problem: ProblemDefinition): Parameters =>
  Object.fromEntries(numbersOf(problem).map(([name, p]) => [name, p.default]))

/** Every parameter from half to twice its default, of either sign where that is allowed. */
const parameters = (problem: ProblemDefinition): fc.Arbitrary<Parameters> =>
  fc.record(
    Object.fromEntries(
      numbersOf(problem).map(([name, p]) => [
        name,
        fc
          .tuple(fc.integer({ min: 50, max: 200 }), fc.boolean())
          .map(([k, minus]) => (p.default * k * (minus && !p.positive ? -1 : 1)) / 100),
      ]),
    ),
  )

/** Points away from q = 0, where the second derivatives of tully1 and tully3 jump. */
const points = fc.record({ q: gridNumber(4).filter((q) => Math.abs(q) > 0.05), p: gridNumber(30) })

const named = (name: string): ProblemDefinition => {
  const problem = problems.find((p) => p.name === name)
  if (!problem) throw new Error(`no problem '${name}'`)
  return problem
}
const evaluate = (
  h: HybridHamiltonian,
  kind: 'value' | 'gradientQ' | 'gradientP',
  q: number,
  p: number,
): Float64Array => {
  const out = new Float64Array(8).fill(Number.NaN)
  h[kind](out, Float64Array.of(Number.NaN, q), Float64Array.of(Number.NaN, p), 1)
  return out
}
const largest = (m: Float64Array): number => m.reduce((s, x) => Math.max(s, Math.abs(x)), 0)

/** d/dx of a matrix by sixth-order central differences. */
const derivative = (f: (x: number) => Float64Array, x: number): Float64Array => {
  const step = 1e-2
  const sum = new Float64Array(8)
  for (const [k, c] of [
    [1, 45],
    [2, -9],
    [3, 1],
  ] as const) {
    const [right, left] = [f(x + k * step), f(x - k * step)]
    for (let i = 0; i < 8; i++) sum[i] += (c * (right[i] - left[i])) / (60 * step)
  }
  return sum
}

const TULLY_AND_OSCILLATORS = ['rabi', 'pure-dephasing', 'jaynes-cummings', 'tully1', 'tully2', 'tully3']
test('the six problems are there', () =>
  expect(problems.map((p) => p.name)).toEqual(expect.arrayContaining(TULLY_AND_OSCILLATORS)))

describe.each(TULLY_AND_OSCILLATORS)('%s', (name) => {
  const problem = named(name)
  const models = fc.oneof(fc.constant(defaults(problem)), parameters(problem)).map((values) => problem.build(values))

  law('is Hermitian', [models, points], (h, { q, p }) => {
    for (const kind of ['value', 'gradientQ', 'gradientP'] as const) {
      const m = evaluate(h, kind, q, p)
      expect(m.every(Number.isFinite)).toBe(true)
      for (let j = 0; j < 2; j++)
        for (let k = 0; k < 2; k++) {
          expect(m[4 * j + 2 * k]).toBe(m[4 * k + 2 * j])
          expect(m[4 * j + 2 * k + 1] + m[4 * k + 2 * j + 1]).toBe(0)
        }
    }
  })
  law('has the gradients of its value', [models, points], (h, { q, p }) => {
    const size = largest(evaluate(h, 'value', q, p))
    for (const [kind, measured] of [
      ['gradientQ', derivative((x) => evaluate(h, 'value', x, p), q)],
      ['gradientP', derivative((x) => evaluate(h, 'value', q, x), p)],
    ] as const) {
      const stated = evaluate(h, kind, q, p)
      expect(largestDifference(measured, stated)).toBeLessThan(1e-9 * largest(stated) + 1e-12 * size)
    }
  })
  law('is A(p) + B(q)', [models, points], (h, { q, p }) => {
    const [a, b] = [new Float64Array(8), new Float64Array(8)]
    h.split?.A.value(a, Float64Array.of(p), 0)
    h.split?.B.value(b, Float64Array.of(q), 0)
    expect(
      largestDifference(
        evaluate(h, 'value', q, p),
        a.map((x, k) => x + b[k]),
      ),
    ).toBe(0)
    h.split?.A.gradient(a, Float64Array.of(p), 0)
    h.split?.B.gradient(b, Float64Array.of(q), 0)
    expect(evaluate(h, 'gradientP', q, p)).toEqual(a)
    expect(evaluate(h, 'gradientQ', q, p)).toEqual(b)
  })
  test('has the name, levels and degrees of freedom of its definition', () => {
    const { name: own, levels, dof, split } = problem.build(defaults(problem))
    expect({ own, levels, dof }).toEqual({ own: name, levels: 2, dof: 1 })
    expect(split?.A.scalar).toBe(name !== 'jaynes-cummings')
    expect(split?.B.scalar).toBe(false)
  })
})

describe('the printed Hamiltonians, entry by entry', () => {
  const coordinates = fc.record({ q: gridNumber(3), p: gridNumber(3) })
  const values = fc.record({
    omega: gridNumber(2).filter((w) => w > 0),
    splitting: gridNumber(2),
    coupling: gridNumber(1),
  })
  const expectEntries = (name: string, v: Parameters, q: number, p: number, entries: number[]): void =>
    expect(largestDifference(evaluate(named(name).build(v), 'value', q, p), entries)).toBeLessThan(1e-14)

  law('rabi: coupling q sx', [values, coordinates], (v, { q, p }) => {
    const e = (p ** 2 + v.omega ** 2 * q ** 2) / 2
    const g = v.coupling * q
    expectEntries('rabi', v, q, p, [e + v.splitting / 2, 0, g, 0, g, 0, e - v.splitting / 2, 0])
  })
  law('pure-dephasing: coupling q sz', [values, coordinates], (v, { q, p }) => {
    const e = (p ** 2 + v.omega ** 2 * q ** 2) / 2
    const z = v.splitting / 2 + v.coupling * q
    expectEntries('pure-dephasing', v, q, p, [e + z, 0, 0, 0, 0, 0, e - z, 0])
  })
  law(
    'jaynes-cummings: coupling (omega q sx - p sy), so H01 = coupling (omega q + i p)',
    [values, coordinates],
    (v, { q, p }) => {
      const e = (p ** 2 + v.omega ** 2 * q ** 2) / 2
      const [re, im] = [v.coupling * v.omega * q, v.coupling * p]
      expectEntries('jaynes-cummings', v, q, p, [e + v.splitting / 2, 0, re, im, re, -im, e - v.splitting / 2, 0])
    },
  )

  // [q, V00, V11, V01] of the formulas in the paper, worked out with p = 0 and the default parameters
  const tully: Record<string, ReadonlyArray<readonly [number, number, number, number]>> = {
    tully1: [
      [-1, -0.007981034820053447, 0.007981034820053447, 0.0018393972058572117],
      [0, 0, 0, 0.005],
      [2.5, 0.009816843611112657, -0.009816843611112657, 9.652270681138546e-6],
    ],
    tully2: [
      [-1, 0, -0.025578374145572555, 0.01412646800376373],
      [0, 0, -0.05, 0.015],
      [2, 0, 0.017372020537696056, 0.011799417915998301],
    ],
    tully3: [
      [-1, 6e-4, -6e-4, 0.04065696597405991],
      [0, 6e-4, -6e-4, 0.1],
      [2, 6e-4, -6e-4, 0.18347011117784137],
    ],
  }
  for (const [name, rows] of Object.entries(tully))
    test.each(rows)(`${name} at q = %f`, (q, v00, v11, v01) => {
      expectEntries(name, defaults(named(name)), q, 0, [v00, 0, v01, 0, v01, 0, v11, 0])
      const kick = 20 ** 2 / 4000
      expectEntries(name, defaults(named(name)), q, 20, [v00 + kick, 0, v01, 0, v01, 0, v11 + kick, 0])
    })
})

describe('building blocks', () => {
  law(
    'kinetic: sum p_i^2 / 2 m_i with one mass each, and its gradient',
    [fc.array(gridNumber(3), { minLength: 3, maxLength: 3 })],
    (p) => {
      const T = kinetic(2, [1, 4, 0.5])
      const [value, gradient] = [new Float64Array(8), new Float64Array(24)]
      T.value(value, Float64Array.of(9, ...p), 1)
      T.gradient(gradient, Float64Array.of(9, ...p), 1)
      const e = p[0] ** 2 / 2 + p[1] ** 2 / 8 + p[2] ** 2
      expect(largestDifference(value, [e, 0, 0, 0, 0, 0, e, 0])).toBeLessThan(1e-14)
      const v = [p[0], p[1] / 4, p[2] * 2]
      expect(
        largestDifference(
          gradient,
          v.flatMap((x) => [x, 0, 0, 0, 0, 0, x, 0]),
        ),
      ).toBeLessThan(1e-14)
    },
  )
  test('separable refuses parts of different sizes, naming the problem', () => {
    expect(() => separable('odd', kinetic(2, 1), kinetic(3, 1))).toThrow(
      "separable: in 'odd' A(p) has 2 levels and 1 degrees of freedom, B(q) has 3 and 1; make them equal.",
    )
    expect(() => separable('odd', kinetic(2, [1, 1]), kinetic(2, 1))).toThrow(/'odd'.*2 degrees of freedom/)
  })
  test('a matrix function that wrongly calls itself scalar is refused', () => {
    const B = problems[0].build(defaults(problems[0])).split?.B as MatrixFunction
    expect(() => partFlow({ ...B, scalar: true }, 1, -1)).toThrow(/^scalar: .*; declare scalar: false\.$/)
  })
})
