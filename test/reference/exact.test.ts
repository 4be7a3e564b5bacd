import { describe, expect, test } from 'vitest'
import { exactRun, last } from '../support/exactRun.ts'

/**
 * Source of every number here: an independent reference, converged split-operator runs of another code.
 * Scattering is stated to +-2e-5, the Rabi rows (box 30, 1024 points, dt 0.005) to 1e-5.
 */

describe('exact scattering off the Tully models, lower adiabat in from -10 with sigma = 10/k', () => {
  const rows = [
    { problem: 'tully1', k: 15, end: 3600, T: [0.67697, 0.32303], R: [0, 0] },
    { problem: 'tully1', k: 25, end: 2000, T: [0.37749, 0.62251], R: [0, 0] },
    { problem: 'tully2', k: 20, end: 3000, T: [0.9424, 0.0576], R: [0, 0] },
    { problem: 'tully2', k: 30, end: 1800, T: [0.35955, 0.64045], R: [0, 0] },
    { problem: 'tully3', k: 10, end: 6000, T: [0.70393, 0], R: [0.08884, 0.20722] },
    { problem: 'tully3', k: 20, end: 3000, T: [0.61134, 0], R: [0.15404, 0.23462] },
  ]
  test.each(rows)('$problem at k = $k', async ({ problem, k, end, T, R }) => {
    const { status, message, observables } = await exactRun({
      problem,
      wavepacket: { q: [-10], p: [k], sigma: [10 / k], basis: 'adiabatic', level: 0 },
      end,
      record: end / 4,
    })
    expect(message).toBe('')
    expect(status).toBe('ok')
    for (let level = 0; level < 2; level++) {
      expect(Math.abs(last(observables.transmitted![level]) - T[level])).toBeLessThan(5e-5)
      expect(Math.abs(last(observables.reflected![level]) - R[level])).toBeLessThan(5e-5)
    }
  })
})

describe('exact Rabi dynamics, packet at q = 1.5 in level 0', () => {
  const rows = [
    { coupling: 0.1, t: 12, P0: 0.19508, purity: 0.71426, q: 1.48301 },
    { coupling: 0.1, t: 20, P0: 0.32372, purity: 0.93107, q: 0.69925 },
    { coupling: 0.5, t: 12, P0: 0.36951, purity: 0.67376, q: 0.56712 },
  ]
  test.each(rows)('coupling $coupling at t = $t', async ({ coupling, t, P0, purity, q }) => {
    const { status, observables } = await exactRun({
      problem: 'rabi',
      parameters: { coupling },
      wavepacket: { q: [1.5], p: [0], sigma: [Math.SQRT1_2], basis: 'diabatic', level: 0 },
      end: t,
      record: 0.2,
    })
    expect(status).toBe('ok')
    expect(Math.abs(last(observables.population[0]) - P0)).toBeLessThan(1e-4)
    expect(Math.abs(last(observables.purity) - purity)).toBeLessThan(1e-4)
    expect(Math.abs(last(observables.q[0]) - q)).toBeLessThan(1e-4)
  })
})
