import { normSquared, STATUS } from '@casimir/algebra'
import { energyDrift, symplecticDefect } from '@casimir/checks'
import { discreteGradient, implicitMidpoint, rungeKutta4 } from '@casimir/integrators'
import { ehrenfest } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { endOf, orderOf, richardsonEnd, stepNumbers } from '../support/orderOf.ts'
import { copyFor, drivenPendulum, nonSeparable, oscillatorAt, plainPendulum } from '../support/oscillators.ts'
import { sampleCloud } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const weights = new Float64Array([0.4, 0.6])
const hybrid = ehrenfest(smoothHamiltonian(3), { weights, hbar: 1 })
const cloud = sampleCloud(hybrid.shape)
const problems = [
  ['pendulum', plainPendulum, oscillatorAt(0.5, 1.2), 4, 700, 0.2],
  ['non-separable', nonSeparable, oscillatorAt(0.4, 0.7), 4, 700, 0.2],
  ['Ehrenfest with three levels', hybrid, cloud, 2, 500, 0.1],
] as const

describe.each([...problems, ['driven pendulum', drivenPendulum, oscillatorAt(0.5, 1.2), 4, 700, 0.2] as const])(
  '%s',
  (name, system, start, T, first) => {
    test('the discrete gradient method has order 2', () => {
      const reference = richardsonEnd(system, start, T, 4000)
      const run = { start, prepare: () => discreteGradient(system).flow, copy: copyFor(system), T, reference }
      const { slope, points } = orderOf({ ...run, steps: stepNumbers(first, 1.15, 9) })
      console.info(`discrete gradient on ${name}: order ${slope.toFixed(3)} on ${points} points`)
      expect(points).toBeGreaterThanOrEqual(8)
      expect(Math.abs(slope - 2), `slope ${slope}`).toBeLessThanOrEqual(0.2)
    })
  },
)

describe.each(problems)('%s', (name, system, start, _, __, h) => {
  const energies = (flow: ReturnType<typeof discreteGradient>['flow'], steps = 10_000) => {
    const state = copyFor(system)(start)
    const series = new Float64Array(steps + 1)
    series[0] = system.energy(state)
    for (let k = 1; k <= steps; k++) {
      if (flow(state, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
      series[k] = system.energy(state)
    }
    return energyDrift(series)
  }
  test('keeps the energy over 10^4 steps; one point of quadrature, implicit midpoint and RK4 do not', () => {
    const { excursion } = energies(discreteGradient(system).flow)
    console.info(`discrete gradient on ${name}: energy ${excursion.toExponential(1)} after 10^4 steps`)
    expect(excursion).toBeLessThan(1e-11)
    expect(energies(discreteGradient(system, { points: 1 }).flow, 1000).excursion).toBeGreaterThan(1e-6)
    expect(energies(implicitMidpoint(system).flow, 1000).excursion).toBeGreaterThan(1e-6)
    expect(energies(rungeKutta4(system).flow, 1000).excursion).toBeGreaterThan(1e-8)
  })
  test('integrates back to where it started', () => {
    const { flow } = discreteGradient(system)
    const there = endOf({ start, prepare: () => flow, copy: copyFor(system), T: 50 * h }, 50)
    expect(largestDifference(there, start.block)).toBeGreaterThan(0.1)
    const state = copyFor(system)(start)
    state.block.set(there)
    for (let k = 0; k < 50; k++) flow(state, -h)
    expect(largestDifference(state.block, start.block)).toBeLessThan(1e-11)
  })
})

test('it is neither symplectic nor unitary, which implicit midpoint is', () => {
  const form = { shape: hybrid.shape, weights, hbar: 1 }
  const defect = (prepare: Parameters<typeof symplecticDefect>[0]) => symplecticDefect(prepare, form, cloud, 0.4)
  expect(defect(() => discreteGradient(hybrid).flow)).toBeGreaterThan(1e-5)
  expect(defect(() => implicitMidpoint(hybrid).flow)).toBeLessThan(1e-9)
  const norm = (prepare: () => ReturnType<typeof discreteGradient>['flow']): number => {
    const state = copyFor(hybrid)(cloud)
    const flow = prepare()
    for (let k = 0; k < 20; k++) flow(state, 0.4)
    return Math.abs(normSquared(state.psi, 0, 3) - 1)
  }
  expect(norm(() => discreteGradient(hybrid).flow)).toBeGreaterThan(1e-6)
  expect(norm(() => implicitMidpoint(hybrid).flow)).toBeLessThan(1e-13)
})

test('it reports failure, leaves the state as it was, and refuses no points', () => {
  const state = oscillatorAt(0.5, 1.2)
  const before = state.block.slice()
  const stepper = discreteGradient(plainPendulum, { iterations: 2, points: 3 })
  expect(stepper.flow(state, 1)).toBe(STATUS.notConverged)
  expect(largestDifference(state.block, before)).toBe(0)
  expect(stepper.counts()).toEqual({ steps: 0, evaluations: 6, iterations: 2 })
  state.q[0] = Number.NaN
  expect(discreteGradient(plainPendulum).flow(state, 0.1)).toBe(STATUS.nonFinite)
  expect(() => discreteGradient(plainPendulum, { points: 0 })).toThrow('points is 0')
})
