import type { HybridHamiltonian, Mollifier } from '@casimir/algebra'
import { allocateGradient } from '@casimir/algebra'
import { bspline, correlation, gaussian, jaynesCummings, rabi } from '@casimir/models'
import { complex } from 'mathjs'
import { describe, expect, test } from 'vitest'
import { blochForm } from '../support/blochForm.ts'
import type { Dense } from '../support/mollifiedFields.ts'
import { commute, dense, nodes, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 4
const HBAR = 0.8
const I = complex(0, 1)
const weights = unequalWeights(N)
const w = Array.from(weights)
const ALPHA = [0.7, 0.6] as const
const mollifier: Mollifier = { q: [gaussian(ALPHA[0], 6.5)], p: [gaussian(ALPHA[1], 6.5)] }
const spacing = 0.7
const cases: ReadonlyArray<readonly [string, HybridHamiltonian]> = [
  ['rabi', rabi({ omega: 1, splitting: 1, coupling: 0.6 })],
  ['jaynes-cummings', jaynesCummings({ omega: 1, splitting: 1, coupling: 0.6 })],
  ['two levels, not A(p) + B(q)', smoothHamiltonian(2)],
]
const three = ['three levels, not A(p) + B(q)', smoothHamiltonian(3)] as const

const measured = (hamiltonian: HybridHamiltonian, kernel = mollifier) => {
  const system = correlation(hamiltonian, { weights, hbar: HBAR, mollifier: kernel, spacing })
  const state = sampleCloud(system.shape)
  const gradient = allocateGradient(system.shape)
  system.gradient(gradient, state)
  return { state, gradient, energy: system.energy(state), ...nodes(hamiltonian, state, kernel, spacing) }
}

const real = (x: Dense): number => traceOf(x).re
const apart = (x: Dense, y: Dense): number =>
  Math.max(
    ...(weighted([1, -1], [x, y]).toArray() as unknown as { re: number; im: number }[][])
      .flat()
      .map(({ re, im }) => Math.hypot(re, im)),
  )

/** theory.md 3.3, and how far it is from the closure in h, in the generator and in the slopes. */
const firstMoments = (hamiltonian: HybridHamiltonian, kernel: Mollifier) => {
  const n = hamiltonian.levels
  const { state, gradient, energy, list, measure } = measured(hamiltonian, kernel)
  const rho = states(state, N, n)
  const zeta = Array.from({ length: N }, (_x, a) => [state.q[a], state.p[a]])
  const zero = weighted([0], [rho[0]])
  const total = { h: 0, generator: rho.map(() => zero), slope: rho.map(() => [0, 0]) }
  for (const { K, Kq, Kp, Hq, Hp } of list) {
    const D = w.reduce((sum, weight, a) => sum + weight * K[a], 0)
    const P = weighted(
      K.map((k, a) => w[a] * k),
      rho,
    )
    const X = [Hp, times(Hq, -1)]
    const Q = [0, 1].map((j) =>
      weighted(
        K.map((k, a) => w[a] * zeta[a][j] * k),
        rho,
      ),
    )
    // c = i hbar/(2 alpha^2), one for each axis
    const c = ALPHA.map((alpha) => HBAR / (2 * alpha * alpha * D))
    const B = weighted(
      c,
      [0, 1].map((j) => times(commute(Q[j], X[j]), I)),
    )
    const E = [0, 1].map((j) => times(commute(X[j], P), complex(0, c[j])))
    const b = -real(times(P, B)) / D
    total.h += measure * real(times(P, B))
    for (let a = 0; a < N; a++) {
      const local = weighted([1, zeta[a][0], zeta[a][1]], [B, E[0], E[1]])
      total.generator[a] = weighted([1, measure * K[a]], [total.generator[a], local])
      const felt = real(times(rho[a], local)) + b
      total.slope[a][0] += measure * (K[a] * real(times(rho[a], E[0])) - Kq[a] * felt)
      total.slope[a][1] += measure * (K[a] * real(times(rho[a], E[1])) - Kp[a] * felt)
    }
  }
  const turns = rho.map((_, a) => apart(total.generator[a], dense(gradient.generator, n, 2 * n * n * a)))
  return {
    size: Math.abs(energy),
    energy: Math.abs(total.h - energy),
    generator: Math.max(...turns),
    q: distance(
      Float64Array.from(total.slope, ([q]) => q),
      gradient.q,
    ),
    p: distance(
      Float64Array.from(total.slope, ([, p]) => p),
      gradient.p,
    ),
  }
}

describe('first moments of a Gaussian: no kernel derivative in h, no second one in the gradient', () => {
  test.each([...cases, three])('%s', (_, hamiltonian) => {
    const defect = firstMoments(hamiltonian, mollifier)
    expect(defect.size).toBeGreaterThan(1e-3)
    expect(defect.energy).toBeLessThan(1e-14)
    expect(defect.generator).toBeLessThan(1e-14)
    expect(defect.q).toBeLessThan(2e-14)
    expect(defect.p).toBeLessThan(2e-14)
  })

  test('not of a B-spline, whose slope is not its first moment', () => {
    const defect = firstMoments(three[1], { q: [bspline(5, ALPHA[0])], p: [bspline(5, ALPHA[1])] })
    expect(Math.min(defect.energy, defect.generator, defect.q, defect.p)).toBeGreaterThan(1e-4)
  })
})

describe('two levels in Bloch vectors, real arithmetic throughout', () => {
  test.each(cases)('%s', (_, hamiltonian) => {
    const { state, gradient, energy, list, measure } = measured(hamiltonian)
    const total = blochForm({ state, weights, hbar: HBAR, mollifier, list, measure })
    expect(Math.abs(total.energy - energy)).toBeLessThan(1e-14)
    const mirrored = blochForm({ state, weights, hbar: -HBAR, mollifier, list, measure })
    expect(Math.abs(mirrored.energy - energy)).toBeGreaterThan(1e-3)
    expect(distance(total.q, gradient.q)).toBeLessThan(2e-14)
    expect(distance(total.p, gradient.p)).toBeLessThan(2e-14)
    for (let a = 0; a < N; a++) {
      const [x, y, z] = total.field[a]
      const matrix = Float64Array.of(z, 0, x, -y, x, y, -z, 0)
      expect(distance(matrix, gradient.generator.slice(8 * a, 8 * a + 8))).toBeLessThan(1e-14)
    }
  })
})
