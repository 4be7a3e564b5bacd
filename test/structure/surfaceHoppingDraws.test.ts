import { hermitianExponential } from '@casimir/algebra'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { ladder, polynomial, rabi, surfaceHopping } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { HOPPING_DEFAULTS, streams } from '../support/surfaceHoppingScattering.ts'

const strong = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const rungs = ladder({ omega: 1, E0: 0, E1: 1, E2: 2.2, g01: 0.4, g12: 0.3 })
const N = 12

/** N trajectories of the ladder from different points, in the order given, after 20 units of time. */
const cloud = (order: ReadonlyArray<number>, options: Partial<SurfaceHoppingOptions>) => {
  const uniform = streams(N, 3)
  const drawn = new Int32Array(N)
  const run = surfaceHopping(rungs, { ...HOPPING_DEFAULTS, ...options }).prepare(N, (a) => {
    drawn[a]++
    return uniform(order[a])
  })
  order.forEach((from, a) => {
    run.state.q[a] = 0.3 * from - 1
    run.state.p[a] = 2 - 0.2 * from
    const x = Array.from({ length: 6 }, (_, k) => Math.cos(from + 2.3 * k))
    run.state.psi.set(
      x.map((v) => v / Math.hypot(...x)),
      6 * a,
    )
    run.start(a)
  })
  const STEPS = 400
  for (let s = 0; s < STEPS; s++) expect(run.step(0.05)).toBe(0)
  return { run, drawn, steps: STEPS }
}

const inOrder = Array.from({ length: N }, (_, a) => a)
const shuffled = inOrder.map((a) => (5 * a + 3) % N)

describe.each(['instantaneous', 'cumulative'] as const)('%s', (hopping) => {
  test('trajectories in another order give the same results in that order, to the bit', () => {
    const [plain, moved] = [inOrder, shuffled].map((order) => cloud(order, { hopping, decoherence: 'edc' }).run)
    expect(Array.from(plain.hops).reduce((sum, x) => sum + x, 0)).toBeGreaterThan(N / 2)
    shuffled.forEach((from, a) => {
      for (const key of ['active', 'hops', 'frustrated', 'survival', 'threshold', 'bias', 'absoluteBias'] as const)
        expect(moved[key][a]).toBe(plain[key][from])
      for (const key of ['q', 'p'] as const) expect(moved.state[key][a]).toBe(plain.state[key][from])
      for (let k = 0; k < 6; k++) expect(moved.state.psi[6 * a + k]).toBe(plain.state.psi[6 * from + k])
      expect(moved.energy(a)).toBe(plain.energy(from))
    })
    expect(moved.active).not.toEqual(plain.active)
  })

  test('the numbers drawn are those promised', () => {
    const { run, drawn, steps } = cloud(inOrder, { hopping })
    for (let a = 0; a < N; a++)
      expect(drawn[a]).toBe(hopping === 'instantaneous' ? 1 + steps : 2 + run.hops[a] + run.frustrated[a])
  })
})

test('the active level is drawn with the probabilities |c_k|^2', () => {
  const M = 1000
  const run = surfaceHopping(rungs, HOPPING_DEFAULTS).prepare(M, (a) => (a + 0.5) / M)
  const counts = [0, 0, 0]
  const population = new Float64Array(3)
  for (let a = 0; a < M; a++) {
    run.state.q[a] = 0.8
    run.state.psi.set([0.6, 0, 0, 0.48, 0.64, 0], 6 * a)
    run.start(a)
    counts[run.active[a]]++
  }
  run.populations(population, 0)
  for (const [k, count] of counts.entries()) {
    expect(count).toBeGreaterThan(0)
    expect(Math.abs(count / M - population[k])).toBeLessThan(1 / M)
  }
})

test('bias: two steps against one of twice the size, by exponentials of B at the points they pass', () => {
  const run = surfaceHopping(strong, HOPPING_DEFAULTS).prepare(1, () => 1 - 2 ** -53)
  const h = 0.2
  run.state.q[0] = 0.4
  run.state.p[0] = 2
  run.start(0, 0)
  run.state.psi.set([0.8, 0, 0.36, 0.48])
  const exponential = hermitianExponential(2)
  const B = new Float64Array(8)
  const U = new Float64Array(8)
  const turned = (psi: ReadonlyArray<number>, q: number, t: number): number[] => {
    strong.split?.B.value(B, new Float64Array([q]), 0)
    exponential(U, 0, B, 0, t)
    return [0, 1].flatMap((j) =>
      [0, 1].map((part) =>
        [0, 1].reduce((sum, k) => {
          const o = 2 * (2 * j + k)
          const x =
            part === 0 ? U[o] * psi[2 * k] - U[o + 1] * psi[2 * k + 1] : U[o] * psi[2 * k + 1] + U[o + 1] * psi[2 * k]
          return sum + x
        }, 0),
      ),
    )
  }
  /** The population of the lower level, whose projector is (1 - B'/r)/2 with the traceless B'. */
  const lower = (psi: ReadonlyArray<number>, q: number): number => {
    const [z, x] = [0.5, 0.6 * q]
    const sz = psi[0] ** 2 + psi[1] ** 2 - psi[2] ** 2 - psi[3] ** 2
    const sx = 2 * (psi[0] * psi[2] + psi[1] * psi[3])
    return (1 - (z * sz + x * sx) / Math.hypot(z, x)) / 2
  }
  const chance = (psi: ReadonlyArray<number>, q: number, next: number, t: number) => {
    const after = turned(turned(psi, q, t / 2), next, t / 2)
    return { after, P: Math.max(0, 1 - lower(after, next) / lower(psi, q)) }
  }
  const q = [run.state.q[0]]
  const psi = Array.from(run.state.psi)
  for (let s = 0; s < 2; s++) {
    run.step(h)
    q.push(run.state.q[0])
  }
  const first = chance(psi, q[0], q[1], h)
  const second = chance(first.after, q[1], q[2], h)
  const doubled = chance(psi, q[0], q[2], 2 * h)
  const expected = 1 - (1 - first.P) * (1 - second.P) - doubled.P
  expect(run.hops[0]).toBe(0)
  expect(Math.abs(expected)).toBeGreaterThan(1e-4)
  expect(Math.abs(run.bias[0] - expected)).toBeLessThan(1e-13)
  expect(run.absoluteBias[0]).toBe(Math.abs(run.bias[0]))
})

test('decoherence: on flat levels |c_1|^2 decays as exp(-2 t/tau), and the norm stays', () => {
  const model = polynomial({
    mass: 2,
    B: [
      [
        [0, 0],
        [0, 0.7],
      ],
    ],
    A: [],
  })
  const [p, C, hbar, t] = [1.5, 0.3, 0.8, 3]
  const tau = (hbar / 0.7) * (1 + C / (p ** 2 / 4))
  const options = { ...HOPPING_DEFAULTS, hbar, decoherence: 'edc' as const, edcConstant: C }
  const run = surfaceHopping(model, options).prepare(1, () => 0)
  run.state.p[0] = p
  run.start(0, 0)
  run.state.psi.set([0.6, 0, 0, 0.8])
  for (let s = 0; s < 30; s++) run.step(t / 30)
  const population = new Float64Array(2)
  run.populations(population, 0)
  expect(Math.abs(population[1] - 0.64 * Math.exp((-2 * t) / tau))).toBeLessThan(1e-14)
  expect(Math.abs(population[0] + population[1] - 1)).toBeLessThan(1e-14)
  expect(run.hops[0]).toBe(0)
})
