import { run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'

// Reference numbers: independent of this code. Koopmons: 300 Halton points, quintic B-spline, alpha = 0.5 sigma, spacing 0.7 alpha.
const common = (coupling: number) => ({
  problem: { name: 'rabi', omega: 1, splitting: 1, coupling },
  initial: { wavepacket: { q: [1.5], p: [0], sigma: [Math.SQRT1_2], level: 0 } },
  time: { end: 20, record: 4 },
})
const koopmon = {
  name: 'koopmon',
  particles: 300,
  mollifier: { shape: 'bspline', degree: 5, alpha: { q: 0.5 * Math.SQRT1_2, p: 0.5 * Math.SQRT1_2 } },
  lattice: { spacing: 0.7 },
}

/** [coupling, t, P0, purity, <q>, tolerance, tolerance of <q>] */
const EHRENFEST = [
  [0.1, 12, 0.31, 0.717, 1.542, 0.005, 0.005],
  [0.1, 20, 0.359, 0.595, 0.768, 0.005, 0.01],
  [0.5, 12, 0.431, 0.54, 1.25, 0.02, 0.02],
] as const
const KOOPMON = [
  [0.1, 12, 0.175, 0.711, 1.408, 0.005, 0.02],
  [0.1, 20, 0.392, 0.862, 0.682, 0.005, 0.05],
  [0.5, 12, 0.395, 0.595, 0.773, 0.02, 0.02],
] as const

const compareRow = async (
  method: object,
  dt: number,
  [coupling, t, population, purity, q, tolerance, toleranceQ]: (typeof EHRENFEST | typeof KOOPMON)[number],
): Promise<void> => {
  const { observables, status } = await run(
    runSpec({ ...common(coupling), method, integrator: { name: 'midpoint', dt }, time: { end: t, record: 4 } }),
  )
  expect(status).toBe('ok')
  const k = t / 4
  expect(Math.abs(observables.population[0][k] - population)).toBeLessThan(tolerance)
  expect(Math.abs(observables.purity[k] - purity)).toBeLessThan(tolerance)
  expect(Math.abs(observables.q[0][k] - q)).toBeLessThan(toleranceQ)
}

describe('Ehrenfest with 500 Halton points', () => {
  test.each(EHRENFEST)('coupling %f at t = %i', async (...row) => {
    await compareRow({ name: 'ehrenfest', particles: 500 }, 0.02, row)
  })
})

describe('koopmons', () => {
  test.each(KOOPMON)('coupling %f at t = %i', async (...row) => {
    await compareRow(koopmon, 0.02, row)
  })
})

describe('the headline', () => {
  test('koopmons revive the purity at coupling 0.1 that Ehrenfest loses, and beat it in rms at 0.1, 0.2 and 0.5', async () => {
    for (const [coupling, ehrenfestRms, koopmonRms] of [
      [0.1, 0.152, 0.042],
      [0.2, 0.186, 0.061],
      [0.5, 0.142, 0.093],
    ]) {
      const purityOf = async (method: object, integrator: object): Promise<ReadonlyArray<number>> =>
        (await run(runSpec({ ...common(coupling), method, integrator, time: { end: 20, record: 0.2 } }))).observables.purity
      const exact = await purityOf({ name: 'exact' }, { name: 'midpoint', dt: 0.05 })
      const rms = (series: ReadonlyArray<number>): number =>
        Math.sqrt(series.reduce((s, x, k) => s + (x - exact[k]) ** 2, 0) / series.length)
      const ehrenfest = rms(await purityOf({ name: 'ehrenfest', particles: 500 }, { name: 'strang', dt: 0.05 }))
      const closure = rms(await purityOf(koopmon, { name: 'midpoint', dt: 0.05 }))
      expect(Math.abs(ehrenfest - ehrenfestRms)).toBeLessThan(0.01)
      expect(Math.abs(closure - koopmonRms)).toBeLessThan(0.01)
    }
  })
})
