import type { ContinuumRun } from '@casimir/experiments'
import { solveContinuum } from '@casimir/experiments'
import {
  continuumModel,
  ehrenfestContinuum,
  ehrenfestEnergy,
  galerkinFilter,
  gaussian,
  hermitianFields,
  hybridContinuum,
  phaseSpaceGrid,
  regularisedContinuum,
  torusRabi,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { torusState } from '../support/torusState.ts'

const H = torusRabi({ splitting: 1, coupling: 0.5 })
const fields = hermitianFields(periodicGrid(32), 2)
const start = torusState(fields, { varying: false })
const hybrid = hybridContinuum(fields, H, 1)
const base: ContinuumRun = { model: hybrid, initial: start, dt: 0.02, end: 0.4, cutoff: 10 }
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
      model: hybridContinuum(fine, H, 1),
      initial: torusState(fine, { varying: false }),
      cutoff: 16,
    })
    const coarse = other.field.filter((_, i) => {
      const node = Math.floor(i / 4)
      return Math.floor(node / 64) % 2 === 0 && node % 2 === 0
    })
    expect(largestDifference(coarse, run.field)).toBeLessThan(1e-5 * Math.max(...run.field))
    const Ehrenfest = solveContinuum({ ...base, model: ehrenfestContinuum(fields, H, 1) })
    expect(largestDifference(Ehrenfest.field, run.field)).toBeGreaterThan(1e-3 * Math.max(...run.field))
  })
})

describe('what a run is given and gives back', () => {
  test('a record every second step, and a cut-off of a third of the points unless told', () => {
    const { cutoff: _, ...rest } = base
    const run = solveContinuum({ ...rest, every: 2, end: 0.12 })
    expect(run.t.map((t) => Number(t.toFixed(12)))).toEqual([0, 0.04, 0.08, 0.12])
    expect([run.energy, run.mass, run.purity, run.tail].map((x) => x.length)).toEqual([4, 4, 4, 4])
    expect([run.steps, run.cutoff]).toEqual([6, 10])
  })
  test('the mass may be any: the purity is that of rho = int P over the mass', () => {
    const run = solveContinuum({ ...base, initial: start.map((x) => 3 * x), end: 0.04 })
    expect(run.mass[0]).toBeCloseTo(3, 8)
    expect(run.purity[0]).toBeCloseTo(1, 9)
  })
  test('only modes kept are evolved, whatever the start holds beyond them', () => {
    const noisy = torusState(fields, { varying: false, noise: 1e-3 })
    const run = solveContinuum({ ...base, initial: noisy, end: 0.04 })
    const [before, after] = [fields.allocate(), fields.allocate()]
    galerkinFilter(fields, 10)(before, noisy)
    galerkinFilter(fields, 10)(after, run.field)
    expect(largestDifference(before, noisy)).toBeGreaterThan(1e-6)
    expect(largestDifference(after, run.field)).toBeLessThan(1e-15)
  })
})

describe('when resolution is lost', () => {
  // a start that is smooth but not uniform: the growth begins at once
  const wide = hermitianFields(periodicGrid(64), 2)
  const varying = torusState(wide)
  const lost = (model: ContinuumRun['model'], cutoff: number): number => {
    const run = solveContinuum({ model, initial: varying, dt: 0.02, end: 1.2, cutoff })
    expect(run.status).toBe('unresolved')
    return run.until
  }
  const unsmoothed = [14, 21].map((K) => lost(hybridContinuum(wide, H, 1), K))

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
    const ehrenfest = [14, 21].map((K) => lost(ehrenfestContinuum(wide, H, 1), K))
    expect(unsmoothed[1]).toBeLessThan(0.9 * unsmoothed[0])
    expect(ehrenfest[1]).toBeGreaterThan(1.1 * ehrenfest[0])
    expect(ehrenfest[0]).toBeGreaterThan(2 * unsmoothed[0])
  })
  test('a larger alpha goes on for longer', () => {
    const [narrow, smooth] = [0.04, 0.1].map((alpha) => {
      const factor = gaussian(alpha)
      return lost(regularisedContinuum(wide, H, 1, { q: [factor], p: [factor] }), 14)
    })
    expect(narrow).toBeGreaterThan(unsmoothed[0])
    expect(smooth).toBeGreaterThan(1.5 * narrow)
  })
  test('at the bound a well-posed run is off by some tenths of a per cent of the variation', () => {
    const model = (space: typeof fields) => ehrenfestContinuum(space, H, 1)
    const coarse = solveContinuum({ ...base, model: model(fields), end: 3, cutoff: 8 })
    const uniform = torusState(wide, { varying: false })
    const fine = solveContinuum({ ...base, model: model(wide), initial: uniform, end: coarse.until, cutoff: 21 })
    const same = fine.field.filter((_, i) => Math.floor(i / 256) % 2 === 0 && Math.floor(i / 4) % 2 === 0)
    const mean = [0, 1, 2, 3].map((c) => same.reduce((sum, x, i) => sum + (i % 4 === c ? x : 0), 0) / 1024)
    const norm = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))
    const error = norm(same.map((x, i) => x - coarse.field[i])) / norm(same.map((x, i) => x - mean[i % 4]))
    expect(fine.status).toBe('ok')
    expect(error).toBeGreaterThan(5e-4)
    expect(error).toBeLessThan(5e-3)
  })
  test('a density that falls below zero is not gone on with, whatever the tail', () => {
    const steep = torusState(fields, { varying: false, steepness: 4 })
    const run = solveContinuum({ ...base, initial: steep, end: 3, tail: 0.9 })
    expect(run.status).toBe('unresolved')
    expect(run.message).toMatch(
      /^Resolution was lost after t = \d.*: the density Tr P under the .* fell to -\d\.\d+e-\d+, which is not positive; .*lower the bound on the spectral tail \(now 0\.9\)/,
    )
    const D = new Float64Array(fields.grid.nodes)
    fields.trace(D, run.field)
    expect(Math.min(...D)).toBeGreaterThan(0)
    expect(run.tail.at(-1)).toBeLessThan(0.5)
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
    ['another size', { initial: new Float64Array(7) }, /has 7 numbers, .* have 4096; give one of those/],
    ['dt = 0', { dt: 0 }, /dt is 0; give a positive time step/],
    ['dt < 0', { dt: -0.1 }, /dt is -0.1/],
    ['an end before the start', { end: -1 }, /end is -1; give a positive time/],
    ['an end between steps', { dt: 0.3, end: 1 }, /3.33\d* steps of 0.3; give a multiple of dt, for instance 0.9/],
    ['a bound of nothing', { tail: 0 }, /bound on the spectral tail is 0; give a number between 0 and 1/],
    ['a cut-off above a third', { cutoff: 11 }, /cut-off is 11; on 32 x 32 nodes give a whole number from 1 to 10/],
    ['a cut-off of 0', { cutoff: 0 }, /cut-off is 0; .* give a whole number from 1 to 10/],
    ['a cut-off below 0', { cutoff: -3 }, /cut-off is -3; .* give a whole number from 1 to 10/],
    ['a cut-off between modes', { cutoff: 2.5 }, /cut-off is 2.5; .* give a whole number from 1 to 10/],
    ['no cut-off', { cutoff: Number.NaN }, /cut-off is NaN; .* give a whole number from 1 to 10/],
    [
      'a density of zero',
      { initial: changed((P) => P.fill(0, 40, 44)) },
      /Tr P is 0.00 at \(q, p\) = .*, so give a density that is positive at every node/,
    ],
    [
      'an indefinite P',
      { initial: changed((P) => P.set([1, -0.9, 0, 0], 40)) },
      /P has the eigenvalue -0.900 at \(q, p\) = /,
    ],
    [
      'a number that is none',
      { initial: changed((P) => P.fill(Number.NaN, 5, 6)) },
      /number 1 of P is NaN at \(q, p\)/,
    ],
    [
      'a field that the cut-off does not resolve',
      { initial: torusState(fields), cutoff: 3 },
      /spectral tail of \d\.\d+e-\d at cut-off 3, above the bound 0.01; it is not resolved/,
    ],
    [
      'an energy with the derivative of another',
      {
        model: continuumModel({
          fields,
          hbar: 1,
          energy: { ...ehrenfestEnergy(fields, H), derivative: hybrid.energy.derivative },
        }),
      },
      /derivative of 'Ehrenfest energy .* differs from finite differences of its value by/,
    ],
    [
      'axes of different numbers of points',
      { model: ehrenfestContinuum(uneven, H, 1), initial: torusState(uneven) },
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
  const cosine = (k: number, axis: number): Float64Array => {
    const wave = fields.allocate()
    fields.sample(wave, (m, z) => {
      m[0] = Math.cos(k * z[axis])
    })
    return wave
  }
  test.each([0, 1])('keeps mode K and drops mode K + 1, axis %i', (axis) => {
    const out = fields.allocate()
    for (const K of [1, 4, 10]) {
      const project = galerkinFilter(fields, K)
      project(out, cosine(K, axis))
      expect(largestDifference(out, cosine(K, axis))).toBeLessThan(1e-14)
      project(out, cosine(K + 1, axis))
      expect(largestDifference(out, fields.allocate())).toBeLessThan(1e-14)
    }
  })
  test('leaves no alias in a product at the largest cut-off, and would at one more', () => {
    const out = fields.allocate()
    // cos(K q)^2 = (1 + cos 2 K q)/2: mode 2 K comes back as points - 2 K, which the filter must drop
    const mean = cosine(0, 0).map((x) => x / 2)
    filter(
      out,
      cosine(10, 0).map((x) => x * x),
    )
    expect(largestDifference(out, mean)).toBeLessThan(1e-14)
    const power = new Float64Array(17)
    fields.spectral.power(
      power,
      cosine(11, 0).map((x) => x * x),
      0,
    )
    expect(power.slice(1, 12).reduce((sum, x) => sum + x, 0)).toBeGreaterThan(0.1)
  })
  test('refuses cut-offs that are not whole, zero or above a third', () => {
    for (const K of [0, 2.5, 11, -1]) expect(() => galerkinFilter(fields, K)).toThrow(new RegExp(`cut-off is ${K};`))
  })
})
