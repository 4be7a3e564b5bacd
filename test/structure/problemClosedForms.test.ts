import { run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { runSpec } from '../support/specs.ts'

const end = 6
const time = { end, record: 0.25 }
const half = Math.SQRT1_2

describe('harmonic: both parts evolve by themselves', () => {
  const [omega, splitting, tunnelling] = [1.3, 0.8, 0.6]
  const problem = { name: 'harmonic', omega, splitting, tunnelling }
  const [q0, p0] = [1.1, -0.4]
  const W = Math.hypot(splitting, tunnelling)
  const packet = { q: q0, p: p0, sigma: 0.6 }
  const initial = { wavepacket: packet }
  const flipped = (t: number): number => (tunnelling / W) ** 2 * Math.sin((W * t) / 2) ** 2
  const q = (t: number): number => q0 * Math.cos(omega * t) + (p0 / omega) * Math.sin(omega * t)
  const p = (t: number): number => p0 * Math.cos(omega * t) - omega * q0 * Math.sin(omega * t)

  const lattice = { particles: 81, sampling: 'lattice' }
  test.each([
    ['ehrenfest', lattice, { name: 'blanes-moan4', dt: 0.05 }, 1e-8],
    ['mean-field', lattice, { name: 'suzuki4', dt: 0.05 }, 1e-5],
    ['koopmon', lattice, { name: 'suzuki4', dt: 0.05 }, 1e-6],
    ['exact', {}, undefined, 1e-7],
  ])('%s', async (name, sampling, integrator, tolerance) => {
    const { t, status, observables } = await run(
      runSpec({ problem, initial, method: { name, ...sampling }, time, ...(integrator ? { integrator } : {}) }),
    )
    expect(status).toBe('ok')
    expect(largestDifference(observables.population[1], t.map(flipped))).toBeLessThan(tolerance)
    expect(largestDifference(observables.q[0], t.map(q))).toBeLessThan(tolerance)
    expect(largestDifference(observables.p[0], t.map(p))).toBeLessThan(tolerance)
    expect(
      largestDifference(
        observables.purity,
        t.map(() => 1),
      ),
    ).toBeLessThan(tolerance)
  })
})

describe('rashba without trap: p is conserved and the spin turns about y', () => {
  const [mass, strength, hbar] = [2, 0.5, 0.8]
  const problem = { name: 'rashba', mass, omega: 0, rashba: strength, zeeman: 0 }
  const [q0, p0, sigma] = [-1, 0.9, 1.2]
  // level 0 has sz = 1, sy = 0: <sz> = cos(2 rashba p t/hbar), and the mean velocity is p/m
  const angle = (p: number, t: number): number => (2 * strength * p * t) / hbar

  test('one trajectory, to round-off at any step', async () => {
    const psi = [
      [half, 0],
      [0, half],
    ]
    const initial = { point: { q: q0, p: p0 } }
    const common = { problem, hbar, method: { name: 'ehrenfest' }, time, integrator: { name: 'strang', dt: 0.25 } }
    const { t, observables } = await run(runSpec({ ...common, initial }))
    const mean = t.map((s) => 0.5 + 0.5 * Math.cos(angle(p0, s)))
    expect(largestDifference(observables.population[0], mean)).toBeLessThan(1e-13)
    expect(
      largestDifference(
        observables.q[0],
        t.map((s) => q0 + (p0 / mass) * s),
      ),
    ).toBeLessThan(1e-13)
    expect(
      largestDifference(
        observables.p[0],
        t.map(() => p0),
      ),
    ).toBe(0)
    // the eigenstate sy = 1 does not turn, and moves with the velocity p/m + rashba
    const along = await run(runSpec({ ...common, initial: { point: { q: q0, p: p0, psi } } }))
    expect(
      largestDifference(
        along.observables.population[0],
        t.map(() => 0.5),
      ),
    ).toBeLessThan(1e-13)
    expect(
      largestDifference(
        along.observables.q[0],
        t.map((s) => q0 + (p0 / mass + strength) * s),
      ),
    ).toBeLessThan(1e-13)
  })

  test.each([
    ['exact', { name: 'exact' }, undefined, 1e-12],
    ['ehrenfest', { name: 'ehrenfest', particles: 4000 }, { name: 'strang', dt: 0.25 }, 1.5e-3],
  ])('a packet: %s', async (_, method, integrator, tolerance) => {
    const spread = hbar / (2 * sigma)
    const initial = { wavepacket: { q: q0, p: p0, sigma } }
    const { t, observables } = await run(
      runSpec({ problem, hbar, initial, method, time, ...(integrator ? { integrator } : {}) }),
    )
    const mean = t.map((s) => 0.5 + 0.5 * Math.cos(angle(p0, s)) * Math.exp(-0.5 * angle(spread, s) ** 2))
    expect(largestDifference(observables.population[0], mean)).toBeLessThan(tolerance)
  })
})

test('linear-vibronic without its coupling mode: the tuning mode swings about its own shift on each level', async () => {
  const problem = { name: 'linear-vibronic', lambda: 0 }
  const [wt, wc] = [0.0739, 0.1139]
  for (const [level, kappa] of [0.09806, -0.13545].entries()) {
    const { t, observables } = await run(
      runSpec({
        problem,
        initial: { point: { q: [0.5, -0.8], p: [0.3, 0.1], level } },
        method: { name: 'ehrenfest' },
        integrator: { name: 'blanes-moan4', dt: 0.5 },
        time: { end: 100, record: 5 },
      }),
    )
    const shift = kappa / wt
    expect(
      largestDifference(
        observables.q[0],
        t.map((s) => (0.5 + shift) * Math.cos(wt * s) + 0.3 * Math.sin(wt * s) - shift),
      ),
    ).toBeLessThan(1e-7)
    expect(
      largestDifference(
        observables.q[1],
        t.map((s) => -0.8 * Math.cos(wc * s) + 0.1 * Math.sin(wc * s)),
      ),
    ).toBeLessThan(1e-7)
    expect(
      largestDifference(
        observables.population[level],
        t.map(() => 1),
      ),
    ).toBeLessThan(1e-13)
  }
})
