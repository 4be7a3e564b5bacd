import { allocatePathVelocity, hermitianFields, transportRate, velocityVariation } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { denseFields } from '../support/amplitudeDense.ts'
import { relativeDifference } from '../support/amplitudeRates.ts'
import type { FamilyMember } from '../support/mapsAndUnitaries.ts'
import { mapsAndUnitaries } from '../support/mapsAndUnitaries.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { distance } from '../support/sampleCloud.ts'

const HBAR = 0.7
const STEP = 0.02
const STENCIL = [4 / 5, -1 / 5, 4 / 105, -1 / 280]

/** d/ds of an array-valued function at 0 by eighth-order central differences. */
const rate = (f: (s: number) => Float64Array): Float64Array => {
  const sum = new Float64Array(f(0).length)
  STENCIL.forEach((c, k) => {
    const above = f((k + 1) * STEP)
    const below = f(-(k + 1) * STEP)
    for (let i = 0; i < sum.length; i++) sum[i] += (c * (above[i] - below[i])) / STEP
  })
  return sum
}

const largest = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)

describe.each([2, 3])('%i levels', (n) => {
  const fields = hermitianFields(periodicGrid(64), n)
  const { packing, grid } = fields
  const psi = new Float64Array(2 * n)
  const mixed = new Float64Array(packing.size)
  /** A density times a mixture that varies over phase space. */
  const P0 = (out: Float64Array, q: number, p: number): void => {
    const D = 1 + 0.4 * Math.sin(q + 0.3) + 0.3 * Math.cos(p - 0.2)
    for (let j = 0; j < 2 * n; j++) psi[j] = Math.cos(0.5 * j + 0.4) + 0.4 * Math.sin(q + p + j)
    packing.packState(out, 0, psi, 0)
    for (let j = 0; j < 2 * n; j++) psi[j] = Math.sin(1.1 * j) + 0.3 * Math.cos(q - 2 * j)
    packing.packState(mixed, 0, psi, 0)
    for (let c = 0; c < out.length; c++) out[c] = D * (out[c] + 0.5 * mixed[c])
  }
  const member = mapsAndUnitaries(fields, HBAR, P0)
  const kept = new Map<string, FamilyMember>()
  const at = (eps: number, t: number): FamilyMember => {
    const key = `${eps} ${t}`
    const known = kept.get(key) ?? member(eps, t)
    kept.set(key, known)
    return known
  }
  const here = at(0, 0)
  const transport = transportRate(fields, HBAR)
  const out = fields.allocate()

  test('P_t + div(P X) = [xi, P]; with i hbar on the left, as printed in section 3, it fails (E3)', () => {
    const measured = rate((t) => at(0, t).P)
    transport(out, here.inTime, here.P)
    expect(distance(measured, out)).toBeLessThan(1e-10 * largest(measured))

    const carried = allocatePathVelocity(fields)
    carried.X.forEach((x, j) => {
      x.set(here.inTime.X[j])
    })
    transport(out, carried, here.P)
    const turning = measured.map((v, i) => v - out[i])
    const commutator = fields.allocate()
    fields.commutator(commutator, here.P, here.inTime.generator)
    for (let i = 0; i < commutator.length; i++) commutator[i] /= HBAR
    const { of, sum, turned } = denseFields(fields)
    const [left, right] = [of(turning), of(commutator)]
    /** |factor (P_t + div(P X)) - [xi, P]| / |[xi, P]| with complex matrices. */
    const misfit = (re: number, im: number): number => relativeDifference(sum([re, left], [im, turned(left)]), right)
    expect(misfit(1, 0)).toBeLessThan(1e-10)
    // i hbar times a Hermitian field is anti-Hermitian, so that no hbar saves the printed reading
    expect(misfit(0, HBAR)).toBeCloseTo(Math.hypot(1, HBAR), 9)
    expect(misfit(0, -HBAR)).toBeGreaterThan(1)
  })

  test('delta P = [Sigma, P] - div(P Y), eq. (9)', () => {
    const measured = rate((eps) => at(eps, 0).P)
    transport(out, here.across, here.P)
    expect(distance(measured, out)).toBeLessThan(1e-10 * largest(measured))
    // without the commutator, and with its order reversed
    const still = { ...here.across, generator: fields.allocate() }
    const back = { ...here.across, generator: here.across.generator.map((v) => -v) }
    for (const wrong of [still, back]) {
      transport(out, wrong, here.P)
      expect(distance(measured, out)).toBeGreaterThan(0.1 * largest(measured))
    }
  })

  test.each([
    ['D_t + div(D X) = 0, after eq. (10)', 'inTime', (s: number) => at(0, s)],
    ['delta D = -div(D Y), eq. (8)', 'across', (s: number) => at(s, 0)],
  ] as const)('%s', (_, which, along) => {
    const D = new Float64Array(grid.nodes)
    const trace = (P: Float64Array): Float64Array => {
      fields.trace(D, P)
      return D.slice()
    }
    const measured = rate((s) => trace(along(s).P))
    const density = trace(here.P)
    const defect = measured.slice()
    for (const axis of [0, 1]) {
      fields.scalar.derivative(
        D,
        density.map((v, m) => v * here[which].X[axis][m]),
        axis,
      )
      D.forEach((v, m) => {
        defect[m] += v
      })
    }
    expect(largest(defect)).toBeLessThan(1e-10 * largest(measured))
  })

  test('delta X and delta xi are those of (8) and (9)', () => {
    const measured = rate((eps) => at(eps, 0).inTime.block)
    const byRate = allocatePathVelocity(fields)
    byRate.block.set(rate((t) => at(0, t).across.block))
    const stated = allocatePathVelocity(fields)
    velocityVariation(fields, HBAR)(stated, here.inTime, here.across, byRate)
    expect(distance(measured, stated.block)).toBeLessThan(1e-10 * largest(measured))

    const scalars = grid.nodes * 2
    // [xi, Sigma] instead of [Sigma, xi]
    const commutator = fields.allocate()
    fields.commutator(commutator, here.inTime.generator, here.across.generator)
    const turned = stated.generator.map((v, i) => v - (2 * commutator[i]) / HBAR)
    expect(distance(measured.subarray(scalars), turned)).toBeGreaterThan(0.1)
    // without the terms that come from the maps not commuting
    expect(distance(measured.subarray(0, scalars), byRate.block.subarray(0, scalars))).toBeGreaterThan(0.01)
    expect(distance(measured.subarray(scalars), byRate.generator)).toBeGreaterThan(0.1)
  })
})
