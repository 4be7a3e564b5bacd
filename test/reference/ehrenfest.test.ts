import { run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'

// Reference numbers: independent of this code, converged to 1e-6; peers' own integrators are order 0 or 1 on these.
const bm4 = (dt: number) => ({ name: 'blanes-moan4', dt })

describe('one Ehrenfest trajectory, q = -5, p = 10, diabatic level 0, t = 5000', () => {
  test.each([
    ['tully1', 0.167859, 18.40156, 9.30509],
    ['tully2', 0.967883, 20.75185, 9.673497],
    ['tully3', 0.284371, -16.71609, -10.1703],
  ])('%s', async (name, population, q, p) => {
    const { observables } = await run(
      runSpec({
        problem: { name },
        initial: { point: { q: [-5], p: [10], level: 0 } },
        method: { name: 'ehrenfest' },
        integrator: bm4(1),
        time: { end: 5000, record: 5000 },
      }),
    )
    expect(Math.abs(observables.population[0][1] - population)).toBeLessThan(1e-5)
    expect(Math.abs(observables.q[0][1] - q)).toBeLessThan(1e-5)
    expect(Math.abs(observables.p[0][1] - p)).toBeLessThan(1e-5)
  })
})

describe('upper adiabatic population after tully1, lower adiabat in, q = -10 to beyond q = 10', () => {
  test.each([
    [10, 0.16784, 9.30446],
    [15, 0.33488, 14.07871],
    [20, 0.49938, 18.97498],
    [25, 0.62642, 23.97679],
    [30, 0.7167, 29.02868],
  ])('k = %i', async (k, population, p) => {
    const end = 50_000 / k
    const { observables } = await run(
      runSpec({
        problem: { name: 'tully1' },
        initial: { point: { q: [-10], p: [k], basis: 'adiabatic', level: 0 } },
        method: { name: 'ehrenfest' },
        integrator: bm4(end / 5000),
        time: { end, record: end },
      }),
    )
    expect(observables.q[0][1]).toBeGreaterThan(10)
    expect(Math.abs((observables.adiabatic?.[1][1] ?? Number.NaN) - population)).toBeLessThan(1e-5)
    expect(Math.abs((observables.transmitted?.[1][1] ?? Number.NaN) - population)).toBeLessThan(1e-5)
    expect(Math.abs(observables.p[0][1] - p)).toBeLessThan(1e-5)
  })
})

describe('energy of one run on tully1, k = 20, lower adiabat, q = -10 to 10', () => {
  test.each([1, 2, 5, 10, 20])('|dE| <= 3e-7 dt^2 and the norm to 1e-13 at dt = %i', async (dt) => {
    const { observables, drift } = await run(
      runSpec({
        problem: { name: 'tully1' },
        initial: { point: { q: [-10], p: [20], basis: 'adiabatic', level: 0 } },
        method: { name: 'ehrenfest' },
        integrator: { name: 'strang', dt },
        time: { end: 2000, record: 2000 },
      }),
    )
    expect(Math.abs(observables.energy[0] - 0.09)).toBeLessThan(1e-4)
    expect(Math.abs(observables.energy[1] - observables.energy[0])).toBeLessThan(3e-7 * dt * dt)
    expect(drift.norm).toBeLessThan(1e-13)
  })
})
