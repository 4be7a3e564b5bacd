import { isospectralGauss, isospectralMidpoint } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import {
  copyDensity,
  densityRungeKutta4,
  drivenThreeLevel,
  mixedState,
  nonlinearThreeLevel,
} from '../support/densityFlow.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { endOf, orderOf, stepNumbers } from '../support/orderOf.ts'
import { drivenBody, ellipticMomentum, freeBody, momentumAfter, spinAt } from '../support/rigidBody.ts'

const T = 4
const threeLevelEnd = (system: typeof drivenThreeLevel): Float64Array => {
  const [coarse, fine] = [8000, 16_000].map((steps) =>
    endOf({ start: mixedState(), prepare: () => densityRungeKutta4(system), copy: copyDensity, T }, steps),
  )
  return fine.map((y, k) => y + (y - coarse[k]) / 15)
}
const atEnd = (m: readonly [number, number, number]): Float64Array => spinAt(m).block

const problems = [
  [
    'free rigid body',
    freeBody,
    spinAt([0.3, 0, 0.9]),
    10,
    () => atEnd(ellipticMomentum([0.3, 0.9], 10)),
    [700, 24, 10],
  ],
  [
    'driven rigid body',
    drivenBody,
    spinAt([0.6, -0.2, 0.7]),
    10,
    () => atEnd(momentumAfter([0.6, -0.2, 0.7], 10, 20_000, true)),
    [1400, 60, 24],
  ],
  [
    'nonlinear three-level system',
    nonlinearThreeLevel,
    mixedState(),
    T,
    () => threeLevelEnd(nonlinearThreeLevel),
    [2400, 80, 26],
  ],
  [
    'driven three-level system',
    drivenThreeLevel,
    mixedState(),
    T,
    () => threeLevelEnd(drivenThreeLevel),
    [1400, 60, 24],
  ],
] as const

test('Jacobi functions and RK4 on vectors agree on the free rigid body', () => {
  for (const t of [0.5, 3, 10])
    expect(
      largestDifference(ellipticMomentum([0.3, 0.9], t), momentumAfter([0.3, 0, 0.9], t, 20_000, false)),
    ).toBeLessThan(1e-12)
})

describe.each(problems)('%s', (name, system, start, time, end, first) => {
  const reference = end()

  test.each([
    ['isospectral midpoint', 2, () => isospectralMidpoint(system).flow],
    ['isospectral Gauss 2', 4, () => isospectralGauss(system, { stages: 2 }).flow],
    ['isospectral Gauss 3', 6, () => isospectralGauss(system, { stages: 3 }).flow],
  ] as const)('%s has order %i', (method, order, prepare) => {
    const steps = stepNumbers(first[order / 2 - 1], 1.2, 9)
    const { slope, points, errors } = orderOf({ start, prepare, copy: copyDensity, T: time, reference, steps })
    console.info(`${method} on ${name}: order ${slope.toFixed(3)} on ${points} points`)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThanOrEqual(0.2)
  })

  test('midpoint and Gauss with one stage are one map', () => {
    const ends = [isospectralMidpoint(system), isospectralGauss(system, { stages: 1 })].map(({ flow }) =>
      endOf({ start, prepare: () => flow, copy: copyDensity, T: time }, 100),
    )
    expect(largestDifference(ends[0], ends[1])).toBeLessThan(1e-13)
    expect(largestDifference(ends[0], reference)).toBeGreaterThan(1e-4)
  })
})
