import type { HybridHamiltonian } from '@casimir/algebra'
import {
  gaussian,
  gibbsEntropy,
  growthRate,
  hermitianFields,
  hybridContinuum,
  hybridEnergy,
  hybridGenerator,
  hybridTransport,
  hybridTwoForm,
  hybridVonNeumann,
  localFunctional,
  mollifiedFunctional,
  quadraticDensity,
  regularisedContinuum,
  regularisedEnergy,
  torusRabi,
  twoFormCasimir,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { torusState } from '../support/torusState.ts'

const fields = hermitianFields(periodicGrid(16), 2)
const H = torusRabi({ splitting: 1, coupling: 0.5 })
const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
const scaled = { name: 'x^2', lambda: (x: number) => x * x, slope: (x: number) => 2 * x }

describe('hbar', () => {
  const takers: ReadonlyArray<readonly [string, (hbar: number) => unknown]> = [
    ['hybridEnergy', (hbar) => hybridEnergy(fields, H, hbar)],
    ['regularisedEnergy', (hbar) => regularisedEnergy(fields, H, hbar, mollifier)],
    ['growthRate', (hbar) => growthRate(fields, H, hbar)],
    ['hybridTwoForm', (hbar) => hybridTwoForm(fields, hbar)],
    ['hybridTransport', (hbar) => hybridTransport(fields, H, hbar)],
    ['hybridGenerator', (hbar) => hybridGenerator(fields, H, hbar)],
    ['hybridVonNeumann', (hbar) => hybridVonNeumann(fields, hbar)],
  ]
  test.each(takers)('%s refuses a negative one, none and infinity, by number', (name, take) => {
    for (const hbar of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => take(hbar)).toThrow(`${name}: hbar is ${hbar}; give a number >= 0.`)
    for (const hbar of [0, 1e-3, 20]) expect(() => take(hbar)).not.toThrow()
  })
})

describe('a Hamiltonian that is not Hermitian is refused by the number', () => {
  const skew: HybridHamiltonian = {
    ...H,
    name: 'skew',
    value: (out, q, p, at) => {
      H.value(out, q, p, at)
      out[2] += 0.25
    },
  }
  test.each<[string, () => unknown]>([
    ['hybridEnergy', () => hybridEnergy(fields, skew, 1)],
    ['regularisedEnergy', () => regularisedEnergy(fields, skew, 1, mollifier)],
    ['hybridContinuum', () => hybridContinuum(fields, skew, 1)],
    ['regularisedContinuum', () => regularisedContinuum(fields, skew, 1, mollifier)],
    ['growthRate', () => growthRate(fields, skew, 1)],
  ])('%s', (_, build) =>
    expect(build).toThrow(/'skew' is not Hermitian: .* entry \(0, 1\) has an anti-Hermitian part of 0\.125;/),
  )
})

describe('growthRate', () => {
  test('refuses a Hamiltonian of other levels, and a wave vector of another length', () => {
    expect(() => growthRate(hermitianFields(periodicGrid(8), 3), H, 1)).toThrow(
      "'torus Rabi' has 2 levels and 1 degrees of freedom, Hermitian 3 x 3 fields on 8 x 8 nodes have 3 and 1; build both for one system.",
    )
    expect(() => growthRate(fields, H, 1)(new Float64Array(256), torusState(fields), Float64Array.of(1, 2, 3))).toThrow(
      'growthRate: kappa has 3 components; give 2, one for each axis.',
    )
  })
})

test('mollifiedFunctional complains under its own name', () => {
  const square = localFunctional(fields, quadraticDensity({ left: H }))
  expect(() => mollifiedFunctional(square, { q: [], p: [gaussian(1)] })).toThrow(
    /^mollifiedFunctional: the mollifier has 0 factors in q and 1 in p, /,
  )
})

describe('Casimirs whose Lambda is not defined everywhere', () => {
  test('are built for any hbar, and mean the same where V = 1', () => {
    const P = torusState(fields, { varying: false })
    const D = new Float64Array(fields.grid.nodes)
    fields.trace(D, P)
    const expected = D.reduce((sum, d) => sum - fields.grid.measure * d * Math.log(d), 0)
    // the hbar of the paper's units, and one for which V/D < 0 on arbitrary fields
    for (const hbar of [1, 20]) {
      const S = gibbsEntropy(fields, hbar)
      expect(Math.abs(S.value(P) - expected)).toBeLessThan(1e-12)
      const out = fields.allocate()
      S.derivative(out, P)
      expect(out.every(Number.isFinite)).toBe(true)
    }
  })
  test('are NaN where V < 0, and still refused where the slope is not that of Lambda', () => {
    expect(gibbsEntropy(fields, 20).value(torusState(fields))).toBeNaN()
    expect(gibbsEntropy(fields, 0.1).value(torusState(fields))).not.toBeNaN()
    expect(() => twoFormCasimir(fields, 20, { ...scaled, slope: (x) => x })).toThrow(
      /^twoFormCasimir: 'x\^2' states the slope/,
    )
  })
})
