import { run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'

const rabi = {
  problem: { name: 'rabi', coupling: 0.5 },
  initial: { wavepacket: { q: [1.5], p: [0], sigma: [0.7], level: 0 } },
  time: { end: 20, record: 0.5 },
}
const ehrenfest = { name: 'ehrenfest', particles: 20 }

describe('a run past its guard keeps what it computed and says where', () => {
  test('the energy guard', async () => {
    const { status, message, t, observables } = await run(
      runSpec({ ...rabi, method: ehrenfest, integrator: { name: 'strang', dt: 0.25 }, guards: { energy: 1e-6 } }),
    )
    expect(status).toBe('drift')
    expect(message).toMatch(/^Stopped at step 2, t = 0.5: the energy has drifted by .*guard 0.000001.*guards.energy\.$/)
    expect(t).toEqual([0, 0.5])
    expect(observables.energy.length).toBe(2)
  })

  test('the norm guard', async () => {
    const { status, message, t } = await run(
      runSpec({ ...rabi, method: ehrenfest, integrator: { name: 'rk4', dt: 0.25 }, guards: { norm: 1e-6, energy: 1 } }),
    )
    expect(status).toBe('drift')
    expect(message).toMatch(/^Stopped at step \d+, t = [\d.]+: the norm has drifted by/)
    expect(t.length).toBeGreaterThan(1)
    expect(t.length).toBeLessThan(41)
  })

  test('the norm that is guarded is that of the worst trajectory', async () => {
    const cloud = {
      weights: Float64Array.of(0.5, 0.5),
      q: Float64Array.of(8, 0),
      p: Float64Array.of(0, 0),
      psi: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0),
    }
    const decoded = runSpec({
      ...rabi,
      method: ehrenfest,
      integrator: { name: 'rk4', dt: 0.25 },
      guards: { norm: 1, energy: 1 },
    })
    const { drift } = await run({ spec: { ...decoded.spec, initial: { particles: 'two.csv' } }, cloud })
    const alone = await run({
      spec: { ...decoded.spec, initial: { particles: 'one.csv' } },
      cloud: {
        weights: Float64Array.of(1),
        q: Float64Array.of(8),
        p: Float64Array.of(0),
        psi: Float64Array.of(1, 0, 0, 0),
      },
    })
    expect(drift.norm).toBe(alone.drift.norm)
    expect(drift.norm).toBeGreaterThan(1e-6)
  })

  test('a value that is not finite, at the step where it happens', async () => {
    const { status, message, t } = await run(
      runSpec({
        ...rabi,
        problem: { name: 'rabi', omega: 3, coupling: 0.5 },
        method: ehrenfest,
        integrator: { name: 'strang', dt: 1 },
        time: { end: 2000, record: 2000 },
        guards: { energy: 1e300, norm: 1e300 },
      }),
    )
    expect(status).toBe('non-finite')
    const [, step] = /^Stopped at step (\d+), /.exec(message) ?? []
    expect(Number(step)).toBeLessThan(2000)
    expect(t).toEqual([0])
  })

  test('no guard is crossed by the defaults', async () => {
    const { status, counts } = await run(runSpec({ ...rabi, method: ehrenfest }))
    expect(status).toBe('ok')
    expect(counts).toEqual({ steps: 400, evaluations: 400, iterations: 0, particles: 20 })
  })
})

describe('what a run reports', () => {
  test('counts steps of the run, not substeps of a composition', async () => {
    const { counts } = await run(
      runSpec({
        ...rabi,
        method: { name: 'koopmon', particles: 10 },
        integrator: { name: 'suzuki4', dt: 0.5 },
        time: { end: 2, record: 0.5 },
      }),
    )
    expect(counts.steps).toBe(4)
    expect(counts.evaluations).toBeGreaterThan(20)
  })

  test('the density matrix has rho_jk = psi_j psi_k*', async () => {
    const { observables } = await run(
      runSpec({
        problem: { name: 'rabi' },
        initial: {
          point: {
            q: [0],
            p: [0],
            psi: [
              [0.6, 0],
              [0, 0.8],
            ],
          },
        },
        method: { name: 'ehrenfest' },
        time: { end: 1, record: 1 },
      }),
    )
    ;[0.36, 0, 0, -0.48, 0, 0.48, 0.64, 0].forEach((value, k) => {
      expect(observables.density[0][k]).toBeCloseTo(value, 14)
    })
  })

  test('a sampled packet has the Wigner widths sigma and hbar / (2 sigma)', async () => {
    const { snapshots } = await run(
      runSpec({
        hbar: 0.3,
        problem: { name: 'rabi' },
        initial: { wavepacket: { q: [1], p: [2], sigma: [0.5], level: 0 } },
        method: { name: 'ehrenfest', particles: 4000 },
        time: { end: 1, record: 1 },
        snapshots: [0],
      }),
    )
    const [snapshot] = snapshots
    if (snapshot.kind !== 'trajectories') throw new Error('a trajectory method keeps trajectories')
    const spread = (x: Float64Array, centre: number): number =>
      Math.sqrt(x.reduce((s, v, a) => s + snapshot.weights[a] * (v - centre) ** 2, 0))
    expect(Math.abs(spread(snapshot.q, 1) / 0.5 - 1)).toBeLessThan(0.01)
    expect(Math.abs(spread(snapshot.p, 2) / 0.3 - 1)).toBeLessThan(0.01)
  })
})
