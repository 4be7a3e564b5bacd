import type { Flow, HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, poincareIntegral, STATUS } from '@casimir/algebra'
import { compile, implicitMidpoint, midpointPart, rungeKutta4, strangAround, suzuki4 } from '@casimir/integrators'
import { bspline, correlation, ehrenfest, ehrenfestSplit, gaussian, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { cloudLoop, loopOf, loopRate, particleLoop, tailOf, velocityOf, withTracers } from '../support/loops.ts'
import { printedTwin } from '../support/printedTwin.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const HBAR = 0.8
const N = 4
const S = 128
const cloudWeights = unequalWeights(N)
const weights = Float64Array.from([...cloudWeights, ...new Float64Array(S)])
const mollifier = { q: [gaussian(0.8, 8.5)], p: [gaussian(0.8, 8.5)] }
const options = { weights, hbar: HBAR, mollifier, spacing: 0.9 }
const few = { ...options, weights: cloudWeights }
const two = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const models: ReadonlyArray<readonly [string, HybridHamiltonian]> = [
  ['rabi', two],
  ['two levels, not A(p) + B(q)', smoothHamiltonian(2)],
  ['three levels, not A(p) + B(q)', smoothHamiltonian(3)],
]
const loopShape = (levels: number) => ({ trajectories: S, dof: 1, levels })

const TIGHT = { tolerance: 1e-14 }
const composed = (): Flow<HybridState> => {
  const { parts } = ehrenfestSplit(two, { trajectories: N + S, hbar: HBAR })
  const { part } = midpointPart(correlation(two, options), TIGHT)
  return compile({ name: 'koopmon', parts: { ...parts, C: part } })(suzuki4(strangAround))
}

/** How far the integral of a loop of tracers goes, relative to it, and how far the loop itself has gone. */
const tracerDrift = (hamiltonian: HybridHamiltonian, flow: Flow<HybridState>, h: number, steps: number) => {
  const n = hamiltonian.levels
  const system = koopmon(hamiltonian, options)
  const loop = particleLoop(S, n)
  const state = withTracers(sampleCloud({ ...system.shape, trajectories: N }), loop, system.shape)
  const value = poincareIntegral(loopShape(n), HBAR)
  const before = value(loop)
  for (let k = 0; k < steps; k++) expect(flow(state, h)).toBe(STATUS.ok)
  const end = tailOf(state, N, S, n)
  return { drift: Math.abs(value(end) / before - 1), moved: Math.hypot(end.q[0] - loop.q[0], end.p[0] - loop.p[0]) }
}

/** A loop small beside the mollifier, which 20 time units do not wind up; of two levels. */
const smallLoop = (samples: number): HybridState => {
  const loop = allocateHybrid({ trajectories: samples, dof: 1, levels: 2 })
  for (let k = 0; k < samples; k++) {
    const s = (2 * Math.PI * k) / samples
    loop.q[k] = 0.2 + 0.05 * Math.cos(s)
    loop.p[k] = -0.1 + 0.04 * Math.sin(s) + 0.01 * Math.cos(2 * s)
    const psi = [1, 0.2 + 0.03 * Math.cos(s), 0.5, 0.04 * Math.sin(s)]
    const norm = Math.hypot(...psi)
    loop.psi.set(
      psi.map((x) => x / norm),
      4 * k,
    )
  }
  return loop
}

const relative = ({ rate, size }: ReturnType<typeof loopRate>): number => Math.abs(rate) / size

describe.each(models)('the rate of change of a Poincare integral: %s', (_, hamiltonian) => {
  const n = hamiltonian.levels

  test('of a loop of tracers is zero; not with the quantum part flipped', () => {
    const system = koopmon(hamiltonian, options)
    const loop = particleLoop(S, n)
    const state = withTracers(sampleCloud({ ...system.shape, trajectories: N }), loop, system.shape)
    const velocity = tailOf(velocityOf(system, state), N, S, n)
    expect(relative(loopRate(loop, velocity, loopShape(n), HBAR))).toBeLessThan(2e-15)
    expect(relative(loopRate(loop, velocity, loopShape(n), -HBAR))).toBeGreaterThan(1e-3)
  })

  test('of a loop of N-particle states is zero when summed with the weights, and not of one koopmon alone', () => {
    const rates = (printed: boolean): { sum: number; own: number } => {
      const bare = koopmon(hamiltonian, few)
      const system = printed ? printedTwin(bare, cloudWeights) : bare
      const states = cloudLoop(S, system.shape)
      const velocities = states.map((state) => velocityOf(system, state))
      let [sum, scale, own] = [0, 0, 0]
      for (let a = 0; a < N; a++) {
        const part = loopRate(loopOf(states, a, n), loopOf(velocities, a, n), loopShape(n), HBAR)
        sum += cloudWeights[a] * part.rate
        scale += cloudWeights[a] * part.size
        own = Math.max(own, relative(part))
      }
      return { sum: relative({ rate: sum, size: scale }), own }
    }
    const right = rates(false)
    expect(right.sum).toBeLessThan(2e-15)
    expect(right.own).toBeGreaterThan(1e-2)
    expect(rates(true).sum).toBeGreaterThan(1e-3)
  })

  test("of an Ehrenfest trajectory's own loop is zero", () => {
    const system = ehrenfest(hamiltonian, { weights: new Float64Array(S).fill(1 / S), hbar: HBAR })
    const loop = particleLoop(S, n)
    expect(relative(loopRate(loop, velocityOf(system, loop), loopShape(n), HBAR))).toBeLessThan(2e-15)
  })
})

describe('along a run', () => {
  test.each(models)('%s: implicit midpoint keeps a loop of tracers to 1e-12', (_, hamiltonian) => {
    const { flow } = implicitMidpoint(koopmon(hamiltonian, options), TIGHT)
    const { drift, moved } = tracerDrift(hamiltonian, flow, 0.1, 10)
    expect(drift).toBeLessThan(1e-12)
    expect(moved).toBeGreaterThan(0.1)
  })

  test('over T = 20 too, for the default B-spline at its spacing and coupling', () => {
    const M = 20
    const weak = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
    const quintic = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
    const drift = (samples: number, prepare: (system: HybridSystem) => Flow<HybridState>): number => {
      const tracers = Float64Array.from([...unequalWeights(M), ...new Float64Array(samples)])
      const system = koopmon(weak, { weights: tracers, hbar: HBAR, mollifier: quintic, spacing: 0.7 })
      const shape = { trajectories: samples, dof: 1, levels: 2 }
      const loop = smallLoop(samples)
      const state = withTracers(sampleCloud({ ...shape, trajectories: M }), loop, system.shape)
      const value = poincareIntegral(shape, HBAR)
      const flow = prepare(system)
      for (let k = 0; k < 100; k++) expect(flow(state, 0.2)).toBe(STATUS.ok)
      const [before, after] = [value(loop), value(tailOf(state, M, samples, 2))]
      expect(Math.abs(before)).toBeGreaterThan(1e-3)
      return Math.abs(after - before)
    }
    const midpoint = (system: HybridSystem) => implicitMidpoint(system, { tolerance: 1e-14, iterations: 100 }).flow
    // what is left is the sampling of the loop, whose velocity has four derivatives: 512 samples, at four times the cost, leave a tenth of it
    const kept = drift(128, midpoint)
    expect(kept).toBeLessThan(2e-11)
    expect(drift(128, (system) => rungeKutta4(system).flow)).toBeGreaterThan(1e-8)
  })

  test('suzuki4 about the implicit hbar term does too', () => {
    expect(tracerDrift(two, composed(), 0.25, 4).drift).toBeLessThan(1e-12)
  })

  test('RK4 does not', () => {
    const { flow } = rungeKutta4(koopmon(two, options))
    expect(tracerDrift(two, flow, 0.1, 10).drift).toBeGreaterThan(1e-8)
  })

  test('midpoint keeps the weighted sum over a loop of N-particle states to 1e-12, and not the part of one koopmon', () => {
    const system = koopmon(two, few)
    const states = cloudLoop(S, system.shape)
    const value = poincareIntegral(loopShape(2), HBAR)
    const parts = (): number[] => Array.from({ length: N }, (_, a) => value(loopOf(states, a, 2)))
    const before = parts()
    for (const state of states) {
      const { flow } = implicitMidpoint(system, TIGHT)
      for (let k = 0; k < 10; k++) expect(flow(state, 0.1)).toBe(STATUS.ok)
    }
    const after = parts()
    const total = (values: number[]): number => values.reduce((sum, x, a) => sum + cloudWeights[a] * x, 0)
    expect(Math.abs(total(after) - total(before))).toBeLessThan(1e-12)
    expect(Math.max(...after.map((x, a) => Math.abs(x / before[a] - 1)))).toBeGreaterThan(1e-2)
  })

  test("midpoint keeps an Ehrenfest trajectory's own loop to 1e-12", () => {
    const system = ehrenfest(two, { weights: new Float64Array(S).fill(1 / S), hbar: HBAR })
    const loop = particleLoop(S, 2)
    const value = poincareIntegral(loopShape(2), HBAR)
    const before = value(loop)
    const { flow } = implicitMidpoint(system, TIGHT)
    for (let k = 0; k < 50; k++) expect(flow(loop, 0.1)).toBe(STATUS.ok)
    expect(Math.abs(value(loop) / before - 1)).toBeLessThan(1e-12)
  })
})
