import type { HybridGradient, LocalDensity } from '@casimir/algebra'
import { allocateGradient, scatter } from '@casimir/algebra'
import {
  addDensities,
  bspline,
  checkLocalDensity,
  correlationDensity,
  expectationDensity,
  hermitianFields,
  localFunctional,
  particleClosure,
  phaseSpaceGrid,
  quadraticDensity,
  rabi,
  scaleDensity,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 5
const weights = unequalWeights(N)
const mollifier = { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }
const options = { weights, hbar: 0.8, mollifier, spacing: 0.8 }
const [smooth, oscillator] = [smoothHamiltonian(2), rabi({ omega: 1, splitting: 1, coupling: 0.6 })]
/** Two axes with coefficients; one axis with others; none: the union is not in the order of either term. */
const terms: ReadonlyArray<LocalDensity> = [
  correlationDensity(oscillator, 1),
  correlationDensity(smooth, 0.7),
  quadraticDensity({ left: smooth, perDensity: true }),
  expectationDensity(oscillator),
]
const sum = addDensities(...(terms as [LocalDensity, ...LocalDensity[]]))

describe('sums and multiples of local densities', () => {
  const closure = (density: LocalDensity) => {
    const system = particleClosure(oscillator, density, options)
    const state = sampleCloud(system.shape)
    const gradient: HybridGradient = allocateGradient(system.shape)
    system.gradient(gradient, state)
    return { energy: system.energy(state), gradient: gradient.block }
  }
  const zero = closure(scaleDensity(0, terms[0]))

  test('the closure of a sum is the sum of the closures', () => {
    const parts = terms.map(closure)
    const whole = closure(sum)
    const energy = parts.reduce((h, part) => h + part.energy - zero.energy, zero.energy)
    const gradient = zero.gradient.map((g, i) => parts.reduce((x, part) => x + part.gradient[i] - g, g))
    expect(Math.abs(whole.energy - energy)).toBeLessThan(1e-12)
    expect(distance(whole.gradient, gradient)).toBeLessThan(1e-12)
    expect(distance(whole.gradient, parts[0].gradient)).toBeGreaterThan(1e-2)
  })

  test('so it is on the continuum', () => {
    const axis = { points: 8, start: -2, length: 4 }
    const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
    const P = fields.allocate()
    for (let i = 0; i < P.length; i++) P[i] = (i % 4 < 2 ? 1 : 0) + 0.3 * scatter(2, i)
    const read = (density: LocalDensity) => {
      const functional = localFunctional(fields, density)
      const derivative = fields.allocate()
      functional.derivative(derivative, P)
      return { value: functional.value(P), derivative }
    }
    const parts = terms.map(read)
    const whole = read(sum)
    const total = (each: (part: ReturnType<typeof read>) => number) => parts.reduce((x, part) => x + each(part), 0)
    expect(Math.abs(whole.value - total((part) => part.value))).toBeLessThan(1e-12 * Math.abs(whole.value))
    const summed = whole.derivative.map((_, i) => total((part) => part.derivative[i]))
    expect(distance(whole.derivative, summed)).toBeLessThan(1e-11)
  })

  test('a multiple is as many times as much; a term and its opposite are nothing', () => {
    const once = closure(terms[0])
    const thrice = closure(scaleDensity(3, terms[0]))
    expect(thrice.energy - zero.energy).toBeCloseTo(3 * (once.energy - zero.energy), 13)
    expect(distance(closure(addDensities(terms[0], scaleDensity(-1, terms[0]))).gradient, zero.gradient)).toBe(0)
    expect(() => scaleDensity(Number.NaN, terms[0])).toThrow(/factor of 'hbar term of rabi' is NaN/)
  })

  test('the axes are the union, and sizes must agree', () => {
    expect(terms[0].axes).toEqual([1])
    expect(sum.axes).toEqual([0, 1])
    expect(() => addDensities(terms[0], correlationDensity(smoothHamiltonian(3), 1))).toThrow(
      /'hbar term of rabi' has 2 levels and 1 degrees of freedom, .* 3 and 1; build all for one system/,
    )
  })
})

describe('the check of a local density', () => {
  test.each([...terms, sum, scaleDensity(-2, sum), correlationDensity(smoothHamiltonian(3), 1)])('passes $name', (f) =>
    expect(checkLocalDensity(f)).toBeUndefined(),
  )

  type Evaluate = LocalDensity['evaluate']
  const wrong = (change: (evaluate: Evaluate) => Evaluate, changes: Partial<LocalDensity> = {}): LocalDensity => {
    const original = correlationDensity(smooth, 1)
    return { ...original, evaluate: change(original.evaluate), ...changes, name: 'mine' }
  }
  const after = (mend: (...args: Parameters<Evaluate>) => void) =>
    wrong((evaluate) => (...args) => {
      evaluate(...args)
      mend(...args)
    })
  const cases: ReadonlyArray<readonly [string, LocalDensity, RegExp]> = [
    [
      'another b',
      after((out, o) => {
        out[o] += 0.1
      }),
      /b = df\/dD of 'mine' differs .* by 0\.\d+ of/,
    ],
    [
      'a B without a factor 2',
      after((out, o) => {
        out[o + 2] *= 2
      }),
      /B = df\/dP of 'mine' differs/,
    ],
    [
      'a C with the other sign',
      after((out, o) => {
        out[o + 7] *= -1
      }),
      /C = df\/d\(dP\/dq_0\) of 'mine' differs/,
    ],
    [
      'a value with another factor',
      after((out, o) => {
        out[o + 13] *= 1.001
      }),
      /differs .* by 0\.000\d+ of/,
    ],
    [
      'NaN',
      after((out, o) => {
        out[o + 1] = Number.NaN
      }),
      /makes B = df\/dP NaN \(number 1 of 'out'\)/,
    ],
    [
      'an infinite value',
      after((out, o) => {
        out[o + 13] = 1 / 0
      }),
      /makes the value f Infinity/,
    ],
    [
      'mutated fields',
      after((_, __, x, at) => {
        ;(x as Float64Array)[at + 3] += 1
      }),
      /writes into 'fields'/,
    ],
    [
      'mutated coefficients',
      after((_, __, ___, ____, table, c) => {
        ;(table as Float64Array)[c] = 0
      }),
      /writes into 'coefficients'/,
    ],
    [
      'a number too many',
      after((out, o) => {
        out[o + 14] = 0
      }),
      /writes outside of its 14 numbers/,
    ],
    ['outAt ignored', wrong((f) => (out, _, x, at, t, c) => f(out, 0, x, at, t, c)), /writes outside of its 14/],
    ['at ignored', wrong((f) => (out, o, x, _, t, c) => f(out, o, x, 0, t, c)), /NaN .* reading 'fields' from 'at'/],
    ['c ignored', wrong((f) => (out, o, x, at, t) => f(out, o, x, at, t, 0)), /NaN .* 'coefficients' from 'c'/],
    [
      'no finite coefficients',
      wrong((f) => f, { tabulate: (out, at) => out.fill(Number.NaN, at, at + 8) }),
      /no finite/,
    ],
    [
      'too few coefficients stated',
      wrong((f) => f, { coefficients: 4 }),
      /'tabulate' of 'mine' writes outside of its 4/,
    ],
    ['an axis too many', wrong((f) => f, { axes: [0, 2] }), /has the axes \[0, 2\]; give each once, .* to 1 \(p_0\)/],
    ['half a level', wrong((f) => f, { levels: 1.5 }), /has 1.5 levels/],
  ]
  test.each(cases)('refuses %s, with the sentence', (_, f, sentence) =>
    expect(() => checkLocalDensity(f)).toThrow(sentence),
  )
  test('and so do all who take one', () => {
    const [, bad] = cases[0]
    const axis = { points: 4, start: -1, length: 2 }
    expect(() => particleClosure(smooth, bad, options)).toThrow(/checkLocalDensity: b/)
    expect(() => localFunctional(hermitianFields(phaseSpaceGrid([axis], [axis]), 2), bad)).toThrow(
      /checkLocalDensity: b/,
    )
  })
})
