import { allocateHybrid } from '@casimir/algebra'
import { run } from '@casimir/experiments'
import { implicitMidpoint } from '@casimir/integrators'
import { ehrenfest } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { jacobi } from '../support/jacobi.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { runSpec } from '../support/specs.ts'

const time = { end: 6, record: 0.25 }
const half = Math.SQRT1_2

test('ladder with g12 = 0 is rabi with a level that stands alone', async () => {
  const common = {
    initial: { wavepacket: { q: 1.5, p: 0, sigma: half, level: 0 } },
    method: { name: 'ehrenfest', particles: 16 },
    integrator: { name: 'suzuki4', dt: 0.05 },
    time,
  }
  const three = { name: 'ladder', omega: 0.9, E0: 1.2, E1: 0.2, E2: -7, g01: 0.3, g12: 0 }
  const two = { name: 'rabi', omega: 0.9, splitting: 1, coupling: 0.3 }
  const [a, b] = await Promise.all([three, two].map((problem) => run(runSpec({ ...common, problem }))))
  for (const level of [0, 1])
    expect(largestDifference(a.observables.population[level], b.observables.population[level])).toBeLessThan(1e-12)
  expect(largestDifference(a.observables.q[0], b.observables.q[0])).toBeLessThan(1e-12)
  expect(
    largestDifference(
      a.observables.population[2],
      a.t.map(() => 0),
    ),
  ).toBe(0)
  expect(
    largestDifference(
      a.observables.energy,
      b.observables.energy.map((e) => e + 0.7),
    ),
  ).toBeLessThan(1e-12)
  const coupled = await run(runSpec({ ...common, problem: { ...three, g12: 0.3 } }))
  expect(Math.max(...coupled.observables.population[2])).toBeGreaterThan(1e-3)
})

describe("one level is classical mechanics: the quartic oscillator q'' = -q - q^3", () => {
  const problem = { name: 'polynomial', mass: 1, B: [[[0]], [[0]], [[0.5]], [[0]], [[0.25]]] }
  test('q = q0 cn(w t), w^2 = 1 + q0^2', async () => {
    const q0 = 1.2
    const w = Math.sqrt(1 + q0 * q0)
    const { t, observables } = await run(
      runSpec({
        problem,
        initial: { point: { q: q0, p: 0 } },
        method: { name: 'ehrenfest' },
        integrator: { name: 'blanes-moan4', dt: 0.0125 },
        time,
      }),
    )
    expect(
      largestDifference(
        observables.q[0],
        t.map((s) => q0 * jacobi(w * s, q0 / (Math.SQRT2 * w)).cn),
      ),
    ).toBeLessThan(1e-7)
    expect(
      largestDifference(
        observables.purity,
        t.map(() => 1),
      ),
    ).toBe(0)
  })
  test('and koopmons of one level are the same trajectories', async () => {
    const initial = { wavepacket: { q: 1, p: 0.5, sigma: half } }
    const of = (name: string) =>
      run(
        runSpec({ problem, initial, method: { name, particles: 20 }, integrator: { name: 'suzuki4', dt: 0.05 }, time }),
      )
    const [a, b] = await Promise.all(['ehrenfest', 'koopmon'].map(of))
    expect(largestDifference(a.observables.q[0], b.observables.q[0])).toBeLessThan(1e-12)
    expect(largestDifference(a.observables.energy, b.observables.energy)).toBeLessThan(1e-12)
  })
})

test('no coordinates leave the Schroedinger equation', () => {
  // splitting 0.8 and tunnelling 0.6: level 1 has the population 0.36 sin^2(t/2)
  const none = (): void => {}
  const spin = {
    name: 'spin',
    levels: 2,
    dof: 0,
    value: (out: Float64Array) => out.set([0.4, 0, 0.3, 0, 0.3, 0, -0.4, 0]),
    gradientQ: none,
    gradientP: none,
  }
  const system = ehrenfest(spin, { weights: Float64Array.of(1), hbar: 1 })
  const state = allocateHybrid(system.shape)
  state.psi[0] = 1
  const { flow } = implicitMidpoint(system)
  const dt = 1e-3
  for (let k = 1; k <= 3000; k++) expect(flow(state, dt)).toBe(0)
  expect(Math.abs(state.psi[2] ** 2 + state.psi[3] ** 2 - 0.36 * Math.sin(1.5) ** 2)).toBeLessThan(dt * dt)
})
