import {
  ehrenfestEnergy,
  gaussian,
  growthRate,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  regularisedEnergy,
  torusRabi,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { denseFields } from '../support/amplitudeDense.ts'
import { evolvedRates } from '../support/packetEvolution.ts'
import { packetFields, packetGrowth } from '../support/packetGrowth.ts'
import { periodicGrid, periodicHamiltonian, smoothDirection, smoothPacket } from '../support/periodicHamiltonian.ts'
import { blochAngles, torusState } from '../support/torusState.ts'

const COUPLING = 0.5
const rabi = torusRabi({ splitting: 1, coupling: COUPLING })
const HBAR = 1

/** The node where |lambda| is largest, and lambda there. */
const steepest = (fields: ReturnType<typeof hermitianFields>, lambda: Float64Array) => {
  let best = 0
  for (let m = 0; m < lambda.length; m++) if (Math.abs(lambda[m]) > Math.abs(lambda[best])) best = m
  return { centre: Array.from(fields.grid.coordinates).slice(2 * best, 2 * best + 2), rate: lambda[best] }
}
const greatest = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)

describe('the principal symbol', () => {
  const fields = hermitianFields(periodicGrid(32), 2)
  const lambda = new Float64Array(fields.grid.nodes)
  const wave = Float64Array.of(3, -5)

  test('is (hbar/2) n.(m x g) in Bloch form, with derivatives by finite differences of the formula for n', () => {
    const bloch = (q: number, p: number): [number, number, number] => {
      const [theta, phi] = blochAngles(Float64Array.of(q, p), true)
      return [Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)]
    }
    growthRate(fields, rabi, 0.7)(lambda, torusState(fields), wave)
    const e = 1e-3
    let worst = 0
    for (let i = 0; i < fields.grid.nodes; i++) {
      const [q, p] = [fields.grid.coordinates[2 * i], fields.grid.coordinates[2 * i + 1]]
      const slope = (dq: number, dp: number, c: number): number =>
        (8 * (bloch(q + dq, p + dp)[c] - bloch(q - dq, p - dp)[c]) -
          (bloch(q + 2 * dq, p + 2 * dp)[c] - bloch(q - 2 * dq, p - 2 * dp)[c])) /
        (12 * e)
      const n = bloch(q, p)
      const m = [0, 1, 2].map((c) => wave[1] * slope(e, 0, c) - wave[0] * slope(0, e, c))
      // f = (coupling sin q, 0, splitting/2): g = -kappa_p f_q
      const g = -wave[1] * COUPLING * Math.cos(q)
      const expected = 0.35 * g * (n[1] * m[2] - n[2] * m[1])
      worst = Math.max(worst, Math.abs(lambda[i] - expected))
    }
    expect(worst / greatest(lambda)).toBeLessThan(1e-8)
  })
  test.each([2, 3])(
    'is (hbar/2) Tr[(X_H.kappa) (Gamma.kappa)] with dense matrices, two degrees of freedom, %i levels',
    (levels) => {
      const four = hermitianFields(periodicGrid(8, 2), levels)
      const hamiltonian = periodicHamiltonian(levels, { seed: 4, dof: 2 })
      const P = smoothPacket(four, { seed: 2, amplitude: 0.3 })
      const kappa = Float64Array.of(3, -5, 2, 7)
      const rate = new Float64Array(four.grid.nodes)
      growthRate(four, hamiltonian, 0.7)(rate, P, kappa)
      const { of, slope, sum, times, trace, turned } = denseFields(four)
      const D = trace(of(P))
      const rho = sum([D.map((x) => 1 / x), of(P)])
      const H = of(smoothDirection(four, { seed: 4 }))
      /** X_A . kappa = sum_j (kappa_qj A_pj - kappa_pj A_qj). */
      const along = (A: Float64Array): Float64Array =>
        sum([kappa[0], slope(A, 2)], [kappa[1], slope(A, 3)], [-kappa[2], slope(A, 0)], [-kappa[3], slope(A, 1)])
      const A = along(rho)
      const gamma = turned(sum([1, times(rho, A)], [-1, times(A, rho)]))
      const expected = trace(times(along(H), gamma)).map((x) => 0.35 * x)
      expect(greatest(expected)).toBeGreaterThan(0.1)
      expect(greatest(rate.map((x, m) => x - expected[m]))).toBeLessThan(1e-12 * greatest(expected))
    },
  )
  test('is quadratic in kappa', () => {
    const P = torusState(fields)
    const twice = new Float64Array(lambda.length)
    growthRate(fields, rabi, HBAR)(lambda, P, wave)
    growthRate(fields, rabi, HBAR)(twice, P, Float64Array.of(-6, 10))
    expect(greatest(twice.map((x, m) => x - 4 * lambda[m]))).toBeLessThan(1e-11 * greatest(twice))
  })
  test.each([
    ['a uniform spinor', rabi, false],
    ['H = A(z) 1', torusRabi({ splitting: 1, coupling: 0 }), true],
  ])('vanishes for %s', (_, hamiltonian, varying) => {
    growthRate(fields, hamiltonian, HBAR)(lambda, torusState(fields, { varying }), wave)
    expect(greatest(lambda)).toBeLessThan(1e-12)
  })
  test('refuses another system and another number of axes', () => {
    expect(() => growthRate(fields, periodicHamiltonian(3), 1)).toThrow(/has 3 levels and 1 degrees of freedom/)
    expect(() => growthRate(fields, rabi, 1)(lambda, torusState(fields), Float64Array.of(1))).toThrow(
      /kappa has 1 components; give 2/,
    )
  })
})

describe.each([
  ['two levels', rabi, 2],
  ['three levels', periodicHamiltonian(3, { amplitude: 0.3 }), 3],
] as const)('wave packets, %s', (_, hamiltonian, levels) => {
  const fields = hermitianFields(periodicGrid(128), levels)
  const P = levels === 2 ? torusState(fields) : smoothPacket(fields, { seed: 2 })
  const { vectorField } = hybridBracket(fields, HBAR)
  const hybrid = vectorField(hybridEnergy(fields, hamiltonian, HBAR))
  const ehrenfest = vectorField(ehrenfestEnergy(fields, hamiltonian))
  const wave = [12, 16]
  const lambda = new Float64Array(fields.grid.nodes)
  growthRate(fields, hamiltonian, HBAR)(lambda, P, Float64Array.from(wave))
  const { centre, rate } = steepest(fields, lambda)
  const system = { hamiltonian, hbar: HBAR }
  const measure = (velocity: typeof hybrid, sector: 'density' | 'orientation') =>
    packetGrowth(fields, velocity, system, P, { centre, wave, width: 0.3, sector })
  const density = measure(hybrid, 'density')
  const orientation = measure(hybrid, 'orientation')

  test('the density grows at the rate of the symbol, within 5 per cent', () => {
    expect(Math.abs(rate)).toBeGreaterThan(30)
    expect(Math.abs(density.measured / density.symbol - 1)).toBeLessThan(0.05)
  })
  test('the orientation grows at minus that rate', () => {
    expect(Math.abs(orientation.measured / orientation.symbol - 1)).toBeLessThan(0.05)
    expect(orientation.symbol * density.symbol).toBeLessThan(0)
    // the wrong sign is far outside
    expect(Math.abs(orientation.measured / -orientation.symbol - 1)).toBeGreaterThan(1.9)
  })
  test('the Ehrenfest vector field has no such growth', () => {
    for (const sector of ['density', 'orientation'] as const)
      expect(Math.abs(measure(ehrenfest, sector).measured)).toBeLessThan(0.05 * Math.abs(density.symbol))
  })
})

test('evolved in time by the whole flow, packets grow and decay at those rates; under Ehrenfest they do not', () => {
  const fields = hermitianFields(periodicGrid(128), 2)
  const P = torusState(fields)
  const wave = [12, 16]
  const lambda = new Float64Array(fields.grid.nodes)
  growthRate(fields, rabi, HBAR)(lambda, P, Float64Array.from(wave))
  const { centre } = steepest(fields, lambda)
  const { vectorField } = hybridBracket(fields, HBAR)
  const hybrid = vectorField(hybridEnergy(fields, rabi, HBAR))
  const ehrenfest = vectorField(ehrenfestEnergy(fields, rabi))
  for (const sector of ['density', 'orientation'] as const) {
    const packet = { centre, wave, width: 0.3, sector }
    const { symbol } = packetGrowth(fields, hybrid, { hamiltonian: rabi, hbar: HBAR }, P, packet)
    const rates = (velocity: typeof hybrid): number[] =>
      evolvedRates(fields, velocity, P, packetFields(fields, rabi, P, packet), {
        cutoff: 32,
        dt: 1e-3,
        times: [0, 2e-3, 4e-3],
      })
    expect(Math.abs(symbol)).toBeGreaterThan(80)
    for (const rate of rates(hybrid)) expect(Math.abs(rate / symbol - 1)).toBeLessThan(0.05)
    for (const rate of rates(ehrenfest)) expect(Math.abs(rate / symbol)).toBeLessThan(0.05)
  }
})

describe('the regularised model', () => {
  const fields = hermitianFields(periodicGrid(128), 2)
  const P = torusState(fields)
  const wave = [12, 16]
  const lambda = new Float64Array(fields.grid.nodes)
  growthRate(fields, rabi, HBAR)(lambda, P, Float64Array.from(wave))
  const { centre } = steepest(fields, lambda)
  test.each([0.02, 0.05])('alpha = %d: the symbol times the square of the mollifier, within 5 per cent', (alpha) => {
    const factor = gaussian(alpha)
    const velocity = hybridBracket(fields, HBAR).vectorField(
      regularisedEnergy(fields, rabi, HBAR, { q: [factor], p: [factor] }),
    )
    const packet = { centre, wave, width: 0.3, sector: 'density' } as const
    const { measured, symbol } = packetGrowth(fields, velocity, { hamiltonian: rabi, hbar: HBAR }, P, packet)
    const damped = symbol * Math.exp(-(alpha ** 2) * (wave[0] ** 2 + wave[1] ** 2))
    expect(Math.abs(measured / damped - 1)).toBeLessThan(0.05)
    expect(Math.abs(measured / symbol - 1)).toBeGreaterThan(0.1)
  })
})
