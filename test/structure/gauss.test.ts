import { normSquared, STATUS } from '@casimir/algebra'
import { energyDrift, symplecticDefect } from '@casimir/checks'
import { gaussLegendre, gaussTableau, rungeKutta4 } from '@casimir/integrators'
import { bspline, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { copyFor, oscillatorAt, plainPendulum } from '../support/oscillators.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const mollifier = { q: [bspline(7, 0.6)], p: [bspline(7, 0.6)] }
const weights = unequalWeights(3)
const system = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.6 }), { weights, hbar: 1, mollifier, spacing: 0.7 })

describe('the Gauss tableau', () => {
  test('is the printed one for 2 and 3 stages', () => {
    const root3 = Math.sqrt(3)
    const root15 = Math.sqrt(15)
    const printed2 = [1 / 4, 1 / 4 - root3 / 6, 1 / 4 + root3 / 6, 1 / 4]
    const printed3 = [
      5 / 36,
      2 / 9 - root15 / 15,
      5 / 36 - root15 / 30,
      5 / 36 + root15 / 24,
      2 / 9,
      5 / 36 - root15 / 24,
      5 / 36 + root15 / 30,
      2 / 9 + root15 / 15,
      5 / 36,
    ]
    expect(distance(gaussTableau(2).coefficients, new Float64Array(printed2))).toBeLessThan(1e-15)
    expect(distance(gaussTableau(3).coefficients, new Float64Array(printed3))).toBeLessThan(1e-15)
    expect(distance(gaussTableau(3).weights, new Float64Array([5 / 18, 4 / 9, 5 / 18]))).toBeLessThan(1e-15)
  })

  test.each([1, 2, 3, 5, 8, 12, 20])('keeps quadratic invariants and integrates polynomials, %i stages', (s) => {
    const { nodes, weights: b, coefficients: a } = gaussTableau(s)
    let worst = 0
    for (let i = 0; i < s; i++) {
      for (let j = 0; j < s; j++)
        worst = Math.max(worst, Math.abs(b[i] * a[i * s + j] + b[j] * a[j * s + i] - b[i] * b[j]))
      for (let k = 1; k <= s; k++) {
        let sum = 0
        for (let j = 0; j < s; j++) sum += a[i * s + j] * nodes[j] ** (k - 1)
        worst = Math.max(worst, Math.abs(sum - nodes[i] ** k / k))
      }
    }
    for (let k = 1; k <= 2 * s; k++)
      worst = Math.max(worst, Math.abs(b.reduce((sum, w, i) => sum + w * nodes[i] ** (k - 1), 0) - 1 / k))
    expect(worst).toBeLessThan(2e-15)
    // one degree more is beyond any s nodes
    const beyond = b.reduce((sum, w, i) => sum + w * nodes[i] ** (2 * s), 0) - 1 / (2 * s + 1)
    if (s < 8) expect(Math.abs(beyond)).toBeGreaterThan(1e-10)
  })

  test.each([0, -1, 1.5, Number.NaN])('refuses %d stages', (stages) => {
    expect(() => gaussLegendre(system, { stages })).toThrow(`stages is ${stages}`)
  })
})

describe.each([2, 3, 4])('Gauss with %i stages on koopmons', (stages) => {
  test('is symplectic when the solve has converged, not before, and RK4 is not', () => {
    const form = { shape: system.shape, weights, hbar: 1 }
    const state = sampleCloud(system.shape)
    const defect = (prepare: Parameters<typeof symplecticDefect>[0]): number =>
      symplecticDefect(prepare, form, state, 0.2)
    const gauss = defect(() => gaussLegendre(system, { stages, tolerance: 1e-14 }).flow)
    expect(gauss).toBeLessThan(1e-9)
    expect(defect(() => rungeKutta4(system).flow)).toBeGreaterThan(1e2 * gauss)
    expect(defect(() => gaussLegendre(system, { stages, tolerance: 1, history: 0 }).flow)).toBeGreaterThan(1e-3)
  })

  test.each([2, 3])('is unitary at every iterate, converged or not (%i levels)', (n) => {
    const cloud = koopmon(smoothHamiltonian(n), { weights, hbar: 1, mollifier, spacing: 0.7 })
    for (const tolerance of [1, 1e-3, 1e-13]) {
      const state = sampleCloud(cloud.shape)
      const { flow } = gaussLegendre(cloud, { stages, tolerance, history: 0 })
      for (let k = 0; k < 20; k++) expect(flow(state, 0.1)).toBe(STATUS.ok)
      for (let a = 0; a < 3; a++) expect(Math.abs(normSquared(state.psi, 2 * n * a, n) - 1)).toBeLessThan(2e-14)
    }
    const state = sampleCloud(cloud.shape)
    const { flow } = rungeKutta4(cloud)
    for (let k = 0; k < 20; k++) flow(state, 0.1)
    expect(Math.abs(normSquared(state.psi, 0, n) - 1)).toBeGreaterThan(1e-8)
  })

  test('integrates back to where it started', () => {
    const start = sampleCloud(system.shape)
    const state = copyFor(system)(start)
    const { flow } = gaussLegendre(system, { stages })
    for (let k = 0; k < 20; k++) flow(state, 0.1)
    expect(distance(state.block, start.block)).toBeGreaterThan(0.1)
    for (let k = 0; k < 20; k++) flow(state, -0.1)
    expect(distance(state.block, start.block)).toBeLessThan(1e-11)
  })

  test('needs fewer gradients with its start than without, to the same answer', () => {
    const runFrom = (options: { history?: number; depth?: number }) => {
      const state = sampleCloud(system.shape)
      const stepper = gaussLegendre(system, { stages, ...options })
      for (let k = 0; k < 30; k++) expect(stepper.flow(state, 0.05)).toBe(STATUS.ok)
      return { state, counts: stepper.counts() }
    }
    const plain = runFrom({ history: 0, depth: 0 })
    const fast = runFrom({})
    expect(fast.counts.evaluations).toBeLessThanOrEqual(0.75 * plain.counts.evaluations)
    expect(fast.counts.evaluations).toBe(stages * fast.counts.iterations)
    expect(distance(fast.state.block, plain.state.block)).toBeLessThan(1e-11)
  })

  test('reports a solve that does not converge, and a state that is not finite, and leaves the state as it was', () => {
    const state = sampleCloud(system.shape)
    const before = state.block.slice()
    const stepper = gaussLegendre(system, { stages, iterations: 3 })
    expect(stepper.flow(state, 0.5)).toBe(STATUS.notConverged)
    expect(distance(state.block, before)).toBe(0)
    expect(stepper.counts()).toEqual({ steps: 0, evaluations: 3 * stages, iterations: 3 })
    state.q[1] = Number.NaN
    expect(gaussLegendre(system, { stages }).flow(state, 0.1)).toBe(STATUS.nonFinite)
  })
})

describe('over 10^4 steps of a pendulum', () => {
  const energies = (flow: ReturnType<typeof gaussLegendre>['flow'], h: number) => {
    const state = oscillatorAt(0, 1.5)
    const series = new Float64Array(10_001)
    series[0] = plainPendulum.energy(state)
    for (let k = 1; k < series.length; k++) {
      if (flow(state, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
      series[k] = plainPendulum.energy(state)
    }
    return energyDrift(series)
  }
  test.each([1, 2, 3])(
    'the energy of Gauss with %i stages stays bounded and its excursion shrinks with its order',
    (stages) => {
      const coarse = energies(gaussLegendre(plainPendulum, { stages }).flow, 0.6)
      const fine = energies(gaussLegendre(plainPendulum, { stages }).flow, 0.3)
      expect(coarse.bounded).toBe(true)
      expect(fine.bounded).toBe(true)
      expect(Math.abs(Math.log2(coarse.excursion / fine.excursion) - 2 * stages)).toBeLessThan(0.5)
    },
  )
  test('RK4 drifts', () => expect(energies(rungeKutta4(plainPendulum).flow, 0.2).bounded).toBe(false))
})
