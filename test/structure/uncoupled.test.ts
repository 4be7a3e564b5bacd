import type { HybridHamiltonian } from '@casimir/algebra'
import { allocateDensityHybrid, allocateGradient, copyDensities } from '@casimir/algebra'
import { densityMidpoint, gaussLegendre, implicitMidpoint } from '@casimir/integrators'
import {
  bspline,
  correlationDensity,
  densityEhrenfest,
  densityKoopmon,
  ehrenfest,
  harmonic,
  koopmon,
  linearVibronic,
  meanField,
  particleClosure,
  polynomial,
  rabi,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

const HBAR = 0.8
const N = 4
const weights = unequalWeights(N)
const optionsFor = ({ dof }: HybridHamiltonian) => {
  const factors = Array.from({ length: dof }, () => bspline(5, 0.6))
  return { weights, hbar: HBAR, mollifier: { q: factors, p: factors }, spacing: dof === 1 ? 0.7 : Math.SQRT2 }
}
const methods = {
  ehrenfest: (h: HybridHamiltonian) => ehrenfest(h, { weights, hbar: HBAR }),
  meanField: (h: HybridHamiltonian) => meanField(h, { weights, hbar: HBAR }),
  koopmon: (h: HybridHamiltonian) => koopmon(h, optionsFor(h)),
  particleClosure: (h: HybridHamiltonian) => particleClosure(h, correlationDensity(h, HBAR), optionsFor(h)),
}
const densityMethods = {
  densityEhrenfest: (h: HybridHamiltonian) => densityEhrenfest(h, { weights, hbar: HBAR }),
  densityKoopmon: (h: HybridHamiltonian) => densityKoopmon(h, optionsFor(h)),
}

/** Oscillators of the given frequencies beside H_q = x sx + z sz: q' = rate p, p' = -stiffness q. */
interface Uncoupled {
  readonly name: string
  readonly coupled: HybridHamiltonian
  readonly hamiltonian: HybridHamiltonian
  readonly rates: ReadonlyArray<readonly [rate: number, stiffness: number]>
  readonly x: number
  readonly z: number
}
const vibronic = { omegaTuning: 1.1, omegaCoupling: 0.7, delta: 0.45 }
const problems: ReadonlyArray<Uncoupled> = [
  {
    name: 'rabi without its coupling',
    hamiltonian: rabi({ omega: 1.3, splitting: 0.9, coupling: 0 }),
    coupled: rabi({ omega: 1.3, splitting: 0.9, coupling: 0.3 }),
    rates: [[1, 1.69]],
    x: 0,
    z: 0.45,
  },
  {
    name: 'harmonic',
    hamiltonian: harmonic({ omega: 1.3, splitting: 0.9, tunnelling: 0.7 }),
    coupled: rabi({ omega: 1.3, splitting: 0.9, coupling: 0.3 }),
    rates: [[1, 1.69]],
    x: 0.35,
    z: 0.45,
  },
  {
    name: 'linear-vibronic without its couplings, two modes',
    hamiltonian: linearVibronic({ ...vibronic, kappa0: 0, kappa1: 0, lambda: 0 }),
    coupled: linearVibronic({ ...vibronic, kappa0: 0.2, kappa1: -0.1, lambda: 0.3 }),
    rates: [
      [1.1, 1.1],
      [0.7, 0.7],
    ],
    x: 0,
    z: -0.45,
  },
]

describe.each(problems)(
  '$name: each part evolves by itself, with psi_a that differ',
  ({ hamiltonian, coupled, rates, x, z }) => {
    const dof = rates.length
    const T = 3
    const steps = 30
    const start = sampleCloud({ trajectories: N, dof, levels: 2 })
    const expected = sampleCloud({ trajectories: N, dof, levels: 2 })
    for (let k = 0; k < N * dof; k++) {
      const [rate, stiffness] = rates[k % dof]
      const omega = Math.sqrt(rate * stiffness)
      const [c, s] = [Math.cos(omega * T), Math.sin(omega * T)]
      expected.q[k] = start.q[k] * c + ((start.p[k] * rate) / omega) * s
      expected.p[k] = start.p[k] * c - ((start.q[k] * omega) / rate) * s
    }
    const W = Math.hypot(x, z)
    const [c, s] = [Math.cos((W * T) / HBAR), Math.sin((W * T) / HBAR) / W]
    // psi(T) = (cos - i sin (x sx + z sz)/W) psi(0)
    for (let a = 0; a < N; a++) {
      const [ur, ui, dr, di] = start.psi.subarray(4 * a, 4 * a + 4)
      const [hur, hui, hdr, hdi] = [z * ur + x * dr, z * ui + x * di, x * ur - z * dr, x * ui - z * di]
      expected.psi.set([c * ur + s * hui, c * ui - s * hur, c * dr + s * hdi, c * di - s * hdr], 4 * a)
    }

    test.each(Object.entries(methods))('%s', (_, prepare) => {
      const run = (h: HybridHamiltonian, count: number) => {
        const system = prepare(h)
        const state = sampleCloud(system.shape)
        const { flow } = gaussLegendre(system, { stages: 3 })
        for (let k = 0; k < count; k++) expect(flow(state, T / count)).toBe(0)
        return Math.max(...(['q', 'p', 'psi'] as const).map((key) => distance(state[key], expected[key])))
      }
      expect(run(hamiltonian, steps)).toBeLessThan(1e-7)
      expect(run(coupled, dof === 1 ? steps : 10)).toBeGreaterThan(0.05)
    })

    test.each(Object.entries(densityMethods))('%s', (_, prepare) => {
      const system = prepare(hamiltonian)
      const end = (count: number) => {
        const state = allocateDensityHybrid(system.shape)
        copyDensities(state, start, system.shape)
        const { flow } = densityMidpoint(system)
        for (let k = 0; k < count; k++) expect(flow(state, T / count)).toBe(0)
        return state
      }
      const image = allocateDensityHybrid(system.shape)
      copyDensities(image, expected, system.shape)
      // order 2: a coarse and a fine run, and what they extrapolate to
      const [coarse, fine] = [end(steps), end(2 * steps)]
      for (const key of ['q', 'p', 'rho'] as const) {
        const limit = fine[key].map((value, k) => value + (value - coarse[key][k]) / 3)
        expect(distance(limit, image[key])).toBeLessThan(2e-4)
        expect(distance(coarse[key], image[key])).toBeGreaterThan(10 * distance(limit, image[key]))
      }
    })
  },
)

describe('one level is classical mechanics: H = p^2/4 + q^2/2 + q^4/4', () => {
  const classical = polynomial({ mass: 2, B: [[[0]], [[0]], [[0.5]], [[0]], [[0.25]]], A: [] })
  const cloud = sampleCloud({ trajectories: N, dof: 1, levels: 1 })
  const energy = weights.reduce(
    (sum, w, a) => sum + w * (cloud.p[a] ** 2 / 4 + cloud.q[a] ** 2 / 2 + cloud.q[a] ** 4 / 4),
    0,
  )
  test.each(Object.entries({ ...methods, ...densityMethods }))('%s', (_, prepare) => {
    const system = prepare(classical)
    const gradient = allocateGradient(system.shape)
    const density = allocateDensityHybrid(system.shape)
    copyDensities(density, cloud, system.shape)
    const state = { ...density, psi: cloud.psi }
    expect(system.gradient(gradient, state)).toBe(0)
    for (let a = 0; a < N; a++) {
      expect(Math.abs(gradient.q[a] - cloud.q[a] - cloud.q[a] ** 3)).toBeLessThan(1e-14)
      expect(Math.abs(gradient.p[a] - cloud.p[a] / 2)).toBeLessThan(1e-14)
    }
    expect(Math.abs(system.energy(state) - energy)).toBeLessThan(1e-14)
  })
})

test('no coordinates leave the Schroedinger equation to mean-field trajectories', () => {
  // splitting 0.8 and tunnelling 0.6, W = 1: level 1 has the population 0.36 sin^2(t/2) at hbar = 1
  const none = (): void => {}
  const spin: HybridHamiltonian = {
    name: 'spin',
    levels: 2,
    dof: 0,
    value: (out) => {
      ;[0.4, 0, 0.3, 0, 0.3, 0, -0.4, 0].forEach((x, k) => {
        out[k] = x
      })
    },
    gradientQ: none,
    gradientP: none,
  }
  const system = meanField(spin, { weights: Float64Array.of(0.3, 0.7), hbar: 1 })
  const state = sampleCloud(system.shape)
  state.psi.set([1, 0, 0, 0, 1, 0, 0, 0])
  const { flow } = implicitMidpoint(system)
  const dt = 1e-2
  for (let k = 1; k <= 300; k++) expect(flow(state, dt)).toBe(0)
  for (const a of [0, 1])
    expect(Math.abs(state.psi[4 * a + 2] ** 2 + state.psi[4 * a + 3] ** 2 - 0.36 * Math.sin(1.5) ** 2)).toBeLessThan(
      dt * dt,
    )
})
