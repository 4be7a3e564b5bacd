import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic, oscillatorBath, separable } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { dephasingCoherence } from '../support/dephasingCoherence.ts'
import { exactRun, last } from '../support/exactRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import type { ProductCase } from '../support/productRun.ts'
import { followProduct, groundWidths, productRun } from '../support/productRun.ts'

const bath = { modes: 3, cutoff: 2.5, lambda: 0.2 }
const tunnelling: ProductCase = {
  problem: 'spin-boson',
  parameters: { ...bath, epsilon: 0.5, delta: 1 },
  wavepacket: {
    q: [0, 0, 0],
    p: [0, 0, 0],
    sigma: groundWidths('spin-boson', bath),
    basis: 'diabatic',
    level: 0,
  },
  end: 4,
  record: 0.5,
  dt: 0.1,
}

describe('three modes without tunnelling', () => {
  const hbar = 0.9
  const epsilon = 0.4
  const { frequencies, couplings } = oscillatorBath({ bath: 'ohmic', ...bath })
  const q = [0.6, -0.4, 0.1]
  const p = [0.3, 0.5, -0.2]
  const dephasing: ProductCase = {
    ...tunnelling,
    parameters: { ...bath, epsilon, delta: 0 },
    hbar,
    wavepacket: {
      q,
      p,
      sigma: groundWidths('spin-boson', bath, hbar),
      basis: 'diabatic',
      psi: [
        [0.6, 0],
        [0, 0.8],
      ],
    },
    functions: [20, 14, 12],
    dt: 0.05,
  }
  const dephased = productRun(dephasing)
  const modes = Array.from(frequencies, (omega, j) => ({ omega, coupling: couplings[j], q0: q[j], p0: p[j] }))

  test('populations are constant, and the coherence is the product of the closed forms of each mode', async () => {
    const { t, status, observables } = await dephased
    expect(status).toBe('ok')
    let farthest = 0
    t.forEach((time, k) => {
      const at = { splitting: 2 * epsilon, c0: [0.6, 0] as const, c1: [0, 0.8] as const, hbar }
      const closed = dephasingCoherence(modes, at, time)
      const without = dephasingCoherence(modes.slice(0, 2), at, time)
      expect(largestDifference(observables.density[k].slice(2, 4), closed)).toBeLessThan(1e-6)
      farthest = Math.max(farthest, Math.hypot(closed[0] - without[0], closed[1] - without[1]))
      expect(observables.population[0][k]).toBeCloseTo(0.36, 12)
    })
    expect(farthest).toBeGreaterThan(0.01)
  })

  test('means swing as those of the two displaced oscillators', async () => {
    const { t, observables } = await dephased
    const bias = 0.36 - 0.64
    frequencies.forEach((w, j) => {
      const shift = (couplings[j] * bias) / w ** 2
      const swing = (s: number): number => (q[j] + shift) * Math.cos(w * s) + (p[j] / w) * Math.sin(w * s) - shift
      const momentum = (s: number): number => p[j] * Math.cos(w * s) - w * (q[j] + shift) * Math.sin(w * s)
      expect(largestDifference(observables.q[j], t.map(swing))).toBeLessThan(1e-6)
      expect(largestDifference(observables.p[j], t.map(momentum))).toBeLessThan(1e-6)
    })
  })
})

/** epsilon sz + sx sum_j c_j q_j and three oscillators of one frequency. */
const collective = (epsilon: number, omega: number, c: ReadonlyArray<number>): HybridHamiltonian =>
  separable('collective', kinetic(2, [1, 1, 1]), {
    levels: 2,
    dof: 3,
    scalar: false,
    value: (out, x, at) => {
      const potential = c.reduce((sum, _, j) => sum + 0.5 * (omega * x[at + j]) ** 2, 0)
      const coupled = c.reduce((sum, cj, j) => sum + cj * x[at + j], 0)
      out.set([potential + epsilon, 0, coupled, 0, coupled, 0, potential - epsilon, 0])
    },
    gradient: (out, x, at) =>
      c.forEach((cj, j) => {
        const force = omega ** 2 * x[at + j]
        out.set([force, 0, cj, 0, cj, 0, force, 0], 8 * j)
      }),
  })

describe('three modes of one frequency', () => {
  test('are one mode with the root of the sum of squares of the couplings, and two that nothing moves', async () => {
    const c = [0.3, -0.2, 0.25]
    const omega = 1.1
    const sigma = Math.sqrt(1 / (2 * omega))
    const steps = 80
    const course = followProduct(
      collective(0.5, omega, c),
      { q: [0, 0, 0], p: [0, 0, 0], sigma: [sigma, sigma, sigma], basis: 'diabatic', level: 0 },
      { hbar: 1, dt: 0.05, steps, functions: [15, 14, 15] },
    )
    const single = (coupling: number) =>
      exactRun({
        problem: 'rabi',
        parameters: { omega, splitting: 1, coupling },
        wavepacket: { q: [0], p: [0], sigma: [sigma], basis: 'diabatic', level: 0 },
        end: 4,
        record: 0.5,
        grid: { box: [-8, 8], points: 128, dt: 0.025 },
      })
    const upper = course.filter((_, k) => k % 10 === 0).map(({ density }) => density[0])
    const { observables } = await single(Math.hypot(...c))
    expect(largestDifference(upper, observables.population[0])).toBeLessThan(1e-6)
    expect(largestDifference(upper, (await single(0.35)).observables.population[0])).toBeGreaterThan(0.01)
    expect(Math.min(...upper)).toBeLessThan(0.8)
    for (const { high, norm } of course) {
      expect(Math.max(...high)).toBeLessThan(1e-8)
      expect(Math.abs(norm - 1)).toBeLessThan(1e-12)
    }
  })
})

describe('three modes with tunnelling', () => {
  const populations = async (functions: ReadonlyArray<number>): Promise<ReadonlyArray<number>> => {
    const { status, observables } = await productRun({ ...tunnelling, functions })
    expect(status).toBe('ok')
    return [...observables.population[0], ...observables.purity]
  }

  test('converge with the functions of every mode', async () => {
    const finest = await populations([26, 16, 14])
    const errors = []
    for (const functions of [
      [16, 10, 9],
      [19, 12, 10],
      [22, 14, 12],
    ])
      errors.push(largestDifference(await populations(functions), finest))
    expect(errors[0]).toBeLessThan(1e-5)
    expect(errors[1]).toBeLessThan(errors[0] / 5)
    expect(errors[2]).toBeLessThan(Math.min(1e-8, errors[1] / 5))
  })

  test('conserve the energy to fourth order in dt', async () => {
    const functions = [18, 11, 10]
    const drift = async (dt: number): Promise<number> => {
      const { observables } = await productRun({ ...tunnelling, functions, dt })
      return Math.max(...observables.energy.map((e) => Math.abs(e - observables.energy[0])))
    }
    const [coarse, fine] = [await drift(0.25), await drift(0.125)]
    expect(coarse).toBeGreaterThan(1e-7)
    expect(Math.log2(coarse / fine)).toBeGreaterThan(3.5)
    expect(Math.log2(coarse / fine)).toBeLessThan(4.5)
  })

  test('are found converged in functions and dt as the method chooses them', async () => {
    const { dt: _, ...free } = { ...tunnelling, end: 2 }
    const chosen = await productRun(free)
    expect(chosen.status).toBe('ok')
    const { points, dt, highStateProbability } = chosen.grid!
    expect(highStateProbability).toBeLessThan(1e-9)
    const halved = await productRun({ ...free, functions: points.map((n) => Math.ceil(0.8 * n)), dt: dt / 2 })
    expect(largestDifference(chosen.observables.population[0], halved.observables.population[0])).toBeLessThan(1e-6)
    expect(largestDifference(chosen.observables.adiabatic!.flat(), halved.observables.adiabatic!.flat())).toBeLessThan(
      1e-6,
    )
    expect(last(chosen.observables.population[0])).toBeLessThan(0.8)
    expect(chosen.drift.norm).toBeLessThan(1e-12)
  })

  test('stop with the remedy where there are too few functions, and the remedy helps', async () => {
    const few = await productRun({ ...tunnelling, functions: [8, 6, 6] })
    expect(few.status).toBe('edge')
    const [, listed] =
      few.message.match(
        /^Stopped at step \d+, t = .*: the wave reached the highest number states of mode \d \(probability .* in the top 2 of \d\); set method\.functions to \[(.*)\]\.$/,
      ) ?? []
    expect(listed).toMatch(/^\d+, \d+, \d+$/)
    let functions = listed.split(', ').map(Number)
    let status = 'edge'
    for (let k = 0; k < 4 && status === 'edge'; k++) {
      const next = await productRun({ ...tunnelling, functions })
      status = next.status
      const remedy = next.message.match(/to \[(.*)\]/)?.[1]
      if (remedy) functions = remedy.split(', ').map(Number)
    }
    expect(status).toBe('ok')
  })
})
