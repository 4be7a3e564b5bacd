import type { Flow, HybridState, Scheme, SplitSystem } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { convergenceOrder, energyDrift, measuredOrder, symplecticDefect } from '@casimir/checks'
import type { StepDensity } from '@casimir/integrators'
import { blanesMoan4, compile, lieTrotter, reversibleStep, strang } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { onKepler } from '../support/catalogueReversibleProblems.ts'
import { keplerFlow } from '../support/keplerFlow.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { keplerProblem } from '../support/wordTestbedProblems.ts'

type Orbit = Float64Array
const kepler: SplitSystem<Orbit, 'A' | 'B'> = keplerProblem.prepare().split
const STEPS = 20_000
const PER_ORBIT = 200

/** At the pericentre of an orbit of semi-axis 1: x, y, their momenta and the time. */
const pericentre = (e: number): Orbit => Float64Array.of(1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e)), 0)
const energy = ([x, y, u, v]: Orbit): number => (u * u + v * v) / 2 - 1 / Math.hypot(x, y)
const momentum = ([x, y, u, v]: Orbit): number => x * v - y * u

/** Steps proportional to r^(3/2), the local time of fall. */
const fall: StepDensity<Orbit> = {
  duration: ([x, y]) => Math.hypot(x, y) ** 1.5,
  rate: ([x, y, u, v]) => (1.5 * (x * u + y * v)) / (x * x + y * y),
}
/** The epsilon of `perOrbit` steps an orbit: int dt/Q over the period, in the eccentric anomaly, divided by their number. */
const epsilonOf = (e: number, perOrbit: number): number => {
  const n = 4000
  let sum = 0
  for (let k = 0; k < n; k++) sum += 1 / Math.sqrt(1 - e * Math.cos((2 * Math.PI * (k + 0.5)) / n))
  return ((2 * Math.PI) / n) * (sum / perOrbit)
}
const reversible = (scheme: Scheme<'A' | 'B'> = strang): Flow<Orbit> =>
  reversibleStep(compile(kepler)(scheme), fall).flow
/** The step control of the textbooks: the duration is that at the start of the step. */
const classical = (): Flow<Orbit> => {
  const base = compile(kepler)(strang)
  return (y, epsilon) => base(y, epsilon * fall.duration(y))
}

const energies = (flow: Flow<Orbit>, e: number, h: number) => {
  const y = pericentre(e)
  const series = new Float64Array(STEPS + 1)
  series[0] = energy(y)
  for (let k = 1; k <= STEPS; k++) {
    if (flow(y, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
    series[k] = energy(y)
  }
  return energyDrift(series)
}

describe.each([0.6, 0.9])('Kepler, e = %d, Strang, 20000 steps', (e) => {
  const epsilon = epsilonOf(e, PER_ORBIT)
  const seen = energies(reversible(), e, epsilon)

  test('the energy error is bounded without drift and shrinks as epsilon^2', () => {
    expect(seen.bounded).toBe(true)
    expect(seen.shift, `excursion ${seen.excursion}`).toBeLessThan(seen.excursion / 500)
    const finer = energies(reversible(), e, epsilon / 2)
    expect(Math.abs(Math.log2(seen.excursion / finer.excursion) - 2)).toBeLessThan(0.1)
  })
  test('it is below that of fixed steps, as many an orbit', () => {
    const fixed = energies(compile(kepler)(strang), e, (2 * Math.PI) / PER_ORBIT)
    console.info(`e = ${e}: excursion ${seen.excursion.toExponential(2)}, fixed ${fixed.excursion.toExponential(2)}`)
    expect(seen.excursion).toBeLessThan(e === 0.9 ? fixed.excursion / 50 : fixed.excursion / 1.4)
  })
  test('steps chosen at their start drift', () => {
    const drifting = energies(classical(), e, epsilon)
    expect(drifting.bounded).toBe(false)
    expect(drifting.shift).toBeGreaterThan(1000 * seen.shift)
  })
  test('10^4 steps and as many back return to round-off; not so with steps chosen at their start or an unsymmetric base', () => {
    const returned = (flow: Flow<Orbit>): number => {
      const y = pericentre(e)
      for (let k = 0; k < 10_000; k++) flow(y, epsilon)
      for (let k = 0; k < 10_000; k++) flow(y, -epsilon)
      return largestDifference(y, pericentre(e))
    }
    expect(returned(reversible())).toBeLessThan(1e-9)
    expect(returned(classical())).toBeGreaterThan(1e-3)
    expect(returned(reversible(lieTrotter))).toBeGreaterThan(1e-3)
  })
  test('the steps follow r^(3/2), and the angular momentum is kept', () => {
    const y = pericentre(e)
    const { flow, rho } = reversibleStep(compile(kepler)(strang), fall)
    let worst = 0
    for (let k = 0; k < 2000; k++) {
      flow(y, epsilon)
      worst = Math.max(worst, Math.abs(rho[0] * fall.duration(y) - 1))
    }
    expect(worst).toBeLessThan(0.1)
    expect(Math.abs(momentum(y) - momentum(pericentre(e)))).toBeLessThan(1e-12)
  })
})

test.each([
  ['strang', 2, strang, 400],
  ['blanesMoan4', 4, blanesMoan4, 40],
] as const)(
  'has the order of its base against the exact flow over the time it took: %s, order %i',
  (_, order, word, first) => {
    const error = (epsilon: number): number => {
      const flow = reversible(word)
      const y = pericentre(0.6)
      const n = Math.round((1.3 * epsilonOf(0.6, 1)) / epsilon)
      for (let k = 0; k < n; k++) flow(y, epsilon)
      const exact = pericentre(0.6)
      keplerFlow(exact, y[4])
      exact[4] = y[4]
      return largestDifference(y, exact)
    }
    const counts = Array.from({ length: 9 }, (_, k) => Math.round(first * 1.25 ** k))
    const { slope, points } = convergenceOrder(
      counts.map((n) => epsilonOf(0.6, n)),
      error,
      1e-12,
      1e-2,
    )
    expect(points).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.2)
  },
)

test('at a given fictitious time a base of order 4 has the order 2 of the step density', () => {
  const { specimen } = onKepler('blanesMoan4', blanesMoan4, 2)
  const { slope, points } = measuredOrder(specimen, 2, 1)
  expect(points).toBeGreaterThanOrEqual(8)
  expect(Math.abs(slope - 2), `slope ${slope}`).toBeLessThan(0.2)
})

test('is not symplectic, as its base is', () => {
  const shape = { trajectories: 1, dof: 2, levels: 1 }
  const state = allocateHybrid(shape)
  state.block.set([0, 0.5, 0.3, -0.4, 1.3])
  const hybrid =
    (flow: Flow<Orbit>): Flow<HybridState> =>
    ({ q, p }, h) => {
      const y = Float64Array.of(...q, ...p, 0)
      const status = flow(y, h)
      q.set(y.subarray(0, 2))
      p.set(y.subarray(2, 4))
      return status
    }
  const defect = (prepare: () => Flow<Orbit>): number =>
    symplecticDefect(() => hybrid(prepare()), { shape, weights: Float64Array.of(1), hbar: 1 }, state, 0.05)
  expect(defect(() => compile(kepler)(strang))).toBeLessThan(1e-9)
  expect(defect(() => reversible())).toBeGreaterThan(1e-3)
})

describe('the density that is carried along', () => {
  const epsilon = epsilonOf(0.6, PER_ORBIT)
  test('resumes bit by bit with the state', () => {
    const one = reversibleStep(compile(kepler)(strang), fall)
    const y = pericentre(0.6)
    for (let k = 0; k < 50; k++) one.flow(y, epsilon)
    const two = reversibleStep(compile(kepler)(strang), fall)
    const z = y.slice()
    two.rho.set(one.rho)
    for (let k = 0; k < 50; k++) {
      one.flow(y, epsilon)
      two.flow(z, epsilon)
    }
    expect(z).toEqual(y)
    const forgetful = reversibleStep(compile(kepler)(strang), fall)
    const w = pericentre(0.6)
    for (let k = 0; k < 100; k++) {
      if (k === 50) forgetful.rho[0] = Number.NaN
      forgetful.flow(w, epsilon)
    }
    expect(largestDifference(w, y)).toBeGreaterThan(1e-9)
  })
  test('a density that is not positive is a status, and leaves state and density as they were', () => {
    const { flow, rho } = reversibleStep(compile(kepler)(strang), fall)
    const y = pericentre(0.6)
    for (let k = 0; k < 20; k++) flow(y, epsilon)
    const [state, density] = [y.slice(), rho[0]]
    expect(flow(y, 100)).toBe(STATUS.nonFinite)
    expect([y, rho[0]]).toEqual([state, density])
    expect(flow(Float64Array.of(0, 0, 1, 0, 0), epsilon)).toBe(STATUS.nonFinite)
  })
  test("the base's status is passed on", () => {
    const { flow, rho } = reversibleStep<Orbit>(() => STATUS.notConverged, fall)
    expect(flow(pericentre(0.6), epsilon)).toBe(STATUS.notConverged)
    expect(rho[0]).toBeNaN()
  })
})
