import type { RunResult } from '@casimir/experiments'
import { run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import type { Complex } from '../support/dephasingCoherence.ts'
import { dephasingCoherence } from '../support/dephasingCoherence.ts'
import { runSpec } from '../support/specs.ts'

const HALF = Math.SQRT1_2
const [omega, splitting, coupling, hbar] = [0.8, 0.6, 0.3, 1]
const [q0, p0] = [1.1, 0.4]
const problem = { name: 'pure-dephasing', omega, splitting, coupling }
const times = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const base = { problem, hbar, time: { end: 8, record: 1 }, snapshots: times }
const packet = (psi: ReadonlyArray<Complex>) => ({
  wavepacket: { q: q0, p: p0, sigma: Math.sqrt(hbar / (2 * omega)), psi },
})

/** rho_01 = sum_a w_a psi_0 psi_1^* of every snapshot. */
const coherences = ({ snapshots }: RunResult): Complex[] =>
  snapshots.map((snapshot) => {
    if (snapshot.kind !== 'trajectories') throw new Error('this is for trajectories')
    const { weights, psi } = snapshot
    let [re, im] = [0, 0]
    weights.forEach((w, a) => {
      const [xr, xi, yr, yi] = psi.subarray(4 * a, 4 * a + 4)
      re += w * (xr * yr + xi * yi)
      im += w * (xi * yr - xr * yi)
    })
    return [re, im]
  })

const size = ([re, im]: Complex): number => Math.hypot(re, im)
const worst = (values: ReadonlyArray<number>): number => Math.max(...values.map(Math.abs))

describe.each([
  { name: 'equal shares, <sz> = 0', c0: [HALF, 0], c1: [0, HALF] },
  { name: 'unequal shares, <sz> = -0.28', c0: [0.6, 0], c1: [0, 0.8] },
] as const)('pure dephasing from a superposition, Wigner-sampled: $name', ({ c0, c1 }) => {
  const balanced = c0[0] ** 2 === c1[1] ** 2
  const expected = times.map((t) => dephasingCoherence([{ omega, coupling, q0, p0 }], { splitting, c0, c1, hbar }, t))
  // on the mean of the two forces: both means swing about -<sz> coupling/omega^2
  const centre = (-(c0[0] ** 2 - c1[1] ** 2) * coupling) / omega ** 2
  const q = times.map((t) => centre + (q0 - centre) * Math.cos(omega * t) + (p0 / omega) * Math.sin(omega * t))
  const p = times.map((t) => p0 * Math.cos(omega * t) - omega * (q0 - centre) * Math.sin(omega * t))
  const closed = (result: RunResult, k: number) => ({
    q: worst(result.observables.q[0].map((x, i) => x - q[i])),
    p: worst(result.observables.p[0].map((x, i) => x - p[i])),
    population: worst(result.observables.population[0].map((x) => x - c0[k] ** 2)),
  })

  test('Ehrenfest: populations, <q>, <p> and |coherence| to the sampling error; the phase only where <sz> = 0', async () => {
    const method = { name: 'ehrenfest', particles: 10_000, sampling: 'halton', seed: 1 }
    const integrator = { name: 'blanes-moan4', dt: 0.1 }
    const result = await run(runSpec({ ...base, initial: packet([c0, c1]), method, integrator }))
    const defects = closed(result, 0)
    expect(defects.population).toBeLessThan(1e-12)
    // the equations of the means are linear, so the error of the sampled means turns like an oscillator about zero
    const { observables } = result
    const sampling = Math.hypot(observables.q[0][0] - q0, (observables.p[0][0] - p0) / omega)
    expect(sampling).toBeLessThan(2e-3)
    expect(defects.q).toBeLessThan(sampling + 1e-6)
    expect(defects.p).toBeLessThan(omega * sampling + 1e-6)
    const found = coherences(result)
    expect(Math.max(...expected.map(size)) - Math.min(...expected.map(size))).toBeGreaterThan(0.1)
    expect(worst(found.map((z, k) => size(z) - size(expected[k])))).toBeLessThan(1e-3)
    const distance = worst(found.map((z, k) => Math.hypot(z[0] - expected[k][0], z[1] - expected[k][1])))
    if (balanced) expect(distance).toBeLessThan(1e-3)
    else expect(distance).toBeGreaterThan(0.02)
  })

  test('exact: <q>, <p> and populations on the same closed forms', async () => {
    const method = { name: 'exact', grid: { box: [-14, 14], points: 256, dt: 0.02 } }
    const result = await run(runSpec({ ...base, initial: packet([c0, c1]), method }))
    const defects = closed(result, 0)
    expect(Math.max(defects.q, defects.p)).toBeLessThan(1e-8)
    expect(defects.population).toBeLessThan(1e-10)
  })

  test('koopmons: populations stay, |coherence| is off by about a tenth, where Ehrenfest is right', async () => {
    const method = { name: 'koopmon', particles: 300 }
    const result = await run(runSpec({ ...base, initial: packet([c0, c1]), method }))
    expect(closed(result, 0).population).toBeLessThan(1e-10)
    const error = worst(coherences(result).map((z, k) => size(z) - size(expected[k])))
    expect(error).toBeGreaterThan(0.05)
    expect(error).toBeLessThan(0.15)
  })
})
