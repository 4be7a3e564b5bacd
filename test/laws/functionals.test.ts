import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { composeFunctionals, derivativeDefect, functionalRing, localStride, scaleFunctional } from '@casimir/algebra'
import type { FieldFunctional, HermitianFields } from '@casimir/models'
import {
  bspline,
  correlationDensity,
  ehrenfestEnergy,
  expectationDensity,
  gaussian,
  gibbsEntropy,
  hermitianFields,
  hybridEnergy,
  localFunctional,
  meanFieldEnergy,
  mollifiedFunctional,
  purity,
  quadraticDensity,
  rabi,
  regularisedEnergy,
  spectralCasimir,
  twoFormCasimir,
  vonNeumannEntropy,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { periodicGrid, periodicHamiltonian, smoothDirection, smoothPacket } from '../support/periodicHamiltonian.ts'

const hbar = 0.7
const random = (fields: HermitianFields, seed: number) =>
  periodicHamiltonian(fields.levels, { seed, dof: fields.grid.dof })
const mean = (fields: HermitianFields, seed: number): FieldFunctional =>
  localFunctional(fields, expectationDensity(random(fields, seed)))
const correlation = (fields: HermitianFields, seed: number) =>
  localFunctional(fields, correlationDensity(random(fields, seed), hbar))
const quadratic = (fields: HermitianFields, perDensity: boolean): FieldFunctional =>
  localFunctional(fields, quadraticDensity({ left: random(fields, 3), right: random(fields, 4), perDensity }))
const mollifier = ({ grid }: HermitianFields, factor = gaussian(0.4)) => {
  const factors = Array.from({ length: grid.dof }, () => factor)
  return { q: factors, p: factors }
}

/**
 * Every functional of the library, each for any number of levels and degrees of freedom: append a row to subject another to the laws below. A row with
 * `mixed` is tried on mixed P alone, where no eigenvalue is near zero.
 */
const FUNCTIONALS: ReadonlyArray<
  readonly [name: string, build: (fields: HermitianFields) => FieldFunctional, on?: 'mixed']
> = [
  ['zero', (fields) => functionalRing(fields).zero],
  ['one', (fields) => functionalRing(fields).one],
  ['mean', (fields) => mean(fields, 1)],
  ['hbar term', (fields) => correlation(fields, 2)],
  ['quadratic', (fields) => quadratic(fields, false)],
  ['quadratic over D', (fields) => quadratic(fields, true)],
  ['square of one operator', (fields) => localFunctional(fields, quadraticDensity({ left: random(fields, 3) }))],
  ['mollified', (fields) => mollifiedFunctional(correlation(fields, 2), mollifier(fields))],
  [
    'mollified by a B-spline',
    (fields) => mollifiedFunctional(correlation(fields, 2), mollifier(fields, bspline(5, 0.5))),
  ],
  ['Ehrenfest energy', (fields) => ehrenfestEnergy(fields, random(fields, 1))],
  ['mean-field energy', (fields) => meanFieldEnergy(fields, random(fields, 1))],
  ['hybrid energy', (fields) => hybridEnergy(fields, random(fields, 1), hbar)],
  ['regularised energy', (fields) => regularisedEnergy(fields, random(fields, 1), hbar, mollifier(fields))],
  [
    'C1',
    (fields) =>
      spectralCasimir(fields, { name: 'sin 3x', phi: (x) => Math.sin(3 * x), slope: (x) => 3 * Math.cos(3 * x) }),
  ],
  ['C2', (fields) => twoFormCasimir(fields, hbar, { name: 'x^2', lambda: (x) => x * x, slope: (x) => 2 * x })],
  ['purity', purity],
  ['von Neumann entropy', vonNeumannEntropy, 'mixed'],
  ['Gibbs entropy', (fields) => gibbsEntropy(fields, 0.02)],
  ['scaled', (fields) => scaleFunctional(-3, quadratic(fields, true))],
  ['difference', (fields) => functionalRing(fields).sub(mean(fields, 1), correlation(fields, 2))],
  ['product', (fields) => functionalRing(fields).mul(mean(fields, 1), quadratic(fields, true))],
  [
    'composition',
    (fields) =>
      composeFunctionals(
        'x exp(y)',
        [mean(fields, 1), correlation(fields, 2)],
        ([x, y]) => x * Math.exp(y),
        (out, [x, y]) => {
          out[0] = Math.exp(y)
          out[1] = x * Math.exp(y)
        },
      ),
  ],
]

/** Round-off of F(P) over the step of 1e-3, with room for values a few times larger than their change. */
const DIFFERENCES = 1e-11

const SYSTEMS = [
  { n: 1, dof: 1, points: 8 },
  { n: 2, dof: 1, points: 8 },
  { n: 3, dof: 1, points: 8 },
  { n: 2, dof: 2, points: 4 },
  { n: 3, dof: 2, points: 4 },
]

/** Directions of the size of P: a smooth field, and P itself times one number a node. */
const directions = (fields: HermitianFields, P: Float64Array): Float64Array[] => {
  const size = P.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const nn = fields.packing.size
  return [
    smoothDirection(fields, { seed: 7 }).map((x) => (0.2 * size * x) / 3),
    P.map((x, i) => x * Math.sin(1.7 * Math.floor(i / nn))),
  ]
}

/** Replaces P by (P + 1 Tr P/n)/2, whose eigenvalues are at least Tr P/(2 n). */
const mixEvenly = ({ levels: n, grid, packing }: HermitianFields, P: Float64Array): void => {
  for (let m = 0; m < grid.nodes; m++) {
    const at = P.subarray(m * packing.size, (m + 1) * packing.size)
    const trace = at.slice(0, n).reduce((sum, x) => sum + x)
    for (let c = 0; c < packing.size; c++) at[c] = (at[c] + (c < n ? trace / n : 0)) / 2
  }
}

describe('the stated derivative is the derivative of the value', () => {
  for (const { n, dof, points } of SYSTEMS) {
    const fields = hermitianFields(periodicGrid(points, dof), n)
    for (const [name, build, on] of FUNCTIONALS)
      test(`${name}, n = ${n}, ${dof} degrees of freedom`, () => {
        const functional = build(fields)
        for (const rank of ['one', 'full'] as const) {
          const P = smoothPacket(fields, { rank })
          if (on === 'mixed') mixEvenly(fields, P)
          const before = P.slice()
          expect(derivativeDefect(functional, P, directions(fields, P))).toBeLessThan(DIFFERENCES)
          expect(P).toEqual(before)
        }
      })
  }
})

/** A density whose written partial derivatives from `from` to `to` are scaled: 1 for none of its mistakes. */
const spoilt = (density: LocalDensity, factor: number, from: number, to: number): LocalDensity => ({
  ...density,
  evaluate: (out, o, ...rest) => {
    density.evaluate(out, o, ...rest)
    for (let i = o + from; i < o + to; i++) out[i] *= factor
  },
})

describe('a wrong derivative is seen', () => {
  const fields = hermitianFields(periodicGrid(8), 2)
  const P = smoothPacket(fields, { rank: 'full' })
  const defect = (functional: FieldFunctional): number => derivativeDefect(functional, P, directions(fields, P))
  const hbarTerm = correlationDensity(random(fields, 2), hbar)
  const ratio = quadraticDensity({ left: random(fields, 3), right: random(fields, 4), perDensity: true })
  const flat = quadraticDensity({ left: random(fields, 3) })
  const stride = localStride(hbarTerm)
  const slips: ReadonlyArray<readonly [string, LocalDensity, RegExp]> = [
    ['the hbar term without its derivative by D', spoilt(hbarTerm, 0, 0, 1), /b = df\/dD of '.*' differs .* by 0\.\d+/],
    ['the hbar term with the wrong sign in B', spoilt(hbarTerm, -1, 1, 5), /B = df\/dP of '.*' differs .* by 0\.\d+/],
    [
      'the hbar term with the wrong sign in C',
      spoilt(hbarTerm, -1, 5, stride),
      /C = df\/d\(dP\/d[qp]_0\) of '.*' differs .* by 0\.\d+/,
    ],
    [
      'the quadratic form over D without its derivative by D',
      spoilt(ratio, 0, 0, 1),
      /b = df\/dD of '.*' differs .* by 0\.\d+/,
    ],
    ['the square without its factor 2', spoilt(flat, 0.5, 1, 5), /B = df\/dP of '.*' differs .* by 0\.\d+/],
    [
      'the square a hundredth of a per cent off',
      spoilt(flat, 1.0001, 1, 5),
      /B = df\/dP of '.*' differs .* by 0\.0000\d+/,
    ],
  ]
  test.each(slips)('%s: refused while building, with the partial derivative and the number', (_, density, sentence) => {
    expect(() => localFunctional(fields, density)).toThrow(sentence)
  })
  test('the same, not spoilt, are accepted and right', () => {
    for (const density of [hbarTerm, ratio, flat])
      expect(defect(localFunctional(fields, spoilt(density, 1, 0, stride)))).toBeLessThan(DIFFERENCES)
  })

  const square = localFunctional(fields, flat)
  const wrong: ReadonlyArray<readonly [string, FieldFunctional]> = [
    [
      'the square a hundredth of a per cent off',
      {
        ...square,
        derivative: (out, at) => {
          square.derivative(out, at)
          for (let i = 0; i < out.length; i++) out[i] *= 1.0001
        },
      },
    ],
    [
      'the hybrid energy without the derivative of its hbar term',
      { ...hybridEnergy(fields, random(fields, 2), hbar), derivative: mean(fields, 2).derivative },
    ],
    [
      'a mollified functional filtered only once',
      {
        ...mollifiedFunctional(correlation(fields, 2), mollifier(fields)),
        derivative: (out, at) => correlation(fields, 2).derivative(out, at),
      },
    ],
    [
      'a product by half of the Leibniz rule',
      {
        ...functionalRing(fields).mul(mean(fields, 1), mean(fields, 2)),
        derivative: scaleFunctional(mean(fields, 2).value(P), mean(fields, 1)).derivative,
      },
    ],
    ['a derivative that is not a number', { ...mean(fields, 1), derivative: (out) => out.fill(Number.NaN) }],
  ]
  test.each(wrong)('%s: seen by the law', (_, functional) => {
    expect(defect(functional)).toBeGreaterThan(1e4 * DIFFERENCES)
  })
})

describe('a density for another system is refused', () => {
  const fields = hermitianFields(periodicGrid(4), 3)
  const two = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
  test('localFunctional', () => {
    expect(() => localFunctional(fields, quadraticDensity({ left: two }))).toThrow(
      /has 2 levels and 1 degrees of freedom, Hermitian 3 x 3 fields on 4 x 4 nodes have 3 and 1; build both for one system/,
    )
  })
  test('mollifiedFunctional', () => {
    expect(() => mollifiedFunctional(correlation(fields, 1), { q: [gaussian(1)], p: [] })).toThrow(
      /the mollifier has 1 factors in q and 0 in p/,
    )
  })
  test('quadraticDensity', () => {
    expect(() => quadraticDensity({ left: two, right: periodicHamiltonian(3) })).toThrow(
      /'periodic 3-level' 3 and 1; build both for one system/,
    )
    const upper: HybridHamiltonian = { ...two, name: 'upper', value: (out) => out.fill(0).fill(1, 2, 3) }
    expect(() => quadraticDensity({ left: two, right: upper })).toThrow(/'upper' is not Hermitian: .* 0\.500/)
  })
})
