import type { HybridSystem } from '@casimir/algebra'
import { allocateHybrid, normSquared, STATUS } from '@casimir/algebra'
import { energyDrift, symplecticDefect } from '@casimir/checks'
import { standardNormal } from '@casimir/experiments'
import { implicitMidpoint, rungeKutta4 } from '@casimir/integrators'
import { bspline, gaussian, jaynesCummings, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { printedTwin } from '../support/printedTwin.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const quintic = { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }
const model = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const HBAR = 0.7
const small = (N: number): { system: HybridSystem; weights: Float64Array } => {
  const weights = unequalWeights(N)
  return { system: koopmon(model, { weights, hbar: HBAR, mollifier: quintic, spacing: 0.7 }), weights }
}
const normDefect = (psi: Float64Array, n: number): number => {
  let worst = 0
  for (let at = 0; at < psi.length; at += 2 * n) worst = Math.max(worst, Math.abs(normSquared(psi, at, n) - 1))
  return worst
}

describe('implicit midpoint on koopmons', () => {
  test('is symplectic when the solve has converged, and RK4 is not', () => {
    const { system, weights } = small(3)
    const form = { shape: system.shape, weights, hbar: HBAR }
    const state = sampleCloud(system.shape)
    const defect = (prepare: Parameters<typeof symplecticDefect>[0]): number =>
      symplecticDefect(prepare, form, state, 0.2)
    const midpoint = defect(() => implicitMidpoint(system, { tolerance: 1e-14 }).flow)
    expect(midpoint).toBeLessThan(1e-9)
    expect(defect(() => rungeKutta4(system).flow)).toBeGreaterThan(1e3 * midpoint)
    // one iteration from the old state is the explicit Euler force with a Cayley step: unitary, not symplectic
    expect(defect(() => implicitMidpoint(system, { tolerance: 1, history: 0 }).flow)).toBeGreaterThan(1e-3)
    expect(defect(() => implicitMidpoint(printedTwin(system, weights), { tolerance: 1e-14 }).flow)).toBeGreaterThan(
      1e-3,
    )
  })

  test.each([2, 3])('is unitary at every iterate, converged or not (%i levels)', (n) => {
    const N = 5
    const system = koopmon(smoothHamiltonian(n), {
      weights: unequalWeights(N),
      hbar: 1,
      mollifier: quintic,
      spacing: 0.7,
    })
    for (const tolerance of [10, 1e-2, 1e-4, 1e-13]) {
      const state = sampleCloud(system.shape)
      const { flow } = implicitMidpoint(system, { tolerance })
      for (let k = 0; k < 20; k++) expect(flow(state, 0.1)).toBe(STATUS.ok)
      expect(normDefect(state.psi, n)).toBeLessThan(1e-14 * 20)
    }
  })

  test('integrates back to where it started', () => {
    const { system } = small(8)
    const start = sampleCloud(system.shape)
    const state = sampleCloud(system.shape)
    const { flow } = implicitMidpoint(system)
    for (let k = 0; k < 50; k++) flow(state, 0.05)
    expect(distance(state.block, start.block)).toBeGreaterThan(0.1)
    for (let k = 0; k < 50; k++) flow(state, -0.05)
    expect(distance(state.block, start.block)).toBeLessThan(1e-10)
  })

  test('needs at most 60 % of the gradients of plain iteration from the old state, to the same answer', () => {
    const N = 300
    const weights = new Float64Array(N).fill(1 / N)
    const mollifier = { q: [bspline(5, 0.5 * Math.SQRT1_2)], p: [bspline(5, 0.5 * Math.SQRT1_2)] }
    const system = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.1 }), {
      weights,
      hbar: 1,
      mollifier,
      spacing: 0.7,
    })
    const { points } = standardNormal(2, { particles: N, sampling: 'halton', seed: 1 })
    const runFrom = (options: Parameters<typeof implicitMidpoint>[1]) => {
      const state = allocateHybrid(system.shape)
      for (let a = 0; a < N; a++) {
        state.q[a] = 1.5 + Math.SQRT1_2 * points[2 * a]
        state.p[a] = Math.SQRT1_2 * points[2 * a + 1]
        state.psi[4 * a] = 1
      }
      const stepper = implicitMidpoint(system, options)
      for (let k = 0; k < 100; k++) expect(stepper.flow(state, 0.02)).toBe(STATUS.ok)
      return { state, perStep: stepper.counts().evaluations / 100 }
    }
    const plain = runFrom({ history: 0, depth: 0 })
    const fast = runFrom({})
    console.info(`gradients a step: plain ${plain.perStep}, extrapolated and accelerated ${fast.perStep}`)
    expect(fast.perStep).toBeLessThanOrEqual(0.6 * plain.perStep)
    expect(distance(fast.state.block, plain.state.block)).toBeLessThan(1e-10)
  })

  test('reports a solve that does not converge and leaves the state as it was', () => {
    const { system } = small(5)
    const state = sampleCloud(system.shape)
    const before = state.block.slice()
    const stepper = implicitMidpoint(system, { iterations: 3 })
    expect(stepper.flow(state, 0.5)).toBe(STATUS.notConverged)
    expect(distance(state.block, before)).toBe(0)
    expect(stepper.counts()).toEqual({ steps: 0, evaluations: 3, iterations: 3 })
  })

  test('reports a state that is not finite', () => {
    const { system } = small(5)
    const state = sampleCloud(system.shape)
    state.q[2] = Number.NaN
    expect(implicitMidpoint(system).flow(state, 0.1)).toBe(STATUS.nonFinite)
  })
})

describe('over 10^4 steps', () => {
  const system = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.3 }), {
    weights: unequalWeights(16),
    hbar: 1,
    mollifier: { q: [bspline(5, 0.7)], p: [bspline(5, 0.7)] },
    spacing: 0.8,
  })
  const energies = (flow: ReturnType<typeof implicitMidpoint>['flow'], dt: number) => {
    const state = sampleCloud(system.shape, 1, 0.5)
    const series = new Float64Array(10_001)
    series[0] = system.energy(state)
    for (let k = 1; k < series.length; k++) {
      if (flow(state, dt) !== STATUS.ok) throw new Error(`step ${k} failed`)
      series[k] = system.energy(state)
    }
    return { drift: energyDrift(series), norm: normDefect(state.psi, 2) }
  }

  test('the energy of implicit midpoint stays bounded, its excursions shrink as dt^2, and |psi_a| is kept to 1e-12', () => {
    const coarse = energies(implicitMidpoint(system).flow, 0.1)
    const fine = energies(implicitMidpoint(system).flow, 0.05)
    expect(coarse.drift.bounded).toBe(true)
    expect(fine.drift.bounded).toBe(true)
    expect(Math.log2(coarse.drift.excursion / fine.drift.excursion)).toBeGreaterThan(1.7)
    expect(Math.log2(coarse.drift.excursion / fine.drift.excursion)).toBeLessThan(2.3)
    expect(Math.max(coarse.norm, fine.norm)).toBeLessThan(1e-12)
  })

  test('RK4 drifts in energy and in norm', () => {
    const { drift, norm } = energies(rungeKutta4(system).flow, 0.1)
    expect(drift.bounded).toBe(false)
    expect(norm).toBeGreaterThan(1e-6)
  })
})

describe('the Jaynes-Cummings invariant', () => {
  const N = 20
  const weights = unequalWeights(N)
  const change = (
    mollifier: Parameters<typeof koopmon>[1]['mollifier'],
    spacing: number,
    { twin = false, omega = 1, hbar = 1 } = {},
  ): number => {
    const hamiltonian = jaynesCummings({ omega, splitting: 0.8, coupling: 0.3 })
    const right = koopmon(hamiltonian, { weights, hbar, mollifier, spacing })
    const system = twin ? printedTwin(right, weights) : right
    const state = sampleCloud(system.shape, 1, 0.3)
    const invariant = (): number => {
      let sum = 0
      for (let a = 0; a < N; a++) {
        const sz = normSquared(state.psi, 4 * a, 1) - normSquared(state.psi, 4 * a + 2, 1)
        sum += weights[a] * ((state.p[a] ** 2 + omega ** 2 * state.q[a] ** 2) / (2 * omega) + (hbar / 2) * sz)
      }
      return sum
    }
    const start = invariant()
    const { flow } = implicitMidpoint(system)
    // the twin's amplitudes turn 1/w_a times too fast, so it gets a step that its solver can take
    const steps = twin ? 500 : 100
    let most = 0
    for (let k = 0; k < steps; k++) {
      expect(flow(state, 5 / steps)).toBe(STATUS.ok)
      most = Math.max(most, Math.abs(invariant() - start))
    }
    return most
  }

  test('is kept to 1e-8 over t = 5 with an isotropic Gaussian at spacing 0.3 alpha', () => {
    expect(change({ q: [gaussian(0.6, 8.5)], p: [gaussian(0.6, 8.5)] }, 0.3)).toBeLessThan(1e-8)
  })

  test('is kept at omega = 2 and hbar = 0.5 when alpha_p = omega alpha_q, and broken by equal alphas', () => {
    const at = { omega: 2, hbar: 0.5 }
    expect(change({ q: [gaussian(0.4, 8.5)], p: [gaussian(0.8, 8.5)] }, 0.35, at)).toBeLessThan(1e-8)
    expect(change({ q: [gaussian(0.6)], p: [gaussian(0.6)] }, 0.4, at)).toBeGreaterThan(1e-6)
  })

  test('is broken by a tensor B-spline, by unequal alphas, and by the closure as printed', () => {
    expect(change({ q: [bspline(5, 0.6)], p: [bspline(5, 0.6)] }, 0.5)).toBeGreaterThan(1e-6)
    expect(change({ q: [gaussian(0.6)], p: [gaussian(0.9)] }, 0.4)).toBeGreaterThan(1e-6)
    expect(change({ q: [gaussian(0.6)], p: [gaussian(0.6)] }, 0.4, { twin: true })).toBeGreaterThan(1e-3)
  })
})

describe('what does not detect the closure as printed (theory T1)', () => {
  test('its energy and norms are conserved too', () => {
    const { system, weights } = small(4)
    const twin = printedTwin(system, weights)
    const state = sampleCloud(system.shape)
    const start = system.energy(state)
    const stepper = rungeKutta4(twin)
    for (let k = 0; k < 2000; k++) stepper.flow(state, 5e-4)
    expect(Math.abs(system.energy(state) - start)).toBeLessThan(1e-9)
    expect(normDefect(state.psi, 2)).toBeLessThan(1e-9)
  })
})

describe('conserved momentum', () => {
  test('sum of w_a p_a stays when H does not depend on q', () => {
    const free = smoothHamiltonian(2)
    const origin = new Float64Array(1)
    const hamiltonian = {
      ...free,
      value: (out: Float64Array, _q: unknown, p: Parameters<typeof free.value>[2], at: number) => {
        origin[0] = p[at]
        free.value(out, new Float64Array(1), origin, 0)
      },
      gradientQ: (out: Float64Array) => {
        out.fill(0)
      },
      gradientP: (out: Float64Array, _q: unknown, p: Parameters<typeof free.value>[2], at: number) => {
        origin[0] = p[at]
        free.gradientP(out, new Float64Array(1), origin, 0)
      },
    }
    const N = 8
    const weights = unequalWeights(N)
    const drift = (spacing: number): number => {
      const system = koopmon(hamiltonian, {
        weights,
        hbar: 1,
        mollifier: { q: [gaussian(0.6, 8.5)], p: [gaussian(0.6, 8.5)] },
        spacing,
      })
      const state = sampleCloud(system.shape)
      const momentum = (): number => weights.reduce((s, w, a) => s + w * state.p[a], 0)
      const start = momentum()
      const { flow } = implicitMidpoint(system)
      for (let k = 0; k < 20; k++) flow(state, 0.1)
      expect(distance(state.p, sampleCloud(system.shape).p)).toBeGreaterThan(1e-3)
      return Math.abs(momentum() - start)
    }
    expect(drift(0.3)).toBeLessThan(1e-10)
    // the lattice is what breaks translation invariance: coarse enough, it shows
    expect(drift(1)).toBeGreaterThan(1e-9)
  })
})
