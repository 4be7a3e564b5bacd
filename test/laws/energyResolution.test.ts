import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHamiltonianDerivatives } from '@casimir/algebra'
import { solveContinuum } from '@casimir/experiments'
import type { ContinuumModel, FieldFunctional, HermitianFields } from '@casimir/models'
import {
  checkEnergyResolution,
  continuumModel,
  ehrenfestContinuum,
  ehrenfestEnergy,
  expectationDensity,
  gaussian,
  hermitianFields,
  hybridContinuum,
  hybridEnergy,
  localFunctional,
  meanFieldContinuum,
  meanFieldEnergy,
  phaseSpaceGrid,
  rabi,
  regularisedContinuum,
  regularisedEnergy,
  separable,
  torusRabi,
  twoLevel,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid, periodicHamiltonian } from '../support/periodicHamiltonian.ts'
import { torusState } from '../support/torusState.ts'

const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
const energies: ReadonlyArray<readonly [string, (fields: HermitianFields, H: HybridHamiltonian) => FieldFunctional]> = [
  ['Ehrenfest', ehrenfestEnergy],
  ['mean field', meanFieldEnergy],
  ['hybrid', (fields, H) => hybridEnergy(fields, H, 1)],
  ['regularised', (fields, H) => regularisedEnergy(fields, H, 1, mollifier)],
]
type Build = (fields: HermitianFields, H: HybridHamiltonian, at?: Float64Array) => ContinuumModel
const models: ReadonlyArray<readonly [string, Build]> = [
  ['Ehrenfest', (fields, H, at) => ehrenfestContinuum(fields, H, 1, at)],
  ['mean field', (fields, H, at) => meanFieldContinuum(fields, H, 1, at)],
  ['hybrid', (fields, H, at) => hybridContinuum(fields, H, 1, at)],
  ['regularised', (fields, H, at) => regularisedContinuum(fields, H, 1, mollifier, at)],
]

const box = (points: number): HermitianFields => {
  const axis = { points, start: -6, length: 12 }
  return hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
}
/** A Gaussian of unit width, 1e-16 small at the edges of the box. */
const packet = (fields: HermitianFields): Float64Array => {
  const P = fields.allocate()
  fields.sample(P, (m, { 0: q, 1: p }) => {
    m[0] = Math.exp(-(q * q + p * p) / 2) / (2 * Math.PI)
  })
  return P
}
const planar = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
const torus = torusRabi({ splitting: 1, coupling: 0.5 })
const refusal = (check: () => void): string => {
  try {
    check()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('a Hamiltonian that is cut at the edge of the box', () => {
  test.each(energies)('is refused by its number, however fine the grid: %s', (_, energy) => {
    for (const points of [32, 64, 128]) {
      const fields = box(points)
      expect(refusal(() => checkEnergyResolution(energy(fields, planar), packet(fields)))).toMatch(
        /^checkEnergyResolution: 0\.\d+ of the slope of the '.* energy.* of rabi' along q is in the top third of the modes kept, more than 0\.000001; it is not periodic on the box -6 <= q < 6, or the \d+ points are too few: /,
      )
    }
  })
  test('by the share of the parabola q^2, whose coefficients on N nodes are 1/(2 sin^2(pi k/N))', () => {
    const H = rabi({ omega: 1, splitting: 0, coupling: 0 })
    for (const points of [16, 64]) {
      const fields = box(points)
      let [slope, steep] = [0, 0]
      for (let k = 1; k <= points / 2; k++) {
        const power = ((k < points / 2 ? 2 : 1) * k * k) / Math.sin((Math.PI * k) / points) ** 4
        slope += power
        if (3 * k > points) steep += power
      }
      const share = Math.sqrt(steep / slope)
      const energy = ehrenfestEnergy(fields, H)
      expect(refusal(() => checkEnergyResolution(energy, packet(fields)))).toContain(`: ${share.toPrecision(3)} of the`)
      expect(() => checkEnergyResolution(energy, packet(fields), { bound: 1.001 * share })).not.toThrow()
      expect(() => checkEnergyResolution(energy, packet(fields), { bound: 0.999 * share })).toThrow(/not periodic/)
    }
  })
  test.each(models)('is refused by the model that is given a start, and by the solver: %s', (_, build) => {
    const fields = box(64)
    const initial = packet(fields)
    expect(() => build(fields, planar, initial)).toThrow(/^checkEnergyResolution: 0\.\d+ of the slope/)
    const model = build(fields, planar)
    expect(() => solveContinuum({ model, initial, dt: 0.01, end: 0.01 })).toThrow(
      /^checkEnergyResolution: 0\.\d+ of the slope .* more than 0\.01; it is not periodic on the box/,
    )
  })
  test('along p alone, and along an axis of two degrees of freedom, is refused too', () => {
    const kinetic = rabi({ omega: 0, splitting: 1, coupling: 0 })
    const fields = box(32)
    expect(refusal(() => checkEnergyResolution(ehrenfestEnergy(fields, kinetic), packet(fields)))).toContain('along p')
    const four = hermitianFields(periodicGrid(8, 2), 2)
    const steep: HybridHamiltonian = {
      ...periodicHamiltonian(2, { dof: 2 }),
      value: (out, _q, p, at) => {
        out.fill(0)
        out[0] = Math.cos(3 * p[2 * at + 1])
      },
    }
    const P = four.allocate().fill(1)
    expect(() => checkEnergyResolution(localFunctional(four, expectationDensity(steep)), P)).toThrow(
      /1\.00 of the slope of .* along p2 .* box -3\.14\d* <= p2 < 3\.14\d*, or the 8 points are too few/,
    )
  })
})

describe('torusRabi', () => {
  const value = (H: HybridHamiltonian, q: number, p: number): Float64Array => {
    const out = new Float64Array(8)
    H.value(out, Float64Array.of(q), Float64Array.of(p), 0)
    return out
  }
  test('has the derivatives it states, and the period 2 pi in q and in p', () => {
    expect(() => checkHamiltonianDerivatives(torus)).not.toThrow()
    for (const [q, p] of [
      [0.3, -1.1],
      [2, 0.7],
    ]) {
      expect(largestDifference(value(torus, q, p), value(torus, q + 2 * Math.PI, p))).toBeLessThan(1e-14)
      expect(largestDifference(value(torus, q, p), value(torus, q, p - 2 * Math.PI))).toBeLessThan(1e-14)
      expect(largestDifference(value(torus, q, p), value(torus, q + Math.PI, p))).toBeGreaterThan(0.1)
    }
  })
  test('is rabi near the origin, to third order and up to the constant -2', () => {
    const flat = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
    const apart = (x: number): number => {
      const near = value(flat, x, -x)
      near[0] -= 2
      near[6] -= 2
      return largestDifference(value(torus, x, -x), near)
    }
    expect(apart(0.1)).toBeLessThan(0.5 * 0.1 ** 3)
    expect(Math.log2(apart(0.1) / apart(0.05))).toBeCloseTo(3, 1)
  })
})

describe('a Hamiltonian with the period of the box', () => {
  test.each(energies)('is accepted on 4, 8 and 16 points: %s', (_, energy) => {
    for (const points of [4, 8, 16]) {
      const fields = hermitianFields(periodicGrid(points), 2)
      expect(() => checkEnergyResolution(energy(fields, torus), torusState(fields))).not.toThrow()
    }
  })
  test('is judged by its own modes, not by those of the field', () => {
    const fields = hermitianFields(periodicGrid(16), 2)
    const noisy = torusState(fields, { noise: 0.3 })
    expect(() => checkEnergyResolution(hybridEnergy(fields, torus, 1), noisy)).not.toThrow()
  })
  test('is refused where its waves are too short for the modes kept', () => {
    const fields = hermitianFields(periodicGrid(16), 2)
    const wave = (k: number): FieldFunctional =>
      ehrenfestEnergy(
        fields,
        separable(
          'wave',
          twoLevel(
            (c) => c.fill(0),
            (c) => c.fill(0),
          ),
          twoLevel(
            (c, x) => {
              c[0] = Math.cos(k * x[0])
            },
            (c, x) => {
              c[0] = -k * Math.sin(k * x[0])
            },
          ),
        ),
      )
    const at = torusState(fields)
    // 16 points hold the modes up to 8: the top third begins at 6, at 4 where 2/3 are kept
    expect(() => checkEnergyResolution(wave(5), at)).not.toThrow()
    expect(() => checkEnergyResolution(wave(6), at)).toThrow(/^checkEnergyResolution: 1\.00 of the slope/)
    expect(() => checkEnergyResolution(wave(3), at, { kept: 2 / 3 })).not.toThrow()
    expect(() => checkEnergyResolution(wave(4), at, { kept: 2 / 3 })).toThrow(/1\.00 of the slope/)
  })
  test('must live on the fields of the density', () => {
    const fields = hermitianFields(periodicGrid(8), 2)
    expect(() => checkEnergyResolution(ehrenfestEnergy(fields, torus), new Float64Array(7))).toThrow(
      'checkEnergyResolution: the field has 7 numbers, Hermitian 2 x 2 fields on 8 x 8 nodes have 256; give one of those.',
    )
  })
})

describe('a model that is given a start', () => {
  test.each(models)('accepts one that is resolved, refuses what is none: %s', (_, build) => {
    const fields = hermitianFields(periodicGrid(32), 2)
    const start = torusState(fields, { varying: false })
    expect(build(fields, torus, start).name).toContain('torus Rabi')
    expect(() => build(fields, torus, fields.allocate())).toThrow(/^checkDensityField: Tr P is 0\.00/)
    expect(() => build(fields, torus, torusState(fields, { noise: 0.1 }))).toThrow(/^checkResolution: .* too coarse/)
  })
  test('refuses an energy of its own that is not the integral of its derivative', () => {
    const fields = hermitianFields(periodicGrid(32), 2)
    const energy = { ...ehrenfestEnergy(fields, torus), value: (P: ArrayLike<number>) => P[0] }
    const given = { fields, hbar: 1, energy }
    expect(() => continuumModel({ ...given, at: torusState(fields, { varying: false }) })).toThrow(/^checkFunctional: /)
    expect(() => continuumModel(given)).not.toThrow()
  })
})
