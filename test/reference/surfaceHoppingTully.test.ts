import { surfaceHopping, tully3 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import {
  HOPPING_DEFAULTS,
  SIMPLE_CROSSING_UPPER,
  scatter,
  simpleCrossing,
  simpleCrossingTable,
  stratified,
  streams,
} from '../support/surfaceHoppingScattering.ts'

/** One trajectory from x = -10 to 10 on the lower level of the simple crossing, which never hops. */
const cross = (k: number, dt: number) => {
  const run = surfaceHopping(simpleCrossing, { ...HOPPING_DEFAULTS, hopping: 'cumulative' }).prepare(1, () => 0)
  run.state.q[0] = -10
  run.state.p[0] = k
  run.start(0, 0)
  while (run.state.q[0] <= 10) expect(run.stepOne(0, dt)).toBe(0)
  return run
}

// Upper fractions: the reference table of the issue; peers' codes at dt = 1 give 0.156 and 0.501 at k = 10 and 20 (standard error 0.005).
describe('surface hopping on the simple avoided crossing', () => {
  const N = 256
  // a cell of 1/N for the first hop, and the second, of probability below 1/3, at random: a standard error below sqrt(1/12 N)/3
  test.each(SIMPLE_CROSSING_UPPER)('k = %i, dt = 1: %f on the upper level', (k, expected) => {
    const { upper, energyError, norm, reflected, frustrated } = scatter(simpleCrossing, k, 1, N, stratified(N, k), {
      hopping: 'cumulative',
    })
    expect(Math.abs(upper - expected)).toBeLessThan(0.015)
    expect(energyError).toBeLessThan(1e-5)
    expect(norm).toBeLessThan(1e-11)
    expect(reflected + frustrated).toBe(0)
  })

  test('independent numbers every step agree with one number a hop, and dt = 10 has no bias that 1000 trajectories see', () => {
    const trajectories = 1000
    const error = Math.sqrt(0.25 / trajectories)
    for (const { upper, expected, absoluteBias, bias } of simpleCrossingTable(10, trajectories, 2)) {
      expect(Math.abs(upper - expected)).toBeLessThan(0.005 + 3.5 * error)
      // the estimate says so too, of about 0.8 hops a trajectory
      expect(absoluteBias).toBeLessThan(0.015)
      expect(Math.abs(bias)).toBeLessThanOrEqual(absoluteBias)
    }
  })

  test('the bias estimate falls with the step', () => {
    const [coarse, fine] = [20, 5].map((dt) => scatter(simpleCrossing, 20, dt, 200, streams(200, 3)).absoluteBias)
    expect(fine).toBeGreaterThan(0)
    expect(fine).toBeLessThan(coarse / 6)
  })

  test('a third of the absolute bias is no less than the error of the chance of a hop; with its sign it says nothing of that', () => {
    // a draw of 0 never hops with `cumulative`, and nine crossings have no two alike
    const chance = (k: number, dt: number) => {
      const { survival, bias, absoluteBias } = cross(k, dt)
      return { P: 1 - survival[0], bias: bias[0], size: absoluteBias[0] / 3 }
    }
    const found = [10, 20, 30].flatMap((k) => {
      const converged = chance(k, 0.25).P
      return [5, 10, 20].map((dt) => {
        const { P, ...estimate } = chance(k, dt)
        return { error: P - converged, ...estimate }
      })
    })
    for (const { error, size } of found) {
      expect(Math.abs(error)).toBeGreaterThan(1e-6)
      expect(Math.abs(error)).toBeLessThan(size)
      expect(size).toBeLessThan(5e-3)
    }
    expect(new Set(found.map(({ error, bias }) => Math.sign(error * bias))).size).toBe(2)
    expect(found.some(({ error, bias }) => Math.abs(bias) / 3 < Math.abs(error))).toBe(true)
  })

  test('a hop that does not pay its energy would be seen', () => {
    // without the rescaling the energy is off by the gap, 0.02 of 0.1, for half the trajectories
    const { energyError, upper } = scatter(simpleCrossing, 20, 5, 200, streams(200, 4))
    expect(energyError).toBeLessThan((upper * 0.02) / 0.09 / 100)
  })
})

test('the extended coupling reflects what has hopped up', () => {
  const model = tully3({ mass: 2000, A: 6e-4, B: 0.1, C: 0.9 })
  const { reflected, energyError } = scatter(model, 15, 5, 200, streams(200, 9))
  expect(reflected).toBeGreaterThan(0.1)
  expect(energyError).toBeLessThan(1e-2)
})

test('below the upper level every hop is frustrated: reversal sends trajectories back, ignoring does not', () => {
  // at x = 0 the kinetic energy is 25/4000 - 0.005 and the gap 0.01
  const [reverse, ignore] = (['reverse', 'ignore'] as const).map((frustrated) =>
    scatter(simpleCrossing, 5, 5, 200, streams(200, 6), { frustrated }),
  )
  for (const { upper, hops, frustrated } of [reverse, ignore]) {
    expect(upper + hops).toBe(0)
    expect(frustrated).toBeGreaterThan(0)
  }
  expect(reverse.reflected).toBeGreaterThan(0)
  expect(ignore.reflected).toBe(0)
})
