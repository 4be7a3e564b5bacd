import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { letter, normSquared, STATUS } from '@casimir/algebra'
import { energyDrift, symplecticDefect } from '@casimir/checks'
import { compile, rungeKutta4, suzuki4, symmetricProjection, taoExtended } from '@casimir/integrators'
import { ehrenfest } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { hybridProblems, pairSystem } from '../support/catalogueProblems.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { endOf, orderOf, richardsonEnd, stepNumbers } from '../support/orderOf.ts'
import { copyFor, drivenNonSeparable, nonSeparable, oscillatorAt } from '../support/oscillators.ts'
import { sampleCloud } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const weights = new Float64Array([0.4, 0.6])
const hybrid = ehrenfest(smoothHamiltonian(2), { weights, hbar: 1 })
const cloud = sampleCloud(hybrid.shape)
const tao = (system: HybridSystem) => taoExtended(system, { omega: 5 }).flow
const projected = (system: HybridSystem) => symmetricProjection(system).flow
const composed =
  (prepare: (system: HybridSystem) => Flow<HybridState>) =>
  (system: HybridSystem): Flow<HybridState> =>
    compile({ name: 'base', parts: { M: { kind: 'symmetric', flow: prepare(system) } } })(suzuki4([letter('M', 1)]))

const methods = [
  ['Tao', 2, tao, 1000],
  ['Tao in Suzuki 4', 4, composed(tao), 40],
  ['symmetric projection', 2, projected, 1000],
  ['symmetric projection in Suzuki 4', 4, composed(projected), 30],
] as const
const problems = [
  ['non-separable', nonSeparable, oscillatorAt(0.4, 0.7), 4],
  ['driven non-separable', drivenNonSeparable, oscillatorAt(0.4, 0.7), 4],
  ['Ehrenfest, non-separable', hybrid, cloud, 3],
] as const

describe.each(problems)('%s', (name, system, start, T) => {
  const reference = richardsonEnd(system, start, T, 4000)
  test.each(methods)('%s has order %i', (method, order, prepare, first) => {
    const run = { start, prepare: () => prepare(system), copy: copyFor(system), T, reference }
    const { slope, points, errors } = orderOf({ ...run, steps: stepNumbers(first, 1.2, 10) })
    console.info(`${method} on ${name}: order ${slope.toFixed(3)} on ${points} points`)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThanOrEqual(0.2)
  })
})

describe('geometry in the original phase space', () => {
  const form = { shape: hybrid.shape, weights, hbar: 1 }
  const defect = (prepare: () => Flow<HybridState>): number => symplecticDefect(prepare, form, cloud, 0.3)
  test('the projection is symplectic once it has converged; Tao and RK4 are not', () => {
    expect(defect(() => projected(hybrid))).toBeLessThan(1e-9)
    expect(defect(() => symmetricProjection(hybrid, { tolerance: 1 }).flow)).toBeGreaterThan(1e-6)
    expect(defect(() => tao(hybrid))).toBeGreaterThan(1e-5)
    expect(defect(() => rungeKutta4(hybrid).flow)).toBeGreaterThan(1e-6)
  })

  test('the projection keeps norms, Tao does not', () => {
    const norm = (flow: Flow<HybridState>): number => {
      const state = copyFor(hybrid)(cloud)
      for (let k = 0; k < 200; k++) flow(state, 0.2)
      return Math.abs(normSquared(state.psi, 0, 2) - 1)
    }
    expect(norm(projected(hybrid))).toBeLessThan(1e-12)
    expect(norm(tao(hybrid))).toBeGreaterThan(1e-6)
  })

  test.each([
    ['Tao', tao],
    ['symmetric projection', projected],
  ] as const)('%s integrates back to where it started', (_, prepare) => {
    const flow = prepare(hybrid)
    const there = endOf({ start: cloud, prepare: () => flow, copy: copyFor(hybrid), T: 10 }, 50)
    expect(largestDifference(there, cloud.block)).toBeGreaterThan(0.1)
    const state = copyFor(hybrid)(cloud)
    state.block.set(there)
    for (let k = 0; k < 50; k++) flow(state, -0.2)
    expect(largestDifference(state.block, cloud.block)).toBeLessThan(1e-11)
  })
})

describe('over 10^4 steps', () => {
  const energies = (flow: Flow<HybridState>, h: number) => {
    const state = oscillatorAt(0, -1.5)
    const series = new Float64Array(10_001)
    series[0] = nonSeparable.energy(state)
    for (let k = 1; k < series.length; k++) {
      if (flow(state, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
      series[k] = nonSeparable.energy(state)
    }
    return energyDrift(series)
  }
  test.each([
    ['Tao', (s: HybridSystem) => taoExtended(s, { omega: 20 }).flow],
    ['symmetric projection', projected],
  ] as const)('the energy of %s stays bounded and its excursion shrinks as h^2', (_, prepare) => {
    const coarse = energies(prepare(nonSeparable), 0.02)
    const fine = energies(prepare(nonSeparable), 0.01)
    expect(coarse.bounded).toBe(true)
    expect(fine.bounded).toBe(true)
    expect(Math.abs(Math.log2(coarse.excursion / fine.excursion) - 2)).toBeLessThan(0.4)
  })
  test('the copies part without the coupling, and RK4 drifts', () => {
    expect(energies(taoExtended(nonSeparable, { omega: 0 }).flow, 0.02).excursion).toBeGreaterThan(
      10 * energies(taoExtended(nonSeparable, { omega: 20 }).flow, 0.02).excursion,
    )
    expect(energies(rungeKutta4(nonSeparable).flow, 0.1).bounded).toBe(false)
  })
})

test('Tao needs a large omega to bind the copies on amplitudes: 20 is enough, 5 is not, 2 runs away', () => {
  const { specimen } = hybridProblems.pair
  const excursion = (omega: number, h: number, steps: number): number => {
    const { prepare, energy } = specimen('Tao', () => taoExtended(pairSystem, { omega }).flow)
    const { block, step } = prepare()
    const start = energy?.(block) ?? Number.NaN
    let most = 0
    for (let k = 0; k < steps && step(h) === STATUS.ok; k++)
      most = Math.max(most, Math.abs((energy?.(block) ?? Number.NaN) - start))
    return most
  }
  expect(excursion(20, 0.02, 10_000)).toBeLessThan(0.01)
  expect(excursion(5, 0.1, 10_000)).toBeGreaterThan(1)
  expect(excursion(2, 0.1, 10_000)).toBeGreaterThan(1e6)
})

test('a state moved by hand starts a new copy', () => {
  const { flow } = taoExtended(nonSeparable, { omega: 5 })
  const state = oscillatorAt(0.4, 0.7)
  flow(state, 0.1)
  const moved = oscillatorAt(0.1, 0.2)
  flow(moved, 0.1)
  const fresh = oscillatorAt(0.1, 0.2)
  taoExtended(nonSeparable, { omega: 5 }).flow(fresh, 0.1)
  expect(largestDifference(moved.block, fresh.block)).toBe(0)
})

test('both report failure and leave the state as it was; omega must be finite', () => {
  const state = oscillatorAt(Number.NaN, 0.7)
  expect(taoExtended(nonSeparable, { omega: 5 }).flow(state, 0.1)).toBe(STATUS.nonFinite)
  expect(symmetricProjection(nonSeparable).flow(state, 0.1)).toBe(STATUS.nonFinite)
  expect(state.p[0]).toBe(0.7)
  const stepper = symmetricProjection(nonSeparable, { iterations: 2 })
  const good = oscillatorAt(0.4, 0.7)
  expect(stepper.flow(good, 0.3)).toBe(STATUS.notConverged)
  expect(good.q[0]).toBe(0.4)
  expect(stepper.counts()).toEqual({ steps: 0, evaluations: 8, iterations: 2 })
  expect(() => taoExtended(nonSeparable, { omega: Number.NaN })).toThrow('omega is NaN')
})
