import { run } from '@casimir/experiments'
import { oscillatorBath } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { runSpec } from '../support/specs.ts'

const time = { end: 6, record: 0.25 }

describe('spin-boson without tunnelling: constant populations, and a coherence in closed form', () => {
  const hbar = 0.9
  const bath = { bath: 'debye', modes: 10, cutoff: 0.8, lambda: 0.3 } as const
  const { frequencies: w, couplings: c } = oscillatorBath(bath)
  const problem = { name: 'spin-boson', epsilon: 0.4, delta: 0, ...bath }
  const q = Array.from(w, (_, j) => 0.3 - 0.1 * j)
  const p = Array.from(w, (_, j) => -0.2 + 0.07 * j)
  const psi = [
    [0.8, 0],
    [0.36, 0.48],
  ]
  const bias = 0.8 ** 2 - 0.6 ** 2
  // Each mode swings about -c <sz>/w^2, and rho01 turns by exp(-(2 i/hbar) integral of (epsilon + sum c q)).
  const sums = (mode: (wj: number, j: number) => number): number => w.reduce((sum, wj, j) => sum + mode(wj, j), 0)
  const phase = (t: number): number =>
    -(2 / hbar) *
    (0.4 * t +
      sums((wj, j) => {
        const swing = (q[j] * Math.sin(wj * t)) / wj + (p[j] * (1 - Math.cos(wj * t))) / wj ** 2
        return c[j] * (swing - ((c[j] * bias) / wj ** 2) * (t - Math.sin(wj * t) / wj))
      }))
  const coherence = (t: number, decay: number): [number, number] => {
    const [re, im] = [0.8 * 0.36, -0.8 * 0.48]
    const [cos, sin] = [Math.cos(phase(t)), Math.sin(phase(t))]
    return [decay * (re * cos - im * sin), decay * (re * sin + im * cos)]
  }
  const common = { problem, hbar, method: { name: 'ehrenfest' }, time }

  test('ten modes from a point', async () => {
    const { t, observables } = await run(
      runSpec({
        ...common,
        initial: { point: { q, p, psi } }, // 960 steps of 6 flows that turn psi
        integrator: { name: 'blanes-moan4', dt: 0.00625 },
      }),
    )
    expect(observables.q).toHaveLength(10)
    for (const j of w.keys()) {
      const shift = (c[j] * bias) / w[j] ** 2
      const swing = t.map((s) => (q[j] + shift) * Math.cos(w[j] * s) + (p[j] / w[j]) * Math.sin(w[j] * s) - shift)
      expect(largestDifference(observables.q[j], swing)).toBeLessThan(1e-7)
    }
    expect(
      largestDifference(
        observables.population[0],
        t.map(() => 0.64),
      ),
    ).toBeLessThan(5760 * Number.EPSILON)
    expect(
      largestDifference(
        observables.purity,
        t.map(() => 1),
      ),
    ).toBeLessThan(1e-12)
    for (const [k, rho] of observables.density.entries())
      expect(largestDifference(rho.slice(2, 4), coherence(t[k], 1))).toBeLessThan(1e-6)
  })

  test('ten modes sampled: the coherence decays as the Wigner average says, to sampling error', async () => {
    const sigma = Array.from(w, (wj) => Math.sqrt(hbar / (2 * wj)))
    const particles = 2000
    const { t, observables, spec } = await run(
      runSpec({
        ...common,
        method: { name: 'ehrenfest', particles },
        initial: { wavepacket: { q, p, sigma, psi } },
        integrator: { name: 'blanes-moan4', dt: 0.05 },
        time: { end: 3, record: 0.25 },
      }),
    )
    expect(spec.method).toMatchObject({ sampling: 'random' })
    const decay = (s: number): number => {
      const variance = sums((wj, j) => {
        const spread = (sigma[j] * Math.sin(wj * s)) / wj
        const kick = ((hbar / (2 * sigma[j])) * (1 - Math.cos(wj * s))) / wj ** 2
        return c[j] ** 2 * (spread ** 2 + kick ** 2)
      })
      return Math.exp(-0.5 * (2 / hbar) ** 2 * variance)
    }
    expect(decay(3)).toBeLessThan(0.7)
    // |rho01| <= 0.48 a trajectory, so 4 standard errors are 4 * 0.48 / sqrt(2000) = 0.043
    for (const [k, rho] of observables.density.entries())
      expect(largestDifference(rho.slice(2, 4), coherence(t[k], decay(t[k])))).toBeLessThan(
        (4 * 0.48) / Math.sqrt(particles),
      )
  })
})
