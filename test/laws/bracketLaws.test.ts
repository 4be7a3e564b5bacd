import type { Functional, PoissonBracket } from '@casimir/algebra'
import type { BracketInstance, Drawn } from '@casimir/checks'
import { assertLaw, bracketLaws, functionalLaws } from '@casimir/checks'
import type { HermitianFields } from '@casimir/models'
import {
  expectationDensity,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  localFunctional,
  quadraticDensity,
  spectralCasimir,
  twoFormCasimir,
} from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flippedCommutator } from '../support/faults/flippedCommutator.ts'
import { halvedDerivative } from '../support/faults/halvedDerivative.ts'
import { skewedBracket } from '../support/faults/skewedBracket.ts'
import { unweightedCasimir } from '../support/faults/unweightedCasimir.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'
import { wrongBracket } from '../support/wrongBracket.ts'

const HBAR = 0.7
/** Few, so that a failure shrinks at once. */
const SEEDS = fc.constantFrom(1, 2, 3, 5, 8, 13, 21, 34)
const fields = hermitianFields(periodicGrid(16), 2)
const inverse = { name: '1/x', lambda: (x: number) => 1 / x, slope: (x: number) => -1 / (x * x) }
const cube = { name: 'x^3', phi: (x: number) => x ** 3, slope: (x: number) => 3 * x * x }

const functionals = (space: HermitianFields): fc.Arbitrary<Drawn<Functional>> =>
  fc.tuple(fc.constantFrom('linear', 'quadratic', 'energy'), SEEDS).map(([kind, seed]) => {
    const H = periodicHamiltonian(space.levels, { seed, dof: space.grid.dof })
    const value =
      kind === 'energy'
        ? hybridEnergy(space, H, HBAR)
        : localFunctional(
            space,
            kind === 'linear' ? expectationDensity(H) : quadraticDensity({ left: H, perDensity: true }),
          )
    return { value, code: `const functional = ${kind}(periodicHamiltonian(${space.levels}, { seed: ${seed} }))` }
  })
const packets = (space: HermitianFields, rank: 'one' | 'full'): fc.Arbitrary<Drawn<Float64Array>> =>
  SEEDS.map((seed) => ({
    value: smoothPacket(space, { seed, rank, amplitude: 0.1 }),
    code: `const P = smoothPacket(fields, { seed: ${seed}, rank: '${rank}', amplitude: 0.1 })`,
  }))

const instance = (bracket: PoissonBracket): BracketInstance => ({
  bracket,
  functionals: functionals(fields),
  fields: packets(fields, 'full'),
  casimirs: [
    { functional: spectralCasimir(fields, cube) },
    { functional: twoFormCasimir(fields, HBAR, inverse), fields: packets(fields, 'one') },
  ],
  // what 16 points an axis leave of the products of these packets and functionals
  accuracy: 1e-6,
})
const verdict = (of: BracketInstance, id: string): string | undefined =>
  bracketLaws(of)
    .find((law) => law.id === id)
    ?.check({ draws: 6, seed: 1 }).verdict

describe('the hybrid bracket (13)', () => {
  test.each(bracketLaws(instance(hybridBracket(fields, HBAR))).map((law) => [law.id, law] as const))('%s', (_, law) => {
    assertLaw(law, { draws: 8, seed: 1 })
  })
})

describe('wrong brackets', () => {
  test('T2, the misread bracket: Jacobi and the Casimir see it; antisymmetry, Leibniz and the vector field do not', () => {
    const of = instance(wrongBracket(fields, HBAR))
    expect(verdict(of, 'bracket/jacobi')).toBe('fails')
    for (const id of ['antisymmetry', 'leibniz', 'vector-field']) expect(verdict(of, `bracket/${id}`)).toBe('holds')
  })
  test('the commutator with the wrong sign: the vector field sees it', () => {
    const of = instance(flippedCommutator(fields, HBAR))
    for (const id of ['vector-field', 'derivative']) expect(verdict(of, `bracket/${id}`)).toBe('fails')
    expect(verdict(of, 'bracket/antisymmetry')).toBe('holds')
  })
  test('a symmetric part: antisymmetry sees it', () => {
    const of = instance(skewedBracket(hybridBracket(fields, HBAR)))
    expect(verdict(of, 'bracket/antisymmetry')).toBe('fails')
    expect(verdict(of, 'bracket/leibniz')).toBe('holds')
  })
  test('a bracket that is no derivation: Leibniz sees it', () => {
    const right = hybridBracket(fields, HBAR)
    const squared: PoissonBracket = {
      ...right,
      bracket: (f, h) => {
        const value = right.bracket(f, h)
        return (P) => value(P) ** 3
      },
    }
    expect(verdict(instance(squared), 'bracket/leibniz')).toBe('fails')
    expect(verdict(instance(squared), 'bracket/antisymmetry')).toBe('holds')
  })
  test('no Casimirs: Phi(P) for D Phi(P/D), Omega without its factor 2, and the two-form on mixed states', () => {
    const of = (functional: Functional): string | undefined =>
      verdict(
        { ...instance(hybridBracket(fields, HBAR)), casimirs: [{ functional }] },
        `bracket/casimir/${functional.name}`,
      )
    expect(of(unweightedCasimir(fields))).toBe('fails')
    expect(of(twoFormCasimir(fields, HBAR, inverse))).toBe('fails')
    const halved = twoFormCasimir(fields, HBAR / 2, inverse)
    const pure = { ...instance(hybridBracket(fields, HBAR)), fields: packets(fields, 'one') }
    expect(verdict({ ...pure, casimirs: [{ functional: halved }] }, `bracket/casimir/${halved.name}`)).toBe('fails')
  })
})

describe('functionals', () => {
  const coarse = hermitianFields(periodicGrid(8), 2)
  const right = { functionals: functionals(coarse), fields: packets(coarse, 'full') }
  test.each(functionalLaws(right).map((law) => [law.id, law] as const))('%s', (_, law) => {
    assertLaw(law, { draws: 30, seed: 1 })
  })
  const wrong = (spoil: (f: Functional) => Functional, id: string): string | undefined =>
    functionalLaws({
      ...right,
      functionals: right.functionals.map(({ value, code }) => ({ value: spoil(value), code })),
    })
      .find((law) => law.id === id)
      ?.check({ draws: 8, seed: 1 }).verdict
  test('half the derivative is seen', () => {
    expect(wrong(halvedDerivative, 'functional/derivative')).toBe('fails')
    expect(wrong(halvedDerivative, 'functional/determinism')).toBe('holds')
  })
  test('a derivative that is left unwritten, or added to what is there', () => {
    expect(wrong((f) => ({ ...f, derivative: () => {} }), 'functional/determinism')).toBe('fails')
    const counting = (f: Functional): Functional => {
      let calls = 0
      return { ...f, value: (at) => f.value(at) + 1e-3 * calls++ }
    }
    expect(wrong(counting, 'functional/determinism')).toBe('fails')
  })
  test('a field that is changed', () => {
    const spoil = (f: Functional): Functional => ({
      ...f,
      value: (at) => {
        ;(at as Float64Array)[0] += 1
        return f.value(at)
      },
    })
    expect(wrong(spoil, 'functional/inputs')).toBe('fails')
  })
})
