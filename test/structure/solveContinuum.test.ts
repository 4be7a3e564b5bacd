import type { ContinuumRun } from '@casimir/experiments'
import { solveContinuum } from '@casimir/experiments'
import {
  ehrenfestEnergy,
  galerkinFilter,
  gaussian,
  hermitianFields,
  hybridEnergy,
  phaseSpaceGrid,
  regularisedEnergy,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { torusRabi } from '../support/torusRabi.ts'
import { torusState } from '../support/torusState.ts'

const H = torusRabi({ splitting: 1, coupling: 0.5 })
const fields = hermitianFields(periodicGrid(32), 2)
const start = torusState(fields, { varying: false })
const hybrid = hybridEnergy(fields, H, 1)
const base: ContinuumRun = { energy: hybrid, hbar: 1, initial: start, dt: 0.02, end: 0.4, cutoff: 10 }
const drift = (x: ReadonlyArray<number>): number => Math.max(...x.map((v) => Math.abs(v - x[0])))

describe('a short run of (3)-(5)', () => {
  const run = solveContinuum(base)
  test('ends well, with a record of every step', () => {
    expect([run.status, run.message, run.steps]).toEqual(['ok', '', 20])
    expect(run.t.length).toBe(21)
    expect(run.until).toBeCloseTo(0.4, 12)
  })
  test('keeps mass to round-off and energy to the fourth order of the step', () => {
    expect(run.mass[0]).toBeCloseTo(1, 9)
    expect(drift(run.mass)).toBeLessThan(1e-13)
    const energy = [0.1, 0.05].map((dt) => drift(solveContinuum({ ...base, dt }).energy))
    expect(energy[0]).toBeLessThan(1e-7)
    expect(energy[0] / energy[1]).toBeGreaterThan(12)
  })
  test('loses purity, as it must from a pure start', () => {
    expect(run.purity[0]).toBeCloseTo(1, 9)
    expect(run.purity.at(-1)).toBeLessThan(0.99)
  })
  test('agrees with a run of twice the points and another cut-off, while both resolve it', () => {
    const fine = hermitianFields(periodicGrid(64), 2)
    const other = solveContinuum({
      ...base,
      energy: hybridEnergy(fine, H, 1),
      initial: torusState(fine, { varying: false }),
      cutoff: 16,
    })
    const coarse = other.field.filter((_, i) => {
      const node = Math.floor(i / 4)
      return Math.floor(node / 64) % 2 === 0 && node % 2 === 0
    })
    expect(largestDifference(coarse, run.field)).toBeLessThan(1e-5 * Math.max(...run.field))
    const Ehrenfest = solveContinuum({ ...base, energy: ehrenfestEnergy(fields, H) })
    expect(largestDifference(Ehrenfest.field, run.field)).toBeGreaterThan(1e-3 * Math.max(...run.field))
  })
})

describe('when resolution is lost', () => {
  // a start that is smooth but not uniform: the growth begins at once
  const wide = hermitianFields(periodicGrid(64), 2)
  const varying = torusState(wide)
  const lost = (energy: ContinuumRun['energy'], cutoff: number): number => {
    const run = solveContinuum({ energy, hbar: 1, initial: varying, dt: 0.02, end: 1.2, cutoff })
    expect(run.status).toBe('unresolved')
    return run.until
  }
  const unsmoothed = [14, 21].map((K) => lost(hybridEnergy(wide, H, 1), K))

  test('the run stops and says so, with time, tail and cut-off', () => {
    const run = solveContinuum({ ...base, end: 3 })
    expect(run.message).toMatch(
      /^Resolution was lost after t = 1\.\d+, cut-off K = 10, dt = 0.02: the spectral tail of P .* rose to 1\.\d+e-2, above the bound 0.01; .*\.$/,
    )
    expect(run.until).toBe(run.t.at(-1))
    expect(run.tail.at(-1)).toBeLessThanOrEqual(0.01)
    expect(run.field.every(Number.isFinite)).toBe(true)
    // neither of these shows it
    expect(drift(run.mass)).toBeLessThan(1e-13)
    expect(drift(run.energy)).toBeLessThan(1e-7)
  })
  test('a larger cut-off loses (3)-(5) sooner, and Ehrenfest later and far later', () => {
    const ehrenfest = [14, 21].map((K) => lost(ehrenfestEnergy(wide, H), K))
    expect(unsmoothed[1]).toBeLessThan(0.9 * unsmoothed[0])
    expect(ehrenfest[1]).toBeGreaterThan(1.1 * ehrenfest[0])
    expect(ehrenfest[0]).toBeGreaterThan(2 * unsmoothed[0])
  })
  test('a larger alpha goes on for longer', () => {
    const [narrow, smooth] = [0.04, 0.1].map((alpha) => {
      const factor = gaussian(alpha)
      return lost(regularisedEnergy(wide, H, 1, { q: [factor], p: [factor] }), 14)
    })
    expect(narrow).toBeGreaterThan(unsmoothed[0])
    expect(smooth).toBeGreaterThan(1.5 * narrow)
  })
  test('a step too long for it ends with its own status', () => {
    const run = solveContinuum({ ...base, dt: 1e200, end: 2e200, tail: 0.99 })
    expect(run.status).toBe('non-finite')
    expect(run.message).toMatch(/NaN or infinite after t = 0, .*take a smaller dt/)
  })
})

describe('bad input is refused while building', () => {
  const changed = (change: (P: Float64Array) => void): Float64Array => {
    const P = start.slice()
    change(P)
    return P
  }
  const uneven = hermitianFields(
    phaseSpaceGrid([{ points: 16, start: 0, length: 6 }], [{ points: 8, start: 0, length: 6 }]),
    2,
  )
  test.each<[string, Partial<ContinuumRun>, RegExp]>([
    ['another size', { initial: new Float64Array(7) }, /has 7 numbers, .* have 4096; give a field of that space/],
    ['dt = 0', { dt: 0 }, /dt is 0; give a positive time step/],
    ['dt < 0', { dt: -0.1 }, /dt is -0.1/],
    ['an end before the start', { end: -1 }, /end is -1; give a positive time/],
    ['an end between steps', { dt: 0.3, end: 1 }, /3.33\d* steps of 0.3; give a multiple of dt, for instance 0.9/],
    ['a bound of nothing', { tail: 0 }, /bound on the spectral tail is 0; give a number between 0 and 1/],
    ['a cut-off above a third', { cutoff: 11 }, /cut-off is 11; on 32 x 32 nodes give a whole number from 1 to 10/],
    ['hbar = 0', { hbar: 0 }, /hbar is 0; give a positive number/],
    [
      'a density of zero',
      { initial: changed((P) => P.fill(0, 40, 44)) },
      /Tr P is 0 at node 10; give a density that is positive everywhere/,
    ],
    [
      'an indefinite P',
      { initial: changed((P) => P.set([1, -0.9, 0, 0], 40)) },
      /P has the eigenvalue -9.00e-1 at node 10; give a positive semidefinite P/,
    ],
    ['a number that is none', { initial: changed((P) => P.fill(Number.NaN, 5, 6)) }, /number 5 .* is NaN/],
    [
      'a field that the cut-off does not resolve',
      { initial: torusState(fields), cutoff: 3 },
      /spectral tail of \d\.\d+e-\d at cut-off 3, above the bound 0.01; it is not resolved/,
    ],
    [
      'axes of different numbers of points',
      { energy: ehrenfestEnergy(uneven, H), initial: torusState(uneven) },
      /axes have 16, 8 points; give all axes the same number/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => solveContinuum({ ...base, ...change })).toThrow(message)
  })
})

describe('the filter', () => {
  const filter = galerkinFilter(fields, 10)
  const noisy = torusState(fields, { noise: 0.1 })
  const once = fields.allocate()
  filter(once, noisy)
  test('is a projection, and orthogonal', () => {
    const twice = fields.allocate()
    filter(twice, once)
    expect(largestDifference(twice, once)).toBeLessThan(1e-15)
    const rest = noisy.map((x, i) => x - once[i])
    expect(Math.abs(fields.pair(rest, once))).toBeLessThan(1e-15)
    expect(fields.pair(rest, rest)).toBeGreaterThan(1e-8)
  })
  test('leaves no alias in a product at the largest cut-off, and would at one more', () => {
    // cos(K q)^2 = (1 + cos 2 K q)/2: mode 2 K comes back as points - 2 K, which the filter must drop
    const aliased = (K: number): number => {
      const wave = fields.allocate()
      fields.sample(wave, (m, z) => {
        m[0] = Math.cos(K * z[0]) ** 2
      })
      const power = new Float64Array(17)
      fields.spectral.power(power, wave, 0)
      return power.slice(1, K + 1).reduce((sum, x) => sum + x, 0)
    }
    expect(aliased(10)).toBeLessThan(1e-25)
    expect(aliased(11)).toBeGreaterThan(0.1)
  })
  test('refuses cut-offs that are not whole, zero or above a third', () => {
    for (const K of [0, 2.5, 11, -1]) expect(() => galerkinFilter(fields, K)).toThrow(new RegExp(`cut-off is ${K};`))
  })
})
