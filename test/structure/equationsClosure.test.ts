import { allocateGradient, commutator } from '@casimir/algebra'
import { bspline, gaussian, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { nodes } from '../support/mollifiedFields.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 4
const HBAR = 0.8
const weights = unequalWeights(N)
const pairs = Array.from({ length: N * N }, (_, k) => [Math.floor(k / N), k % N] as const)

describe.each([
  {
    name: 'three levels, Gaussian',
    hamiltonian: smoothHamiltonian(3),
    mollifier: { q: [gaussian(0.7, 8.5)], p: [gaussian(0.8, 8.5)] },
    spacing: 0.3,
  },
  {
    name: 'rabi, B-spline of degree 7',
    hamiltonian: rabi({ omega: 1, splitting: 1, coupling: 0.6 }),
    mollifier: { q: [bspline(7, 0.7)], p: [bspline(7, 0.7)] },
    spacing: 0.25,
  },
])('the closure of $name', ({ hamiltonian, mollifier, spacing }) => {
  const n = hamiltonian.levels
  const size = 2 * n * n
  const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing })
  const state = sampleCloud(system.shape)
  const { list, measure } = nodes(hamiltonian, state, mollifier, spacing)
  const zero = (): Float64Array => new Float64Array(size)
  const add = (out: Float64Array, c: number, x: Float64Array): void => {
    for (let i = 0; i < size; i++) out[i] += c * x[i]
  }
  const commute = (x: Float64Array, y: Float64Array): Float64Array => {
    const out = zero()
    commutator(out, x, y, n)
    return out
  }
  /** i X */
  const turned = (x: Float64Array): Float64Array => x.map((_, i) => (i % 2 === 0 ? -x[i + 1] : x[i - 1]))
  const distance = (x: Float64Array, y: Float64Array): number => Math.hypot(...x.map((v, i) => v - y[i]))
  const trace = (x: Float64Array, y: Float64Array): { re: number; im: number } => {
    let [re, im] = [0, 0]
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [a, b] = [2 * (j * n + k), 2 * (k * n + j)]
        re += x[a] * y[b] - x[a + 1] * y[b + 1]
        im += x[a] * y[b + 1] + x[a + 1] * y[b]
      }
    return { re, im }
  }
  const rho = Array.from({ length: N }, (_, a) => {
    const out = zero()
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [x, y] = [2 * (n * a + j), 2 * (n * a + k)]
        const [re, im, re2, im2] = [state.psi[x], state.psi[x + 1], state.psi[y], state.psi[y + 1]]
        out.set([re * re2 + im * im2, im * re2 - re * im2], 2 * (j * n + k))
      }
    return out
  })
  const orders = pairs.map(([a, b]) => commute(rho[a], rho[b]))
  const jet = (q: number, p: number) => {
    const at = [Float64Array.of(q), Float64Array.of(p)] as const
    return [hamiltonian.value, hamiltonian.gradientQ, hamiltonian.gradientP].map((write) => {
      const out = zero()
      write(out, ...at, 0)
      return out
    })
  }
  const total = (k: ReadonlyArray<number>): number => k.reduce((sum, v, a) => sum + weights[a] * v, 0)
  type Node = (typeof list)[number]
  /** {K_a, K_b/S} at a node, S = sum_c w_c K_c; or, misread, {K_a, K_b}/S. */
  const bracketOf = ({ K, Kq, Kp }: Node, misread = false) => {
    const [S, Sq, Sp] = misread ? [total(K), 0, 0] : [K, Kq, Kp].map(total)
    return (a: number, b: number): number =>
      Kq[a] * (Kp[b] / S - (K[b] * Sp) / S ** 2) - Kp[a] * (Kq[b] / S - (K[b] * Sq) / S ** 2)
  }
  /** i hbar sum_ab w_a w_b J_ab [rho_a, rho_b] at a node. */
  const hbarPart = (node: Node, misread = false): Float64Array => {
    const out = zero()
    const bracket = bracketOf(node, misread)
    pairs.forEach(([a, b], k) => {
      add(out, 0.25 * HBAR * weights[a] * weights[b] * (bracket(a, b) - bracket(b, a)), orders[k])
    })
    return turned(out)
  }

  test('the sum of J_ab is (i hbar/2) div([Pbar, X_Pbar]/Dbar) at every node; not with 1/Dbar outside of the brackets', () => {
    let [most, size_, wrong] = [0, 0, 0]
    for (const node of list.filter((_, k) => k % 7 === 0)) {
      const [S, Sq, Sp] = [node.K, node.Kq, node.Kp].map(total)
      const [P, Pq, Pp] = [node.K, node.Kq, node.Kp].map((k) => {
        const out = zero()
        k.forEach((v, a) => {
          add(out, weights[a] * v, rho[a])
        })
        return out
      })
      const field = zero()
      add(field, HBAR / S, commute(Pq, Pp))
      add(field, (-0.5 * HBAR * Sq) / S ** 2, commute(P, Pp))
      add(field, (0.5 * HBAR * Sp) / S ** 2, commute(P, Pq))
      const expected = turned(field)
      most = Math.max(most, distance(hbarPart(node), expected))
      wrong = Math.max(wrong, distance(hbarPart(node, true), expected))
      size_ = Math.max(size_, Math.hypot(...expected))
    }
    expect(most).toBeLessThan(1e-13 * size_)
    expect(wrong).toBeGreaterThan(1e-2 * size_)
  })

  test('h = Tr int Dhat H, Tr Dhat = D and int Dhat = rho; h is not the mean of H', () => {
    let [mean, correction] = [0, 0]
    const integral = zero()
    for (let a = 0; a < N; a++) mean += weights[a] * trace(rho[a], jet(state.q[a], state.p[a])[0]).re
    for (const node of list) {
      const part = hbarPart(node)
      correction += measure * trace(part, jet(node.q, node.p)[0]).re
      add(integral, measure, part)
      expect(Math.abs(part.reduce((sum, v, i) => sum + (i % (2 * n + 2) === 0 ? v : 0), 0))).toBeLessThan(1e-14)
    }
    // the identity integrates by parts: to quadrature accuracy only
    expect(Math.abs(system.energy(state) - mean - correction)).toBeLessThan(1e-6)
    expect(Math.abs(correction)).toBeGreaterThan(1e-3)
    expect(Math.hypot(...integral)).toBeLessThan(1e-6)
  })

  /** I_ab for every pair, on the nodes of the system itself. */
  const I = ((): Float64Array[] => {
    const out = pairs.map(zero)
    for (const { q, p, K, Kq, Kp } of list) {
      const S = total(K)
      const [, Hq, Hp] = jet(q, p)
      pairs.forEach(([a, b], k) => {
        add(out[k], (0.5 * measure * K[a] * Kq[b]) / S, Hp)
        add(out[k], (-0.5 * measure * K[a] * Kp[b]) / S, Hq)
      })
    }
    return out
  })()

  test('T9: I_ab is Hermitian and not symmetric; a multiple of the identity in it changes nothing', () => {
    pairs.forEach(([a, b], k) => {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const [x, y] = [2 * (i * n + j), 2 * (j * n + i)]
          expect(Math.abs(I[k][x] - I[k][y])).toBeLessThan(1e-13)
          expect(Math.abs(I[k][x + 1] + I[k][y + 1])).toBeLessThan(1e-13)
        }
      if (a !== b) expect(distance(I[k], I[N * b + a])).toBeGreaterThan(1e-3)
      const shifted = I[k].map((v, i) => v + (i % (2 * n + 2) === 0 ? 3 : 0))
      expect(distance(commute(rho[b], shifted), commute(rho[b], I[k]))).toBeLessThan(1e-13)
    })
  })

  test('dh/drho_a is w_a ( H_a + i hbar sum_b w_b [rho_b, I_ab - I_ba] ); without the w_a, as printed, rho_a turns wrongly (E1)', () => {
    const gradient = allocateGradient(system.shape)
    system.gradient(gradient, state)
    for (let a = 0; a < N; a++) {
      const sum = zero()
      for (let b = 0; b < N; b++)
        add(
          sum,
          HBAR * weights[b],
          commute(
            rho[b],
            I[N * a + b].map((v, i) => v - I[N * b + a][i]),
          ),
        )
      const stated = turned(sum)
      add(stated, 1, jet(state.q[a], state.p[a])[0])
      // w_a^-1 [dh/drho_a, rho_a]
      const turning = commute(gradient.generator.slice(size * a, size * (a + 1)), rho[a])
      const expected = commute(stated, rho[a])
      const scale = Math.hypot(...expected)
      expect(distance(turning, expected)).toBeLessThan(1e-12 * scale)
      expect(
        distance(
          turning,
          expected.map((v) => v / weights[a]),
        ),
      ).toBeGreaterThan(scale)
      expect(distance(turning, commute(jet(state.q[a], state.p[a])[0], rho[a]))).toBeGreaterThan(1e-3 * scale)
    }
  })
})
