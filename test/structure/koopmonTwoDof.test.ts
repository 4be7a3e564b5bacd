import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { gradientDefect } from '@casimir/checks'
import { bspline, correlation, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { commute, dense, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { periodicHamiltonian } from '../support/periodicHamiltonian.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

const HBAR = 0.8
const DEGREE = 5
/** In units of alpha, so that the lattice spacing is the knot spacing and the B-splines on it add up to one exactly. */
const KNOT = Math.sqrt(12 / (DEGREE + 1))
const spline = (alpha: number) => bspline(DEGREE, alpha)
const mollifier = { q: [spline(0.5), spline(0.6)], p: [spline(0.55), spline(0.45)] }

/** A Hamiltonian of one degree of freedom as one of two, the other one idle. */
const besideIdle = (one: HybridHamiltonian): HybridHamiltonian => {
  const size = 2 * one.levels ** 2
  const q = new Float64Array(1)
  const p = new Float64Array(1)
  const at = (x: ArrayLike<number>, y: ArrayLike<number>, k: number): void => {
    q[0] = x[k]
    p[0] = y[k]
  }
  return {
    name: `${one.name} beside an idle mode`,
    levels: one.levels,
    dof: 2,
    value: (out, x, y, k) => {
      at(x, y, k)
      one.value(out, q, p, 0)
    },
    gradientQ: (out, x, y, k) => {
      at(x, y, k)
      one.gradientQ(out, q, p, 0)
      out.fill(0, size, 2 * size)
    },
    gradientP: (out, x, y, k) => {
      at(x, y, k)
      one.gradientP(out, q, p, 0)
      out.fill(0, size, 2 * size)
    },
  }
}

/** h_hbar by the definition: every kernel at every node of the box that holds all stencils, dense matrices, no shortcuts. */
const byDefinition = (hamiltonian: HybridHamiltonian, state: HybridState, weights: Float64Array): number => {
  const N = weights.length
  const n = hamiltonian.levels
  const factors = [...mollifier.q, ...mollifier.p]
  const steps = factors.map(({ alpha }) => KNOT * alpha)
  const place = (a: number, j: number): number => (j < 2 ? state.q[2 * a + j] : state.p[2 * a + j - 2])
  const ranges = factors.map(({ support }, j) => {
    const x = Array.from({ length: N }, (_, a) => place(a, j))
    const low = Math.floor((Math.min(...x) - support) / steps[j])
    return Array.from({ length: Math.ceil((Math.max(...x) + support) / steps[j]) - low + 1 }, (_, k) => low + k)
  })
  const jet = new Float64Array(3)
  const jets = factors.map((factor, j) =>
    ranges[j].map((i) =>
      Array.from({ length: N }, (_, a) => {
        factor.tabulate(jet, Float64Array.of(i * steps[j] - place(a, j)), 1, 1)
        return [jet[0], jet[1]]
      }),
    ),
  )
  const rho = states(state, N, n)
  const [Hq, Hp] = [new Float64Array(4 * n * n), new Float64Array(4 * n * n)]
  let sum = 0
  ranges[0].forEach((i0, k0) => {
    ranges[1].forEach((i1, k1) => {
      ranges[2].forEach((i2, k2) => {
        ranges[3].forEach((i3, k3) => {
          const at = [k0, k1, k2, k3]
          const kernel = (a: number, along: number): number =>
            at.reduce((product, k, j) => product * jets[j][k][a][j === along ? 1 : 0], 1)
          const K = Array.from(weights, (w, a) => w * kernel(a, -1))
          const D = K.reduce((x, y) => x + y, 0)
          if (D < 1e-200) return
          const [q, p] = [Float64Array.of(i0 * steps[0], i1 * steps[1]), Float64Array.of(i2 * steps[2], i3 * steps[3])]
          hamiltonian.gradientQ(Hq, q, p, 0)
          hamiltonian.gradientP(Hp, q, p, 0)
          const P = weighted(K, rho)
          for (let j = 0; j < 4; j++) {
            const G = weighted(
              Array.from(weights, (w, a) => w * kernel(a, j)),
              rho,
            )
            const X = j < 2 ? dense(Hp, n, 2 * n * n * j) : times(dense(Hq, n, 2 * n * n * (j - 2)), -1)
            sum += (-0.5 * HBAR * traceOf(times(P, commute(G, X))).im) / D
          }
        })
      })
    })
  })
  return sum * steps.reduce((x, y) => x * y, 1)
}

describe('koopmons in two degrees of freedom', () => {
  test.each([2, 3])('n = %i: the gradient is the derivative of the energy, unequal weights', (n) => {
    const weights = unequalWeights(3)
    const hamiltonian = periodicHamiltonian(n, { seed: 3, dof: 2 })
    const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing: KNOT })
    const state = sampleCloud(system.shape)
    const defect = gradientDefect(system, weights, state, 2e-3)
    expect(Math.max(defect.q, defect.p, defect.psi)).toBeLessThan(1e-7)
    expect(system.nodesPerParticle).toBe((DEGREE + 1) ** 4)
  })

  test('the energy is the definition, summed without shortcuts', () => {
    const weights = unequalWeights(2)
    const hamiltonian = periodicHamiltonian(2, { seed: 5, dof: 2 })
    const term = correlation(hamiltonian, { weights, hbar: HBAR, mollifier, spacing: KNOT })
    const state = sampleCloud(term.shape)
    const expected = byDefinition(hamiltonian, state, weights)
    expect(Math.abs(expected)).toBeGreaterThan(1e-4)
    expect(Math.abs(term.energy(state) - expected)).toBeLessThan(1e-13)
  })

  test('an idle second mode in one and the same place for all gives the closure in one', () => {
    const weights = unequalWeights(8)
    const one = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
    const options = { weights, hbar: HBAR, spacing: KNOT }
    const line = correlation(one, { ...options, mollifier: { q: [mollifier.q[0]], p: [mollifier.p[0]] } })
    const plane = correlation(besideIdle(one), { ...options, mollifier })
    const start = sampleCloud(line.shape)
    const state = allocateHybrid(plane.shape)
    state.psi.set(start.psi)
    for (let a = 0; a < weights.length; a++) {
      state.q.set([start.q[a], 0.37], 2 * a)
      state.p.set([start.p[a], -0.21], 2 * a)
    }
    const [few, many] = [allocateGradient(line.shape), allocateGradient(plane.shape)]
    line.gradient(few, start)
    plane.gradient(many, state)
    const first = (field: Float64Array): Float64Array => field.filter((_, k) => k % 2 === 0)
    const scale = Math.max(...few.generator.map(Math.abs))
    expect(Math.abs(plane.energy(state) - line.energy(start))).toBeLessThan(1e-14)
    expect(distance(many.generator, few.generator)).toBeLessThan(1e-13 * scale)
    expect(distance(first(many.q), few.q)).toBeLessThan(1e-13 * scale)
    expect(distance(first(many.p), few.p)).toBeLessThan(1e-13 * scale)
    state.q[1] += 0.3
    plane.gradient(many, state)
    expect(distance(many.generator, few.generator)).toBeGreaterThan(1e-3 * scale)
  })
})
