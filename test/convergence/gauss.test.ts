import { allocateHybrid, letter } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { compile, gaussLegendre, implicitMidpoint, rungeKutta4 } from '@casimir/integrators'
import { ehrenfest, gaussian, koopmon, rabi, tully2 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { endOf, orderOf, richardsonEnd, stepNumbers } from '../support/orderOf.ts'
import { copyFor, drivenPendulum, oscillatorAt, plainPendulum } from '../support/oscillators.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

const tully = ehrenfest(tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 }), {
  weights: new Float64Array([1]),
  hbar: 1,
})
const incoming = allocateHybrid(tully.shape)
incoming.q[0] = -3
incoming.p[0] = 30
incoming.psi.set([0.8, 0, 0, 0.6])

const koopmons = koopmon(rabi({ omega: 1, splitting: 1, coupling: 1 }), {
  weights: unequalWeights(2),
  hbar: 1,
  mollifier: { q: [gaussian(1, 8.5)], p: [gaussian(1, 8.5)] },
  spacing: 1,
})

// the fewest steps for 1, 2, 3 and 4 stages, and how many steps of RK4 the reference takes
const problems = [
  ['pendulum', plainPendulum, oscillatorAt(1, 1.5), 8, 4000, [1000, 50, 24, 14]],
  ['driven pendulum', drivenPendulum, oscillatorAt(0.5, 1.2), 4, 4000, [400, 20, 8, 7]],
  ['Ehrenfest on tully2', tully, incoming, 384, 6000, [1600, 60, 24, 14]],
  ['koopmons on rabi', koopmons, sampleCloud(koopmons.shape), 3, 800, [600, 40, 12, 6]],
] as const

describe.each(problems)('%s', (name, system, start, T, referenceSteps, first) => {
  const reference = richardsonEnd(system, start, T, referenceSteps)
  const copy = copyFor(system)

  test.each([1, 2, 3, 4])('Gauss with %i stages has order twice that', (stages) => {
    const prepare = () => gaussLegendre(system, { stages }).flow
    const steps = stepNumbers(first[stages - 1], stages === 1 ? 1.1 : 1.2, 9)
    const { slope, points, errors } = orderOf({ start, prepare, copy, T, reference, steps })
    console.info(`Gauss ${stages} on ${name}: order ${slope.toFixed(3)} on ${points} points`)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - 2 * stages), `slope ${slope}`).toBeLessThanOrEqual(0.2)
  })

  test('one stage and implicit midpoint are one map', () => {
    const ends = [gaussLegendre(system, { stages: 1 }), implicitMidpoint(system)].map(({ flow }) =>
      endOf({ start, prepare: () => flow, copy, T }, 50),
    )
    expect(largestDifference(ends[0], ends[1])).toBeLessThan(1e-13)
    const other = endOf({ start, prepare: () => gaussLegendre(system, { stages: 2 }).flow, copy, T }, 50)
    expect(largestDifference(ends[0], other)).toBeGreaterThan(1e-5)
  })
})

test('stages that see the time of the start only lose the order on the driven pendulum, not on the free one', () => {
  const order = (system: typeof drivenPendulum): number => {
    const late: typeof system = {
      ...system,
      gradient: (out, state) => system.gradient(out, { ...state, t: new Float64Array([time]) }),
    }
    let time = 0
    const start = oscillatorAt(0.5, 1.2)
    const prepare = () => {
      const { flow } = gaussLegendre(late, { stages: 2 })
      return (state: typeof start, h: number) => {
        time = state.t[0]
        return flow(state, h)
      }
    }
    const reference = richardsonEnd(system, start, 4, 4000)
    const copy = copyFor(system)
    const error = (h: number): number =>
      largestDifference(endOf({ start, prepare, copy, T: 4 }, Math.round(4 / h)).subarray(1), reference.subarray(1))
    return convergenceOrder([0.2, 0.1, 0.05, 0.025], error, 1e-12, 1).slope
  }
  expect(order(drivenPendulum)).toBeLessThan(1.2)
  expect(Math.abs(order(plainPendulum) - 4)).toBeLessThan(0.2)
})

test('a Gauss step is a letter: the triple jump of two stages has order 6 only with the weights of order 4', () => {
  const start = oscillatorAt(0.5, 1.2)
  const reference = richardsonEnd(plainPendulum, start, 4, 4000)
  const jump = (order: number) => () => {
    const root = 2 ** (1 / (order + 1))
    const outer = 1 / (2 - root)
    const { flow } = gaussLegendre(plainPendulum, { stages: 2 })
    return compile({ name: 'Gauss', parts: { M: { kind: 'symmetric', flow } } })([
      letter('M', outer),
      letter('M', 1 - 2 * outer),
      letter('M', outer),
    ])
  }
  const slope = (order: number): number =>
    orderOf({
      start,
      prepare: jump(order),
      copy: copyFor(plainPendulum),
      T: 4,
      reference,
      steps: stepNumbers(16, 1.25, 8),
    }).slope
  expect(Math.abs(slope(4) - 6)).toBeLessThan(0.2)
  expect(slope(2)).toBeLessThan(4.2)
})

test('against Gauss as the reference RK4 has order 4', () => {
  const start = oscillatorAt(0.5, 1.2)
  const reference = endOf(
    { start, prepare: () => gaussLegendre(plainPendulum, { stages: 6 }).flow, copy: copyFor(plainPendulum), T: 4 },
    40,
  )
  const { slope } = orderOf({
    start,
    prepare: () => rungeKutta4(plainPendulum).flow,
    copy: copyFor(plainPendulum),
    T: 4,
    reference,
    steps: stepNumbers(40, 1.25, 8),
  })
  expect(Math.abs(slope - 4)).toBeLessThan(0.2)
})
