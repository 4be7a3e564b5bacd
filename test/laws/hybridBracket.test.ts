import type { Functional, PoissonBracket } from '@casimir/algebra'
import { commutator, directionalDerivative, functionalRing, multiply } from '@casimir/algebra'
import type { FieldFunctional, HermitianFields } from '@casimir/models'
import {
  expectationDensity,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  localFunctional,
  quadraticDensity,
} from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'
import { wrongBracket } from '../support/wrongBracket.ts'

const hbar = 0.7
const RANKS = ['one', 'full'] as const
type Build = (fields: HermitianFields, seed: number) => FieldFunctional
const random = ({ levels, grid }: HermitianFields, seed: number) => periodicHamiltonian(levels, { seed, dof: grid.dof })
const linear: Build = (fields, seed) => localFunctional(fields, expectationDensity(random(fields, seed)))
const quadratic: Build = (fields, seed) =>
  localFunctional(fields, quadraticDensity({ left: random(fields, seed), perDensity: true }))
const energy: Build = (fields, seed) => hybridEnergy(fields, random(fields, seed), hbar)
const KINDS = { linear, quadratic, energy }

const norm = ({ pair }: HermitianFields, x: Float64Array): number => Math.sqrt(pair(x, x))
const derivativeOf = (f: Functional, P: Float64Array): Float64Array => {
  const out = new Float64Array(P.length)
  f.derivative(out, P)
  return out
}

interface Problem {
  readonly system: readonly [n: number, dof: number]
  readonly rank: 'one' | 'full'
  readonly kinds: readonly [Build, Build, Build]
  readonly seed: number
  readonly hbar: number
}

/** On grids far too coarse for the fields: what holds for the discretised bracket itself, to rounding. */
describe('the algebra of the bracket, to rounding', () => {
  const kind = fc.constantFrom(linear, quadratic, energy)
  const problems: fc.Arbitrary<Problem> = fc.record({
    system: fc.constantFrom<Problem['system'][]>([1, 1], [2, 1], [3, 1], [2, 2], [3, 2]),
    rank: fc.constantFrom(...RANKS),
    kinds: fc.tuple(kind, kind, kind),
    seed: fc.nat(1000),
    hbar: fc.constantFrom(0.1, 1, 3),
  })
  const build = ({ system: [n, dof], rank, kinds, seed, hbar }: Problem) => {
    const fields = hermitianFields(periodicGrid(dof === 1 ? 8 : 4, dof), n)
    const [f, g, h] = kinds.map((make, k) => make(fields, seed + k))
    const P = smoothPacket(fields, { seed, rank })
    const { bracket, vectorField } = hybridBracket(fields, hbar)
    const V = fields.allocate()
    vectorField(h)(V, P)
    // |{f, h}| <= |df/dP| |V_h|
    const scale = norm(fields, derivativeOf(f, P)) * norm(fields, V)
    return { fields, f, g, h, P, V, bracket, scale }
  }
  law(
    '{f, h} is <df/dP, V_h>, the derivative of f along (12)',
    [problems],
    (problem) => {
      const { fields, f, h, P, V, bracket, scale } = build(problem)
      const value = bracket(f, h)(P)
      expect(Math.abs(value - fields.pair(derivativeOf(f, P), V))).toBeLessThanOrEqual(1e-13 * scale)
      // steps that move no entry by more than a few thousandths of the smallest density
      const D = new Float64Array(fields.grid.nodes)
      fields.trace(D, P)
      const step = (1e-3 * Math.min(...D)) / V.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
      expect(Math.abs(value - directionalDerivative(f.value, P, V, step))).toBeLessThanOrEqual(1e-9 * scale)
    },
    30,
  )
  law(
    'antisymmetry',
    [problems],
    (problem) => {
      const { f, h, P, bracket, scale } = build(problem)
      expect(Math.abs(bracket(f, h)(P) + bracket(h, f)(P))).toBeLessThanOrEqual(1e-13 * scale)
      expect(Math.abs(bracket(h, h)(P))).toBeLessThanOrEqual(1e-13 * scale)
    },
    30,
  )
  law(
    'Leibniz, in either argument',
    [problems],
    (problem) => {
      const { fields, f, g, h, P, bracket, scale } = build(problem)
      const ring = functionalRing(fields)
      const right = f.value(P) * bracket(g, h)(P) + g.value(P) * bracket(f, h)(P)
      const size = (1 + Math.abs(f.value(P)) + Math.abs(g.value(P))) * (1 + scale + Math.abs(bracket(g, h)(P)))
      expect(Math.abs(bracket(ring.mul(f, g), h)(P) - right)).toBeLessThanOrEqual(1e-12 * size)
      expect(Math.abs(bracket(h, ring.mul(f, g))(P) + right)).toBeLessThanOrEqual(1e-12 * size)
      expect(Math.abs(bracket(ring.one, h)(P))).toBe(0)
    },
    30,
  )
})

for (const n of [2, 3])
  test(`(12) against dense complex matrices, n = ${n}`, () => {
    const fields = hermitianFields(periodicGrid(16), n)
    const { grid, packing, spectral } = fields
    const h = energy(fields, 4)
    const P = smoothPacket(fields, { rank: 'full' })
    const G = derivativeOf(h, P)
    const [Gq, Gp, out] = [fields.allocate(), fields.allocate(), fields.allocate()]
    spectral.derivative(Gq, G, 0)
    spectral.derivative(Gp, G, 1)
    const at = (field: Float64Array, m: number): Float64Array => {
      const matrix = new Float64Array(2 * n * n)
      packing.addUnpacked(matrix, 0, field, m * n * n)
      return matrix
    }
    const trace = (x: Float64Array, y?: Float64Array): number => {
      const product = x.slice()
      if (y) multiply(product, x, y, n)
      let sum = 0
      for (let j = 0; j < n; j++) sum += product[2 * j * (n + 1)]
      return sum
    }
    const fluxes = [fields.allocate(), fields.allocate()]
    const right = fields.allocate()
    for (let m = 0; m < grid.nodes; m++) {
      const p = at(P, m)
      const X = [trace(p, at(Gp, m)) / trace(p), -trace(p, at(Gq, m)) / trace(p)]
      fluxes.forEach((flux, j) => {
        packing.pack(
          flux,
          m * n * n,
          p.map((v) => X[j] * v),
          0,
        )
      })
      const turned = new Float64Array(2 * n * n)
      commutator(turned, at(G, m), p, n)
      // 1/(i hbar) of x + i y is y/hbar - i x/hbar
      packing.pack(
        right,
        m * n * n,
        turned.map((_, i) => (i % 2 === 0 ? turned[i + 1] : -turned[i - 1]) / hbar),
        0,
      )
    }
    fluxes.forEach((flux, j) => {
      spectral.derivative(out, flux, j)
      for (let i = 0; i < right.length; i++) right[i] -= out[i]
    })
    hybridBracket(fields, hbar).vectorField(h)(out, P)
    expect(norm(fields, out)).toBeGreaterThan(0.1)
    expect(largestDifference(out, right)).toBeLessThan(1e-13)
  })

test("for n = 1 it is the Lie-Poisson bracket of a classical density, int D {f', h'}", () => {
  const fields = hermitianFields(periodicGrid(32), 1)
  const P = smoothPacket(fields)
  const [F, G] = [linear(fields, 1), linear(fields, 2)].map((f) => derivativeOf(f, P))
  const slope = (x: Float64Array, axis: number): Float64Array => {
    const out = fields.allocate()
    fields.scalar.derivative(out, x, axis)
    return out
  }
  const [Fq, Fp, Gq, Gp] = [slope(F, 0), slope(F, 1), slope(G, 0), slope(G, 1)]
  const right = P.reduce((sum, D, m) => sum + fields.grid.measure * D * (Fq[m] * Gp[m] - Fp[m] * Gq[m]), 0)
  for (const { bracket } of [hybridBracket(fields, hbar), wrongBracket(fields, hbar)])
    expect(Math.abs(bracket(linear(fields, 1), linear(fields, 2))(P) - right)).toBeLessThan(1e-14)
  expect(Math.abs(right)).toBeGreaterThan(1e-2)
})

/** |{{f, g}, h} + cyclic| over the largest term, each the derivative of {f, g} along V_h; steps move P by a hundredth. */
const jacobiDefect = (
  { bracket, vectorField }: PoissonBracket,
  fields: HermitianFields,
  P: Float64Array,
  [f, g, h]: ReadonlyArray<Functional>,
): number => {
  const V = fields.allocate()
  const terms = [
    [f, g, h],
    [g, h, f],
    [h, f, g],
  ].map(([a, b, c]) => {
    vectorField(c)(V, P)
    return directionalDerivative(bracket(a, b), P, V, (1e-2 * norm(fields, P)) / norm(fields, V))
  })
  return Math.abs(terms[0] + terms[1] + terms[2]) / Math.max(...terms.map(Math.abs))
}
const TRIPLES: ReadonlyArray<ReadonlyArray<keyof typeof KINDS>> = [
  ['linear', 'linear', 'linear'],
  ['linear', 'quadratic', 'energy'],
  ['quadratic', 'quadratic', 'quadratic'],
  ['energy', 'energy', 'energy'],
]

describe('Jacobi', () => {
  for (const n of [2, 3])
    for (const rank of RANKS)
      test.each(TRIPLES)(`n = ${n}, rank ${rank}: %s, %s, %s`, (...kinds) => {
        const fields = hermitianFields(periodicGrid(32), n)
        const P = smoothPacket(fields, { rank, amplitude: 0.3 })
        const functionals = kinds.map((kind, k) => KINDS[kind](fields, k + 1))
        const defect = jacobiDefect(hybridBracket(fields, hbar), fields, P, functionals)
        expect(defect).toBeLessThan(1e-11)
      })
  test.each([
    { n: 2, rank: 'full', points: [4, 8, 16], make: [linear, quadratic, linear] },
    { n: 2, rank: 'full', points: [4, 8], make: [energy, energy, energy] },
    { n: 3, rank: 'full', points: [4, 8], make: [linear, quadratic, energy] },
    { n: 2, rank: 'one', points: [4, 8], make: [linear, quadratic, energy] },
    { n: 3, rank: 'one', points: [4, 8], make: [energy, energy, energy] },
  ] as const)(
    'two degrees of freedom, n = $n, rank $rank, $points points: doubling them squares the defect, down to rounding',
    ({ n, rank, points, make }) => {
      const defects = points.map((count) => {
        const fields = hermitianFields(periodicGrid(count, 2), n)
        const P = smoothPacket(fields, { rank, amplitude: 0.2 })
        const functionals = make.map((build, k) => build(fields, k + 1))
        return jacobiDefect(hybridBracket(fields, hbar), fields, P, functionals)
      })
      expect(defects[0]).toBeGreaterThan(1e-5)
      for (let k = 1; k < defects.length; k++) expect(defects[k]).toBeLessThan(Math.max(defects[k - 1] ** 2, 1e-11))
    },
  )
})

/** Tr(P {F, G} P) for the product of two traces in (13). */
describe('the misread bracket', () => {
  for (const n of [2, 3])
    for (const rank of RANKS) {
      const fields = hermitianFields(periodicGrid(32), n)
      const P = smoothPacket(fields, { rank, amplitude: 0.3 })
      const [f, g, h] = [linear(fields, 1), linear(fields, 2), linear(fields, 3)]
      const wrong = wrongBracket(fields, hbar)
      const right = hybridBracket(fields, hbar)
      test(`is not the derivative along (12), n = ${n}, rank ${rank}`, () => {
        const value = right.bracket(f, g)(P)
        expect(Math.abs(wrong.bracket(f, g)(P) - value)).toBeGreaterThan(1e-3 * Math.abs(value))
      })
      test(`is antisymmetric and violates Jacobi, n = ${n}, rank ${rank}`, () => {
        expect(Math.abs(wrong.bracket(f, g)(P) + wrong.bracket(g, f)(P))).toBeLessThan(1e-13)
        expect(jacobiDefect(wrong, fields, P, [f, g, h])).toBeGreaterThan(1e-5)
      })
    }
})

test.each([0, -1, Number.NaN])('hbar = %d is refused', (bad) => {
  const fields = hermitianFields(periodicGrid(4), 2)
  expect(() => hybridBracket(fields, bad)).toThrow(`hybridBracket: hbar is ${bad}; give a positive number.`)
})
