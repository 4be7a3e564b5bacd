import type { Reading, Writing } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { gridVector } from '@casimir/checks'
import { andersonSolver } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'

type Map = (out: Writing, x: Reading) => number

const problems = fc
  .integer({ min: 1, max: 6 })
  .chain((n) => fc.record({ n: fc.constant(n), w: gridVector(n * n), b: gridVector(n, 3), x: gridVector(n, 2) }))

/** The row-sum norm, which bounds how much a map w x contracts. */
const norm = (w: Float64Array, n: number): number => {
  let largest = 0
  for (let j = 0; j < n; j++)
    largest = Math.max(
      largest,
      w.slice(j * n, (j + 1) * n).reduce((s, v) => s + Math.abs(v), 0),
    )
  return largest
}
/** b + factor w/|w| f(x): a contraction by `factor` when |f'| <= 1. */
const contraction =
  (n: number, w: Float64Array, b: Float64Array, factor: number, f: (x: number) => number): Map =>
  (out, x) => {
    const scale = factor / (norm(w, n) || 1)
    for (let j = 0; j < n; j++) {
      out[j] = b[j]
      for (let k = 0; k < n; k++) out[j] += scale * w[j * n + k] * f(x[k])
    }
    return STATUS.ok
  }
const run = (g: Map, start: Float64Array, options: { tolerance: number; iterations: number; depth: number }) => {
  const solver = andersonSolver(start.length, options)
  const [x, image] = [start.slice(), new Float64Array(start.length)]
  return { status: solver.solve(image, x, g), x, image, iterations: solver.iterations() }
}
const OPTIONS = { tolerance: 1e-12, iterations: 200, depth: 3 }

describe('andersonSolver', () => {
  for (const depth of [0, 1, 3, 6])
    law(`solves contractions to its tolerance at depth ${depth}`, [problems], ({ n, w, b, x }) => {
      const g = contraction(n, w, b, 0.8, Math.sin)
      const solved = run(g, x, { ...OPTIONS, depth })
      expect(solved.status).toBe(STATUS.ok)
      const image = new Float64Array(n)
      g(image, solved.x)
      expect(solved.image).toEqual(image)
      image.forEach((v, i) => {
        expect(Math.abs(v - solved.x[i])).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(solved.x[i])))
      })
    })

  law('all depths find the same fixed point', [problems], ({ n, w, b, x }) => {
    const g = contraction(n, w, b, 0.5, Math.sin)
    const [plain, mixed] = [0, 4].map((depth) => run(g, x, { ...OPTIONS, depth }))
    expect(largestDifference(plain.image, mixed.image)).toBeLessThan(1e-11)
  })

  law('a linear system takes about as many iterations as it has unknowns', [problems], ({ n, w, b, x }) => {
    const g = contraction(n, w, b, 0.95, (v) => v)
    const solved = run(g, x, { tolerance: 1e-9, iterations: 200, depth: 8 })
    expect(solved.status).toBe(STATUS.ok)
    expect(solved.iterations).toBeLessThanOrEqual(n + 4)
  })

  test('where plain iteration takes hundreds', () => {
    const n = 4
    const w = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 - k / 30 : 0))
    const g = contraction(n, w, new Float64Array(n).fill(1), 0.95, (v) => v)
    expect(run(g, new Float64Array(n), { tolerance: 1e-9, iterations: 1000, depth: 0 }).iterations).toBeGreaterThan(300)
    expect(run(g, new Float64Array(n), { tolerance: 1e-9, iterations: 1000, depth: 5 }).iterations).toBeLessThan(10)
  })

  test('solves where plain iteration diverges', () => {
    const g: Map = (out, x) => {
      out[0] = -2 * x[0] + 3
      return STATUS.ok
    }
    expect(run(g, Float64Array.of(5), { ...OPTIONS, depth: 0 }).status).not.toBe(STATUS.ok)
    const solved = run(g, Float64Array.of(5), { ...OPTIONS, depth: 1 })
    expect(solved.status).toBe(STATUS.ok)
    expect(Math.abs(solved.x[0] - 1)).toBeLessThan(1e-11)
  })

  test('a fixed point costs one evaluation', () => {
    const g = contraction(1, Float64Array.of(1), Float64Array.of(1), 0.5, (v) => v)
    expect(run(g, Float64Array.of(2), OPTIONS).iterations).toBe(1)
  })

  test('counts evaluations over all solves', () => {
    let evaluations = 0
    const g: Map = (out, x) => {
      evaluations += 1
      out[0] = Math.cos(x[0])
      return STATUS.ok
    }
    const solver = andersonSolver(1, OPTIONS)
    for (const start of [0.2, 1.7]) solver.solve(new Float64Array(1), Float64Array.of(start), g)
    expect(solver.iterations()).toBe(evaluations)
    expect(evaluations).toBeGreaterThan(6)
  })
})

describe('failure is a status', () => {
  const slow = contraction(1, Float64Array.of(1), Float64Array.of(1), 0.99, (v) => v)
  test('notConverged after the stated number of evaluations', () => {
    const { status, iterations } = run(slow, Float64Array.of(0), { tolerance: 1e-12, iterations: 7, depth: 0 })
    expect(status).toBe(STATUS.notConverged)
    expect(iterations).toBe(7)
  })
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
    test(`nonFinite when the map gives ${bad}`, () => {
      const g: Map = (out, x) => {
        out[0] = x[0] > 0.5 ? bad : x[0] + 0.4
        return STATUS.ok
      }
      expect(run(g, Float64Array.of(0), { ...OPTIONS, depth: 0 }).status).toBe(STATUS.nonFinite)
    })
  for (const depth of [0, 3])
    test(`nonFinite at depth ${depth} when the start is not finite, although its image is`, () => {
      const g: Map = (out) => {
        out[0] = 1
        return STATUS.ok
      }
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
        expect(run(g, Float64Array.of(bad), { ...OPTIONS, depth }).status).toBe(STATUS.nonFinite)
    })
  test("the map's own status, at once", () => {
    const { status, iterations } = run(() => STATUS.latticeTooLarge, Float64Array.of(0), OPTIONS)
    expect(status).toBe(STATUS.latticeTooLarge)
    expect(iterations).toBe(1)
  })
})

test('options without meaning are refused', () => {
  for (const tolerance of [0, -1, Number.NaN])
    expect(() => andersonSolver(1, { ...OPTIONS, tolerance })).toThrow(/^andersonSolver: tolerance is .*; give /)
  for (const iterations of [0, 1.5])
    expect(() => andersonSolver(1, { ...OPTIONS, iterations })).toThrow(/^andersonSolver: iterations is .*; give /)
  for (const depth of [-1, 1.5])
    expect(() => andersonSolver(1, { ...OPTIONS, depth })).toThrow(/^andersonSolver: depth is .*; give /)
})
