import type { HybridHamiltonian, HybridState, Mollifier } from '@casimir/algebra'
import { allocateGradient, hermitianPacking } from '@casimir/algebra'
import {
  bspline,
  closureVonNeumann,
  cloudClassicalDensity,
  cloudQuantumDensity,
  correlation,
  gaussian,
  jaynesCummings,
  koopmon,
} from '@casimir/models'
import { complex } from 'mathjs'
import { describe, expect, test } from 'vitest'
import { densityCloud } from '../support/densitySample.ts'
import type { Node } from '../support/mollifiedFields.ts'
import { commute, dense, nodes, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 4
const HBAR = 0.8
const weights = unequalWeights(N)
const bell = (alpha: number): Mollifier => ({ q: [gaussian(alpha, 8.5)], p: [gaussian(alpha, 8.5)] })
const cases: ReadonlyArray<readonly [string, HybridHamiltonian, Mollifier, number]> = [
  ['jaynes-cummings, Gaussian', jaynesCummings({ omega: 1, splitting: 1, coupling: 0.6 }), bell(0.8), 0.25],
  ['three levels, not A(p) + B(q), Gaussian', smoothHamiltonian(3), bell(0.8), 0.25],
]

const prepare = (hamiltonian: HybridHamiltonian, mollifier: Mollifier, spacing: number) => {
  const n = hamiltonian.levels
  const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing })
  const state = sampleCloud(system.shape)
  const Dhat = closureVonNeumann({ levels: n, dof: 1, weights, mollifier }, HBAR)
  Dhat.take(state)
  const packed = new Float64Array(n * n)
  const at = ({ q, p }: Pick<Node, 'q' | 'p'>): Float64Array => {
    Dhat.smooth(packed, 0, Float64Array.of(q, p), 0)
    return packed
  }
  return { n, system, state, Dhat, at, packing: hermitianPacking(n) }
}

/** (i hbar/2) sum_ab w_a w_b [rho_a, rho_b] {K_a / Dbar, K_b}, the sum of the J_ab, at a node. */
const pairSum = (state: HybridState, n: number, { K, Kq, Kp }: Node) => {
  const rho = states(state, N, n)
  const w = Array.from(weights)
  const total = (values: readonly number[]): number => values.reduce((s, k, a) => s + w[a] * k, 0)
  const [D, Dq, Dp] = [total(K), total(Kq), total(Kp)]
  const [coefficients, matrices] = [[] as number[], [] as ReturnType<typeof states>]
  for (let a = 0; a < N; a++)
    for (let b = 0; b < N; b++) {
      const ratio = [Kq[a] / D - (K[a] * Dq) / D ** 2, Kp[a] / D - (K[a] * Dp) / D ** 2]
      coefficients.push(0.5 * HBAR * w[a] * w[b] * (ratio[0] * Kp[b] - ratio[1] * Kq[b]))
      matrices.push(times(commute(rho[a], rho[b]), complex(0, 1)))
    }
  return weighted(coefficients, matrices)
}

describe.each(cases)('Dhat of the closure: %s', (_, hamiltonian, mollifier, spacing) => {
  const { n, system, state, Dhat, at, packing } = prepare(hamiltonian, mollifier, spacing)
  const { list, measure } = nodes(hamiltonian, state, mollifier, spacing)

  test('its smooth part is the sum of the J_ab, point by point, Hermitian and traceless', () => {
    const flat = new Float64Array(2 * n * n)
    let largest = 0
    for (const node of list.filter((_node, k) => k % 97 === 0)) {
      flat.fill(0)
      packing.addUnpacked(flat, 0, at(node), 0)
      const trace = Array.from({ length: n }, (_x, j) => flat[2 * (j * n + j)]).reduce((x, y) => x + y, 0)
      const apart = weighted([1, -1], [dense(flat, n), pairSum(state, n, node)]).toArray()
      const entries = (apart as unknown as { re: number; im: number }[][]).flat()
      largest = Math.max(largest, ...flat.map(Math.abs))
      expect(Math.max(...entries.map(({ re, im }) => Math.hypot(re, im)))).toBeLessThan(1e-15)
      expect(Math.abs(trace)).toBeLessThan(1e-16)
    }
    expect(largest).toBeGreaterThan(1e-3)
  })

  test('of integral zero, so int Dhat = rho; not without the Dbar terms', () => {
    const integral = new Float64Array(n * n)
    const short = new Float64Array(n * n)
    const turned = new Float64Array(n * n)
    const rho = states(state, N, n)
    for (const node of list) {
      const smooth = at(node)
      const D = node.K.reduce((s, k, a) => s + weights[a] * k, 0)
      const [Pq, Pp] = [node.Kq, node.Kp].map((kernel) => {
        const sum = weighted(
          kernel.map((k, a) => weights[a] * k),
          rho,
        ).toArray() as unknown as { re: number; im: number }[][]
        const packed = new Float64Array(n * n)
        packing.pack(packed, 0, Float64Array.from(sum.flat().flatMap(({ re, im }) => [re, im])), 0)
        return packed
      })
      packing.commutator(turned, 0, Pq, 0, Pp, 0)
      for (let c = 0; c < n * n; c++) {
        integral[c] += measure * smooth[c]
        short[c] += (measure * HBAR * turned[c]) / D
      }
    }
    expect(Math.max(...integral.map(Math.abs))).toBeLessThan(1e-14)
    expect(Math.max(...short.map(Math.abs))).toBeGreaterThan(1e-3)
  })

  test('h = Tr int Dhat H', () => {
    const H = new Float64Array(2 * n * n)
    const packed = new Float64Array(n * n)
    const deltas = new Float64Array(N * n * n)
    Dhat.deltas(deltas, state)
    let particles = 0
    for (let a = 0; a < N; a++) {
      hamiltonian.value(H, state.q, state.p, a)
      packing.pack(packed, 0, H, 0)
      for (let c = 0; c < n * n; c++) particles += packed[c] * deltas[a * n * n + c]
    }
    let fields = 0
    for (const node of list) {
      hamiltonian.value(H, Float64Array.of(node.q), Float64Array.of(node.p), 0)
      packing.pack(packed, 0, H, 0)
      const smooth = at(node)
      for (let c = 0; c < n * n; c++) fields += measure * packed[c] * smooth[c]
    }
    expect(Math.abs(fields)).toBeGreaterThan(1e-3)
    expect(Math.abs(particles + fields - system.energy(state))).toBeLessThan(1e-13)
  })

  test('dD/dt = Tr {H, Dhat} weakly against q, p and (q^2 + p^2)/2, and not against q^2/2 or q^3/3', () => {
    const gradient = allocateGradient(system.shape)
    correlation(hamiltonian, { weights, hbar: HBAR, mollifier, spacing }).gradient(gradient, state)
    const matrix = new Float64Array(2 * n * n)
    const packed = new Float64Array(n * n)
    /** Of the hbar part alone, since the two sides agree identically on the deltas: sum w dphi/dt, and int Tr(Dhat {phi, H}). */
    const defect = (phi: (q: number, p: number) => readonly [number, number]): number => {
      let [moved, expected] = [0, 0]
      for (let a = 0; a < N; a++) {
        const [byQ, byP] = phi(state.q[a], state.p[a])
        moved += weights[a] * (byQ * gradient.p[a] - byP * gradient.q[a])
      }
      for (const node of list) {
        const smooth = at(node)
        const [byQ, byP] = phi(node.q, node.p)
        const [q, p] = [Float64Array.of(node.q), Float64Array.of(node.p)]
        for (const [slope, factor] of [
          [hamiltonian.gradientP, byQ],
          [hamiltonian.gradientQ, -byP],
        ] as const) {
          slope(matrix, q, p, 0)
          packing.pack(packed, 0, matrix, 0)
          for (let c = 0; c < n * n; c++) expected += measure * factor * packed[c] * smooth[c]
        }
      }
      return Math.abs(moved - expected)
    }
    expect(defect(() => [1, 0])).toBeLessThan(2e-14)
    expect(defect(() => [0, 1])).toBeLessThan(2e-14)
    expect(defect((q, p) => [q, p])).toBeLessThan(2e-14)
    expect(
      Math.max(
        defect((q) => [q, 0]),
        defect((q) => [q * q, 0]),
      ),
    ).toBeGreaterThan(1e-3)
  })

  test('amplitudes and the density matrices they make give the same operator', () => {
    const { state: mixed } = densityCloud(system.shape, 2)
    const z = Float64Array.of(0.3, -0.2)
    const [pure, other] = [new Float64Array(n * n), new Float64Array(n * n)]
    Dhat.smooth(pure, 0, z, 0)
    const single = densityCloud(system.shape, 1)
    const [x, y] = [0, 1].map(() => closureVonNeumann({ levels: n, dof: 1, weights, mollifier }, HBAR))
    x.take(single.state)
    y.take(single.frames)
    x.smooth(pure, 0, z, 0)
    y.smooth(other, 0, z, 0)
    expect(distance(pure, other)).toBeLessThan(1e-16)
    x.take(mixed)
    x.smooth(pure, 0, z, 0)
    expect(distance(pure, other)).toBeGreaterThan(1e-4)
  })
})

describe('in two degrees of freedom', () => {
  const n = 2
  const shape = { trajectories: N, dof: 2, levels: n }
  const state = sampleCloud(shape)
  const plane = { q: [gaussian(0.8, 8.5), gaussian(0.7, 8.5)], p: [gaussian(0.9, 8.5), gaussian(0.75, 8.5)] }
  const factors = [...plane.q, ...plane.p]

  test('the smooth part is the sum of the J_ab over both planes, not over one', () => {
    const Dhat = closureVonNeumann({ levels: n, dof: 2, weights, mollifier: plane }, HBAR)
    Dhat.take(state)
    const { addUnpacked } = hermitianPacking(n)
    const packed = new Float64Array(n * n)
    const flat = new Float64Array(2 * n * n)
    const rho = states(state, N, n)
    let first = 0
    for (const z of [
      [0.3, -0.2, 0.1, 0.4],
      [-0.6, 0.5, -0.3, 0.2],
    ]) {
      const jet = new Float64Array(3)
      const jets = Array.from({ length: N }, (_x, a) =>
        factors.map((factor, j) => {
          factor.tabulate(jet, Float64Array.of(z[j] - (j < 2 ? state.q[2 * a + j] : state.p[2 * a + j - 2])), 1, 1)
          return [jet[0], jet[1]]
        }),
      )
      /** K_a, or its derivative along an axis. */
      const kernel = (a: number, along: number): number =>
        jets[a].reduce((product, values, j) => product * values[j === along ? 1 : 0], 1)
      const total = (along: number): number => weights.reduce((sum, w, a) => sum + w * kernel(a, along), 0)
      const D = total(-1)
      const pairs = (planes: ReadonlyArray<number>) => {
        const [coefficients, matrices] = [[] as number[], [] as ReturnType<typeof states>]
        for (let a = 0; a < N; a++)
          for (let b = 0; b < N; b++) {
            const ratio = (along: number): number => kernel(a, along) / D - (kernel(a, -1) * total(along)) / D ** 2
            const bracket = planes.reduce(
              (sum, j) => sum + ratio(j) * kernel(b, 2 + j) - ratio(2 + j) * kernel(b, j),
              0,
            )
            coefficients.push(0.5 * HBAR * weights[a] * weights[b] * bracket)
            matrices.push(times(commute(rho[a], rho[b]), complex(0, 1)))
          }
        const apart = weighted([1, -1], [dense(flat, n), weighted(coefficients, matrices)]).toArray()
        return Math.max(
          ...(apart as unknown as { re: number; im: number }[][]).flat().map((x) => Math.hypot(x.re, x.im)),
        )
      }
      Dhat.smooth(packed, 0, Float64Array.from(z), 0)
      flat.fill(0)
      addUnpacked(flat, 0, packed, 0)
      expect(pairs([0, 1])).toBeLessThan(1e-15)
      first = Math.max(first, pairs([0]))
    }
    expect(first).toBeGreaterThan(1e-4)
  })
})

describe('densities of a cloud', () => {
  const shape = { trajectories: N, dof: 1, levels: 3 }
  const state = sampleCloud(shape)

  test('the quantum density is sum w rho, of amplitudes and of matrices', () => {
    const [x, y] = [new Float64Array(18), new Float64Array(18)]
    const { state: same } = densityCloud(shape, 1)
    const quantum = cloudQuantumDensity({ levels: 3, weights })
    quantum(x, state)
    quantum(y, same)
    const expected = weighted(Array.from(weights), states(state, N, 3))
    const apart = weighted([1, -1], [dense(x, 3), expected]).toArray() as unknown as { re: number; im: number }[][]
    expect(Math.max(...apart.flat().map(({ re, im }) => Math.hypot(re, im)))).toBeLessThan(1e-15)
    expect(distance(x, y)).toBeLessThan(1e-15)
    expect(Math.abs(traceOf(dense(x, 3)).re - 1)).toBeLessThan(1e-15)
  })

  test('the classical density is that of the lattice, of integral 1, and zero beyond the support', () => {
    const mollifier = { q: [bspline(5, 0.5)], p: [bspline(5, 0.6)] }
    const Dbar = cloudClassicalDensity({ dof: 1, weights, mollifier })
    const system = koopmon(smoothHamiltonian(3), { weights, hbar: HBAR, mollifier, spacing: 0.7 })
    const picture = system.mollifiedDensity(state)
    if (!picture) throw new Error('one degree of freedom has a picture')
    let [most, sum] = [0, 0]
    picture.q.forEach((q, i) => {
      picture.p.forEach((p, j) => {
        const value = Dbar(state, Float64Array.of(q, p))
        most = Math.max(most, Math.abs(value - picture.values[i * picture.p.length + j]))
        sum += 0.7 ** 2 * 0.5 * 0.6 * value
      })
    })
    expect(most).toBeLessThan(1e-15)
    expect(Math.abs(sum - 1)).toBeLessThan(1e-6)
    expect(Dbar(state, Float64Array.of(30, 0))).toBe(0)
    expect(() => cloudClassicalDensity({ dof: 2, weights, mollifier })).toThrow('1 factors in q')
  })
})
