import type { RunResult } from '@casimir/experiments'
import { problems, run } from '@casimir/experiments'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { waveOf } from '../support/exactRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { runSpec } from '../support/specs.ts'

const packet = { q: -0.4, p: 20, sigma: 0.8, basis: 'diabatic', level: 0 }
const particles = { particles: 200, sampling: 'halton' }
const exact = { name: 'exact' }
const ehrenfest = { name: 'ehrenfest', ...particles }
const runOf = (given: {
  readonly problem?: object
  readonly wavepacket?: object
  readonly method?: object
  readonly end?: number
  readonly record?: number
}): Promise<RunResult> => {
  const { problem = { name: 'tully1' }, wavepacket = packet, method = exact, end = 40, record = 20 } = given
  const time = { end, record }
  return run(runSpec({ problem, initial: { wavepacket }, method, time, snapshots: [0, end] }))
}

/** Columns of vectors of tully1 by another eigensolver, levels ascending, aligned with those before. */
const tully1 = problems.find(({ name }) => name === 'tully1')
const coupling = (q: number): number[][] => {
  const parameters = Object.fromEntries(Object.entries(tully1?.parameters ?? {}).map(([k, v]) => [k, v.default]))
  const out = new Float64Array(8)
  tully1?.build(parameters).split?.B.value(out, Float64Array.of(q), 0)
  return [
    [out[0], out[2]],
    [out[4], out[6]],
  ]
}
type Columns = readonly (readonly [number, number])[]
const rawVectors = (q: number): Columns => {
  const { eigenvectorMatrix: V, realEigenvalues: E } = new EigenvalueDecomposition(new Matrix(coupling(q)), {
    assumeSymmetric: true,
  })
  const order = E[0] <= E[1] ? [0, 1] : [1, 0]
  return order.map((k) => [V.get(0, k), V.get(1, k)] as const)
}
const flipped = (v: readonly [number, number], sign: number): readonly [number, number] =>
  sign < 0 ? [-v[0], -v[1]] : v

const largestPositive = (v: readonly [number, number]): readonly [number, number] =>
  flipped(v, Math.abs(v[0]) >= Math.abs(v[1]) ? v[0] : v[1])

/** Vectors at all places, aligned by hand in small steps outwards from the centre. */
const alignedVectors = (centre: number, places: ReadonlyArray<number>): Columns[] => {
  const start = rawVectors(centre).map(largestPositive)
  return places.map((q) => {
    const steps = Math.max(1, Math.ceil(Math.abs(q - centre) / 0.05))
    let now: Columns = start
    for (let k = 1; k <= steps; k++) {
      const next = rawVectors(centre + ((q - centre) * k) / steps)
      const before = now
      now = next.map((v, j) => flipped(v, v[0] * before[j][0] + v[1] * before[j][1]))
    }
    return now
  })
}

interface Sample {
  readonly weight: number
  /** re, im of both levels. */
  readonly psi: readonly number[]
}

/** Sum of w c c^+, c = V^+ psi, real V. */
const densityBy = (samples: ReadonlyArray<Sample>, vectors: ReadonlyArray<Columns>): number[] => {
  const out = new Array<number>(8).fill(0)
  samples.forEach(({ weight, psi }, a) => {
    const c = vectors[a].map((v) => [v[0] * psi[0] + v[1] * psi[2], v[0] * psi[1] + v[1] * psi[3]])
    for (let j = 0; j < 2; j++)
      for (let k = 0; k < 2; k++) {
        out[2 * (2 * j + k)] += weight * (c[j][0] * c[k][0] + c[j][1] * c[k][1])
        out[2 * (2 * j + k) + 1] += weight * (c[j][1] * c[k][0] - c[j][0] * c[k][1])
      }
  })
  return out
}

const samplesOf = (result: RunResult, n: number): { readonly q: number[]; readonly samples: Sample[] } => {
  const snapshot = result.snapshots[n]
  if (snapshot.kind === 'trajectories')
    return {
      q: Array.from(snapshot.q),
      samples: Array.from(snapshot.weights, (weight, a) => ({
        weight,
        psi: Array.from(snapshot.psi.subarray(4 * a, 4 * a + 4)),
      })),
    }
  const { x, psi } = waveOf(result, n)
  const q = Array.from(x[0])
  const at = (i: number): number[] => [0, 1, 2 * q.length, 2 * q.length + 1].map((o) => psi[2 * i + o])
  return { q, samples: q.map((_, i) => ({ weight: q[1] - q[0], psi: at(i) })) }
}

describe('the adiabatic density matrix is that of vectors of another eigensolver, aligned by hand', () => {
  test.each([{ method: exact }, { method: ehrenfest }])('$method.name, across the crossing', async ({ method }) => {
    const result = await runOf({ method })
    const given = result.observables.adiabaticDensity ?? []
    for (const [n, record] of [
      [0, 0],
      [1, 2],
    ]) {
      const { q, samples } = samplesOf(result, n)
      const expected = densityBy(samples, alignedVectors(packet.q, q))
      expect(largestDifference(given[record], expected)).toBeLessThan(1e-10)
      expect(Math.hypot(expected[2], expected[3])).toBeGreaterThan(0.05)
      // Signs as an eigensolver may give them, here those that make the largest component positive everywhere: not the same number.
      const raw = densityBy(
        samples,
        q.map((x) => rawVectors(x).map((v) => largestPositive(v))),
      )
      expect(Math.abs(Math.hypot(raw[2], raw[3]) - Math.hypot(expected[2], expected[3]))).toBeGreaterThan(0.02)
    }
  })
})

const methods = [
  exact,
  ehrenfest,
  { name: 'mean-field', ...particles },
  { name: 'fssh', ...particles },
  { name: 'koopmon', ...particles, mollifier: { alpha: { q: [0.4], p: [0.4] } } },
]
const rabi = {
  problem: { name: 'rabi', coupling: 0.3 },
  wavepacket: { q: 1.5, p: 0.2, sigma: 0.7 },
  end: 2,
  record: 0.5,
}

describe('the adiabatic density matrix is Hermitian, its trace the norm, its diagonal the adiabatic populations', () => {
  test.each(methods)('$name', async (method) => {
    const { observables, status } = await runOf({ ...rabi, method })
    expect(status).toBe('ok')
    expect(observables.adiabaticDensity).toHaveLength(5)
    observables.adiabaticDensity?.forEach((rho, k) => {
      expect(Math.hypot(rho[2] - rho[4], rho[3] + rho[5], rho[1], rho[7])).toBeLessThan(1e-14)
      expect(Math.abs(rho[0] - (observables.adiabatic?.[0][k] ?? Number.NaN))).toBeLessThan(1e-13)
      expect(Math.abs(rho[6] - (observables.adiabatic?.[1][k] ?? Number.NaN))).toBeLessThan(1e-13)
      expect(Math.abs(rho[0] + rho[6] - observables.norm[k])).toBeLessThan(1e-12)
      expect(Math.abs((observables.adiabaticCoherence?.[0][k] ?? 0) - Math.hypot(rho[2], rho[3]))).toBeLessThan(1e-14)
    })
  })
})

test('tully1: exact and Ehrenfest have the same phase of the coherence just after the crossing, sign and all', async () => {
  const wavepacket = { q: -10, p: 20, sigma: 0.5, basis: 'adiabatic', level: 0 }
  const [wave, cloud] = await Promise.all(
    [exact, { ...ehrenfest, particles: 500 }].map((method) => runOf({ wavepacket, method, end: 1100, record: 50 })),
  )
  for (const k of [21, 22]) {
    const [one, two] = [wave, cloud].map(({ observables }) => observables.adiabaticDensity?.[k] ?? [])
    const size = Math.hypot(one[2], one[3])
    expect(size).toBeGreaterThan(0.1)
    expect(Math.hypot(one[2] - two[2], one[3] - two[3])).toBeLessThan(0.3 * size)
  }
})

describe('where there is no gauge', () => {
  const dephasing = (q: number) => ({
    problem: { name: 'pure-dephasing', coupling: 0.5 },
    wavepacket: { q, p: 0, sigma: 0.7 },
    end: 1,
    record: 0.5,
  })
  test.each([{ method: exact }, { method: ehrenfest }])(
    'levels that meet under the run are told, others not: $method.name',
    async ({ method }) => {
      const near = await runOf({ ...dephasing(0), method })
      expect(near.notes.filter((note) => /levels meet at q = -1 /.test(note))).toHaveLength(1)
      expect(near.observables.adiabaticDensity?.flat().every(Number.isFinite)).toBe(true)
      const far = await runOf({ ...dephasing(8), method, end: 0.1, record: 0.1 })
      expect(far.notes).toEqual([])
    },
  )
  test.each([{ method: exact }, { method: ehrenfest }])(
    'levels that meet at the centre of the start leave none: $method.name',
    async ({ method }) => {
      const { observables, notes } = await runOf({ ...dephasing(-1), method })
      expect(observables.adiabaticDensity).toBeUndefined()
      expect(observables.adiabaticCoherence).toBeUndefined()
      expect(notes.join()).toMatch(/coincide at q = -1/)
    },
  )
  test('two degrees of freedom have none', async () => {
    const wavepacket = { q: [1, 0], p: [0, 0], sigma: [0.7, 0.7] }
    const { observables } = await runOf({
      problem: { name: 'linear-vibronic' },
      wavepacket,
      method: ehrenfest,
      end: 0.1,
      record: 0.1,
    })
    expect((observables.adiabatic ?? []).reduce((sum, [first]) => sum + first, 0)).toBeCloseTo(1, 12)
    expect(observables.adiabaticDensity).toBeUndefined()
  })
})
