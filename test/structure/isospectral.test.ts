import type { DensityState } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { energyDrift, poissonDefect } from '@casimir/checks'
import { isospectralGauss, isospectralMidpoint, sphericalMidpoint } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { densityProblem } from '../support/catalogueOrbitProblems.ts'
import {
  copyDensity,
  densityRungeKutta4,
  drivenThreeLevel,
  mixedState,
  nonlinearThreeLevel,
  spectrum,
} from '../support/densityFlow.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { drivenBody, freeBody, momentumOf, spinAt, unevenBody } from '../support/rigidBody.ts'

type System = typeof freeBody
type Solver = { tolerance?: number; iterations?: number }
const methods: ReadonlyArray<
  readonly [
    name: string,
    order: number,
    prepare: (system: System, options?: Solver) => ReturnType<typeof isospectralMidpoint>,
  ]
> = [
  ['isospectral midpoint', 2, (system, options) => isospectralMidpoint(system, options)],
  ['isospectral Gauss 2', 4, (system, options) => isospectralGauss(system, { stages: 2, ...options })],
  ['isospectral Gauss 3', 6, (system, options) => isospectralGauss(system, { stages: 3, ...options })],
  ['spherical midpoint', 2, (system, options) => sphericalMidpoint(system, options)],
]
const body = spinAt([0.6, -0.2, 0.7])
const cases = methods.flatMap(([name, order, prepare]) =>
  (
    [
      [name, order, prepare, freeBody, body, 0.4],
      [name, order, prepare, drivenBody, body, 0.4],
      [name, order, prepare, nonlinearThreeLevel, mixedState(), 0.1],
      [name, order, prepare, drivenThreeLevel, mixedState(), 0.1],
    ] as const
  ).filter(
    ([method, , , system]) =>
      system.levels === 2 ||
      (method !== 'spherical midpoint' && (system === nonlinearThreeLevel || method === 'isospectral midpoint')),
  ),
)

const advance = (flow: (s: DensityState, h: number) => number, start: DensityState, h: number, steps: number) => {
  const state = copyDensity(start)
  for (let k = 0; k < steps; k++) if (flow(state, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
  return state
}
const spectrumDefect = (a: DensityState, b: DensityState): number => largestDifference(spectrum(a), spectrum(b))

describe.each(cases)('%s', (_, __, prepare, system, start, h) => {
  test(`keeps the spectrum to 1e-13 over 10^4 steps, RK4 does not: ${system.name}`, () => {
    const defect = spectrumDefect(advance(prepare(system).flow, start, h, 10_000), start)
    console.info(`${_} on ${system.name}: spectrum ${defect.toExponential(1)} after 10^4 steps`)
    expect(defect).toBeLessThan(1e-13)
    expect(spectrumDefect(advance(densityRungeKutta4(system), start, h, 1000), start)).toBeGreaterThan(1e-6)
  })

  test(`keeps it at every iterate, converged or not: ${system.name}`, () => {
    for (const tolerance of [10, 1e-2, 1e-4])
      expect(spectrumDefect(advance(prepare(system, { tolerance }).flow, start, h, 20), start)).toBeLessThan(1e-14)
  })

  test(`is Poisson when the solve has converged, not before, and RK4 is not: ${system.name}`, () => {
    const problem = densityProblem(system, start, { T: 1, h })
    const defectOf = (flow: () => (s: DensityState, step: number) => number): number =>
      poissonDefect(problem.specimen(_, flow), h)
    const defect = defectOf(() => prepare(system).flow)
    expect(defect).toBeLessThan(1e-9)
    expect(defectOf(() => densityRungeKutta4(system))).toBeGreaterThan(30 * defect)
    expect(defectOf(() => prepare(system, { tolerance: 10 }).flow)).toBeGreaterThan(1e-4)
  })

  test(`integrates back to where it started: ${system.name}`, () => {
    const { flow } = prepare(system)
    const there = advance(flow, start, h, 50)
    expect(largestDifference(there.block, start.block)).toBeGreaterThan(0.1)
    expect(largestDifference(advance(flow, there, -h, 50).block, start.block)).toBeLessThan(1e-12)
  })
})

describe('over 10^4 steps the energy', () => {
  const energies = (flow: (s: DensityState, h: number) => number, h: number, system = unevenBody) => {
    const state = copyDensity(body)
    const series = new Float64Array(10_001)
    series[0] = system.energy(state)
    for (let k = 1; k < series.length; k++) {
      flow(state, h)
      series[k] = system.energy(state)
    }
    return energyDrift(series)
  }
  test.each(methods)('of %s stays bounded on the uneven body and shrinks as its order says', (_, order, prepare) => {
    const coarse = energies(prepare(unevenBody).flow, 0.4)
    const fine = energies(prepare(unevenBody).flow, 0.2)
    expect(coarse.bounded).toBe(true)
    expect(fine.bounded).toBe(true)
    expect(Math.log2(coarse.excursion / fine.excursion)).toBeGreaterThan(order - 0.4)
  })
  test('of the spherical midpoint method is exact when it is quadratic, and not otherwise', () => {
    expect(energies(sphericalMidpoint(freeBody).flow, 0.8, freeBody).excursion).toBeLessThan(1e-12)
    expect(energies(sphericalMidpoint(unevenBody).flow, 0.4).excursion).toBeGreaterThan(1e-6)
  })
  test('of RK4 drifts', () => expect(energies(densityRungeKutta4(unevenBody), 0.2).bounded).toBe(false))
})

test('the spherical midpoint method commutes with a rotation of body and state', () => {
  // the cyclic permutation of the axes, done to the state and to the system
  const cycle = ([x, y, z]: [number, number, number]): [number, number, number] => [z, x, y]
  const back = (state: DensityState): DensityState => {
    const [x, y, z] = momentumOf(state)
    const turned = spinAt([y, z, x])
    turned.t[0] = state.t[0]
    return turned
  }
  const turned: System = {
    ...freeBody,
    gradient: (out, state) => {
      const status = freeBody.gradient(out, back(state))
      const [z, x, y] = [out[0], out[2], -out[3]]
      out.set([y, 0, z, -x, z, x, -y, 0])
      return status
    },
  }
  const plain = momentumOf(advance(sphericalMidpoint(freeBody).flow, body, 0.4, 50))
  const start = spinAt(cycle(momentumOf(body)))
  const after = momentumOf(advance(sphericalMidpoint(turned).flow, start, 0.4, 50))
  expect(largestDifference(after, cycle(plain))).toBeLessThan(1e-13)
  expect(largestDifference(after, plain)).toBeGreaterThan(0.1)
})

test('a system of three levels is refused, with the remedy', () => {
  expect(() => sphericalMidpoint(nonlinearThreeLevel)).toThrow(
    "'nonlinear three-level system' has 3 levels, and only two-level states lie on a sphere; use isospectralMidpoint",
  )
})

test.each(methods.slice(0, 4))('%s reports failure and leaves the state as it was', (_, __, prepare) => {
  const state = copyDensity(body)
  const before = state.block.slice()
  const stepper = prepare(freeBody, { iterations: 2 })
  expect(stepper.flow(state, 1)).toBe(STATUS.notConverged)
  expect(largestDifference(state.block, before)).toBe(0)
  expect(stepper.counts().steps).toBe(0)
  expect(stepper.counts().iterations).toBe(2)
  state.rho[2] = Number.NaN
  expect(prepare(freeBody).flow(state, 0.1)).toBe(STATUS.nonFinite)
})
