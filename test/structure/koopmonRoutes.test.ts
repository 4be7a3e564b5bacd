import { allocateGradient } from '@casimir/algebra'
import { bspline, gaussian, jaynesCummings, koopmon, rabi } from '@casimir/models'
import { complex } from 'mathjs'
import { describe, expect, test } from 'vitest'
import type { Dense } from '../support/mollifiedFields.ts'
import { commute, dense, nodes, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { printedTwin } from '../support/printedTwin.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 4
const HBAR = 0.8
const I = complex(0, 1)
const weights = unequalWeights(N)
const cases = [
  {
    name: 'rabi, quintic B-spline',
    hamiltonian: rabi({ omega: 1, splitting: 1, coupling: 0.6 }),
    mollifier: { q: [bspline(5, 0.5)], p: [bspline(5, 0.6)] },
    spacing: 0.7,
  },
  {
    name: 'jaynes-cummings, Gaussian',
    hamiltonian: jaynesCummings({ omega: 1, splitting: 1, coupling: 0.6 }),
    mollifier: { q: [gaussian(0.5, 6)], p: [gaussian(0.5, 6)] },
    spacing: 0.6,
  },
  {
    name: 'three levels, not A(p) + B(q)',
    hamiltonian: smoothHamiltonian(3),
    mollifier: { q: [bspline(7, 0.5)], p: [bspline(7, 0.5)] },
    spacing: 0.9,
  },
]

describe('two routes to the closure', () => {
  test.each(cases)('$name: the field form of h is the pair form of (15)', ({ hamiltonian, mollifier, spacing }) => {
    const n = hamiltonian.levels
    const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing })
    const state = sampleCloud(system.shape)
    const rho = states(state, N, n)
    const { list, measure } = nodes(hamiltonian, state, mollifier, spacing)
    const w = Array.from(weights)
    const H = new Float64Array(2 * n * n)
    let pair = 0
    for (let a = 0; a < N; a++) {
      hamiltonian.value(H, state.q, state.p, a)
      pair += w[a] * traceOf(times(rho[a], dense(H, n))).re
    }
    for (let a = 0; a < N; a++)
      for (let b = 0; b < N; b++)
        for (const node of list) {
          const D = node.K.reduce((s, k, c) => s + w[c] * k, 0)
          // I_ab = (1/2) integral of (K_a / Dbar) {K_b, H}, and h gets i hbar Tr(rho_a [rho_b, I_ab])
          const bracket = weighted([node.Kq[b], -node.Kp[b]], [node.Hp, node.Hq])
          const trace = traceOf(times(rho[a], commute(rho[b], bracket)))
          pair -= HBAR * w[a] * w[b] * 0.5 * measure * (node.K[a] / D) * trace.im
        }
    expect(Math.abs(system.energy(state) - pair)).toBeLessThan(1e-12 * Math.max(1, Math.abs(pair)))
  })

  test.each(cases)('$name: i hbar drho/dt is the integral of [H, Dhat]', ({ hamiltonian, mollifier }) => {
    // finer than the other tests: the identity integrates H itself, so it holds to quadrature accuracy only
    const spacing = 0.2
    const n = hamiltonian.levels
    const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing })
    const state = sampleCloud(system.shape)
    const rho = states(state, N, n)
    const { list, measure } = nodes(hamiltonian, state, mollifier, spacing)
    const w = Array.from(weights)
    const at = { q: new Float64Array(1), p: new Float64Array(1) }
    const H = new Float64Array(2 * n * n)
    const valueAt = (q: number, p: number): Dense => {
      at.q[0] = q
      at.p[0] = p
      hamiltonian.value(H, at.q, at.p, 0)
      return dense(H, n)
    }
    const expected = rho.map((r, a) => times(commute(valueAt(state.q[a], state.p[a]), r), w[a]))
    for (const { q, p, K, Kq, Kp } of list) {
      const sums = [K, Kq, Kp].map((kernel) => kernel.map((k, a) => w[a] * k))
      const [D, Dq, Dp] = sums.map((s) => s.reduce((x, y) => x + y, 0))
      const [P, Pq, Pp] = sums.map((s) => weighted(s, rho))
      // Dhat's hbar part is (i hbar/2) times this anti-Hermitian matrix
      const part = weighted([2 / D, -Dq / D ** 2, Dp / D ** 2], [commute(Pq, Pp), commute(P, Pp), commute(P, Pq)])
      const hbarPart = times(commute(valueAt(q, p), part), (HBAR / 2) * measure)
      expected.push(times(hbarPart, I))
    }
    const total = weighted(new Array<number>(expected.length).fill(1), expected)
    const measured = (twin: boolean): Dense => {
      const gradient = allocateGradient(system.shape)
      const chosen = twin ? printedTwin(system, weights) : system
      chosen.gradient(gradient, state)
      return weighted(
        w,
        rho.map((r, a) => commute(dense(gradient.generator, n, 2 * n * n * a), r)),
      )
    }
    const defect = (x: Dense): number =>
      Math.max(
        ...(weighted([1, -1], [x, total]).toArray() as unknown as { re: number; im: number }[][])
          .flat()
          .map((c) => Math.hypot(c.re, c.im)),
      )
    expect(defect(measured(false))).toBeLessThan(2e-6)
    expect(defect(measured(true))).toBeGreaterThan(0.1)
  })
})
