import type { RunResult } from '@casimir/experiments'
import { computePart, decodeRun, observationLayout, run } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'
import { cheap, runOf, trajectoriesOf } from '../support/statisticsRuns.ts'
import { readText } from './specDocuments.ts'

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((s, x) => s + x, 0)
const scattering = {
  problem: { name: 'tully1' },
  initial: { wavepacket: { q: -6, p: 20, sigma: 0.7, basis: 'adiabatic', level: 0 } },
  integrator: { dt: 5 },
  time: { end: 2000, record: 500 },
}
const scatter = (method: object, more: object = {}) => {
  const { integrator, ...rest } = scattering
  return runOf({
    ...rest,
    integrator: 'name' in method && method.name === 'exact' ? undefined : integrator,
    method,
    ...more,
  })
}
const at = (series: ReadonlyArray<number> | undefined, k: number): number => series?.[k] ?? Number.NaN

describe('errors of a run are those of its own trajectories by two passes', () => {
  test.each([
    ['ehrenfest', { name: 'ehrenfest', particles: 600, sampling: 'random' }],
    ['fssh', { name: 'fssh', particles: 600 }],
  ])('%s: in three blocks', async (_, method) => {
    const result = await runOf({ ...scattering, method, snapshots: [1500] })
    const { q, p, psi, active } = trajectoriesOf(result)
    const { observables, errors } = result
    const check = (values: ArrayLike<number>, mean: number, error: number) => {
      const n = values.length
      const centre = sum(values) / n
      const squares = sum(Array.from(values, (x) => (x - centre) ** 2))
      expect(Math.abs(mean - centre)).toBeLessThan(1e-12 * (1 + Math.abs(centre)))
      expect(Math.abs(error / Math.sqrt(squares / (n * (n - 1))) - 1)).toBeLessThan(1e-11)
    }
    check(q, at(observables.q[0], 3), at(errors?.q[0], 3))
    check(p, at(observables.p[0], 3), at(errors?.p[0], 3))
    const population = Array.from({ length: 600 }, (_, a) => psi[4 * a] ** 2 + psi[4 * a + 1] ** 2)
    check(population, at(observables.population[0], 3), at(errors?.population[0], 3))
    if (!active) return
    const upper = Array.from(active, (level) => (level === 1 ? 1 : 0))
    check(upper, at(observables.active?.[1], 3), at(errors?.active?.[1], 3))
    const [n, fraction] = [600, sum(upper) / 600]
    expect(Math.abs(at(errors?.active?.[1], 3) - Math.sqrt((fraction * (1 - fraction)) / (n - 1)))).toBeLessThan(1e-14)
    const beyond = Array.from(active, (level, a) => (level === 1 && q[a] > 0 ? 1 : 0))
    check(beyond, at(observables.transmitted?.[1], 3), at(errors?.transmitted?.[1], 3))
  })
  test('the purity and the coherence against the jackknife by deleting each trajectory', async () => {
    const result = await runOf({ method: { name: 'ehrenfest', particles: 300, sampling: 'random' }, snapshots: [2] })
    const { psi } = trajectoriesOf(result)
    const n = 300
    const samples = Array.from({ length: n }, (_, a) => {
      const [x, y, u, v] = psi.slice(4 * a, 4 * a + 4)
      return [x * x + y * y, u * u + v * v, x * u + y * v, y * u - x * v]
    })
    const total = [0, 1, 2, 3].map((k) => sum(samples.map((s) => s[k])))
    const jackknife = (estimate: (r: ReadonlyArray<number>) => number): number => {
      const without = samples.map((s) => estimate(total.map((x, k) => (x - s[k]) / (n - 1))))
      const mean = sum(without) / n
      return Math.sqrt(((n - 1) / n) * sum(without.map((x) => (x - mean) ** 2)))
    }
    const purity = jackknife(([a, b, re, im]) => a * a + b * b + 2 * (re * re + im * im))
    const coherence = jackknife(([, , re, im]) => Math.hypot(re, im))
    expect(Math.abs(at(result.errors?.purity, 2) / purity - 1)).toBeLessThan(1e-10)
    expect(Math.abs(at(result.errors?.coherence[0], 2) / coherence - 1)).toBeLessThan(5 / n)
  })
})

const derivedOf = ({ observables }: RunResult, k: number) => {
  const rho = observables.density[k]
  return { purity: sum(rho.map((x) => x * x)), coherence: Math.hypot(rho[2], rho[3]), trace: rho[0] + rho[6] }
}

describe.each([
  ['exact', { name: 'exact' }],
  ['ehrenfest', { name: 'ehrenfest', particles: 300, sampling: 'random' }],
  ['ehrenfest, replicas', { name: 'ehrenfest', particles: 30 }, { replicas: 8 }],
  ['fssh', { name: 'fssh', particles: 300 }],
] as const)('%s on tully1', (_, method, more: object = {}) => {
  const ran = scatter(method, more)
  test('has kinetic and potential energies that make up the energy', async () => {
    const { observables } = await ran
    observables.energy.forEach((energy, k) => {
      // of some hundred trajectories, and exact of a thousand nodes
      const parts = at(observables.kinetic, k) + at(observables.potential, k)
      expect(Math.abs(parts - energy)).toBeLessThan(1e-12 * Math.abs(energy))
    })
    expect(Math.abs(at(observables.kinetic, 0) / (20 ** 2 / 4000) - 1)).toBeLessThan(0.02)
  })
  test('counts the probability still inside, all at the start and none at the end of a flight', async () => {
    const { observables } = await ran
    const inside = observables.inside ?? []
    expect(inside[0]).toBeGreaterThan(0.999)
    expect(inside.at(-1)).toBeLessThan(0.05)
    for (const x of inside) expect(x).toBeLessThan(1 + 1e-9)
  })
  test('has purity and coherence of its density matrix, and sides that add up', async () => {
    const result = await ran
    const { purity, coherence, norm, transmitted, reflected, population } = result.observables
    result.t.forEach((_, k) => {
      const derived = derivedOf(result, k)
      if (!result.spec.replicas) {
        expect(Math.abs(purity[k] - derived.purity)).toBeLessThan(1e-14)
        expect(Math.abs(coherence[0][k] - derived.coherence)).toBeLessThan(1e-14)
      }
      expect(Math.abs(norm[k] - derived.trace)).toBeLessThan(1e-12)
      expect(Math.abs(population[0][k] + population[1][k] - norm[k])).toBeLessThan(1e-12)
      const sides = [transmitted, reflected].flatMap((side) => side?.map((level) => level[k]) ?? [])
      expect(Math.abs(sum(sides) - norm[k])).toBeLessThan(1e-9)
    })
  })
})

test('`inside` is the fraction of trajectories between the ends of the interaction', async () => {
  const result = await runOf({
    ...scattering,
    method: { name: 'ehrenfest', particles: 400, sampling: 'random' },
    time: { end: 1600, record: 1600 },
    snapshots: [1600],
  })
  const { q } = trajectoriesOf(result)
  const inside = q.filter((x) => x >= -10 && x <= 10).length / 400
  expect(inside).toBeGreaterThan(0.05)
  expect(inside).toBeLessThan(0.95)
  expect(Math.abs(at(result.observables.inside, 1) - inside)).toBeLessThan(1e-10)
})

test('energyChange is the mean absolute change of single energies, which the mean energy hides', async () => {
  const method = { name: 'ehrenfest', particles: 300, sampling: 'random' }
  const { observables, drift } = await runOf({ method })
  expect(at(observables.energyChange, 0)).toBe(0)
  expect(at(observables.energyChange, 2)).toBeGreaterThan(drift.energy)
  const fine = await runOf({ method, integrator: { dt: 0.1 } })
  // strang: a quarter at half the step
  expect(Math.abs(at(observables.energyChange, 1) / at(fine.observables.energyChange, 1) - 4)).toBeLessThan(0.3)
})

test('exact starts with the energies of the packet: of its momenta, and of the lower surface over its density', async () => {
  const { observables } = await scatter({ name: 'exact' })
  const [sigma, m] = [0.7, 2000]
  // the adiabatic state turns by less than 1e-6 over a packet that far out
  expect(Math.abs(at(observables.kinetic, 0) / ((20 ** 2 + (0.5 / sigma) ** 2) / (2 * m)) - 1)).toBeLessThan(1e-6)
  const surface = (x: number): number =>
    -Math.hypot(0.01 * (1 - Math.exp(-1.6 * Math.abs(x))), 0.005 * Math.exp(-x * x))
  let [mean, weight] = [0, 0]
  for (let x = -6 - 10 * sigma; x < -6 + 10 * sigma; x += sigma / 100) {
    const w = Math.exp(-((x + 6) ** 2) / (2 * sigma ** 2))
    mean += w * surface(x)
    weight += w
  }
  expect(Math.abs(at(observables.potential, 0) - mean / weight)).toBeLessThan(1e-9)
  const drift = observables.energy.map((e) => Math.abs(e - observables.energy[0]))
  expect(Math.max(...drift)).toBeLessThan(1e-8)
})

test('mean-field keeps every replica pure, and says so: their mixture is not pure', async () => {
  const method = { name: 'mean-field', particles: 16, sampling: 'random' }
  const { observables, errors } = await runOf({ method, replicas: 8 })
  observables.purity.forEach((purity, k) => {
    expect(Math.abs(purity - 1)).toBeLessThan(1e-12)
    expect(at(errors?.purity, k)).toBeLessThan(1e-12)
  })
  expect(sum(observables.density[2].map((x) => x * x))).toBeLessThan(0.99)
})

test('the energy of replicas has drifted by as much as that of any one has, which their mean hides', async () => {
  const method = { name: 'mean-field', particles: 16, sampling: 'random' }
  const decoded = runSpec({ ...cheap, method, replicas: 8, integrator: { dt: 0.1 } })
  const { drift, observables } = await run(decoded)
  const largest = (energies: ReadonlyArray<number>): number =>
    Math.max(...energies.map((e) => Math.abs(e - energies[0])))
  const place = observationLayout({ levels: 2, dof: 1 }).places.energy.at
  const single = await Promise.all(
    Array.from({ length: 8 }, async (_, index) =>
      largest((await computePart(decoded, index)).means.map((block) => block[place])),
    ),
  )
  expect(drift.energy).toBe(Math.max(...single))
  expect(drift.energy).toBeGreaterThan(1.2 * largest(observables.energy))
})

test('tracers weigh nothing in means and errors', async () => {
  const method = { name: 'ehrenfest', particles: 100, sampling: 'random' }
  const decoded = decodeRun({ ...cheap, method: { ...method, tracers: 'cloud.csv' } }, readText)
  if (E.isLeft(decoded)) throw new Error('this document is right')
  const followed = await run(decoded.right)
  const alone = await runOf({ method })
  expect(followed.statistics).toEqual({ over: 'trajectories', samples: 100 })
  expect(followed.counts.particles).toBe(103)
  expect(followed.errors).toEqual(alone.errors)
  expect(followed.observables.q).toEqual(alone.observables.q)
})

describe('who has errors', () => {
  const small = { name: 'koopmon', particles: 12 }
  test.each<readonly [string, object, string | undefined]>([
    ['exact', { method: { name: 'exact' }, integrator: undefined }, undefined],
    ['ehrenfest, halton', { method: { name: 'ehrenfest', particles: 12 } }, undefined],
    ['ehrenfest, lattice', { method: { name: 'ehrenfest', particles: 9, sampling: 'lattice' } }, undefined],
    ['mean-field, random', { method: { name: 'mean-field', particles: 12, sampling: 'random' } }, undefined],
    ['koopmon, random', { method: { ...small, sampling: 'random' } }, undefined],
    ['one random trajectory', { method: { name: 'ehrenfest', particles: 1, sampling: 'random' } }, undefined],
    ['ehrenfest, random', { method: { name: 'ehrenfest', particles: 12, sampling: 'random' } }, 'trajectories 12'],
    ['fssh', { method: { name: 'fssh', particles: 12 } }, 'trajectories 12'],
    ['fssh, halton', { method: { name: 'fssh', particles: 12, sampling: 'halton' } }, undefined],
    ['ehrenfest, replicas', { method: { name: 'ehrenfest', particles: 12 }, replicas: 8 }, 'replicas 8'],
    ['mean-field, replicas', { method: { name: 'mean-field', particles: 12 }, replicas: 8 }, 'replicas 8'],
    [
      'mean-field, random replicas',
      { method: { name: 'mean-field', particles: 12, sampling: 'random' }, replicas: 8 },
      'replicas 8',
    ],
    ['koopmon, replicas', { method: small, replicas: 8 }, 'replicas 8'],
    ['koopmon, random replicas', { method: { ...small, sampling: 'random' }, replicas: 9 }, 'replicas 9'],
    [
      'fssh, halton replicas',
      { method: { name: 'fssh', particles: 12, sampling: 'halton' }, replicas: 8 },
      'replicas 8',
    ],
  ])('%s', async (_, changes, expected) => {
    const { integrator, ...document } = { ...cheap, ...changes }
    const { errors, statistics, observables } = await runOf({
      ...document,
      integrator: 'integrator' in changes ? undefined : integrator,
    })
    expect(statistics && `${statistics.over} ${statistics.samples}`).toBe(expected)
    if (!errors) return expect(expected).toBeUndefined()
    const { density: _d, adiabaticDensity: _a, ...shown } = observables
    expect(Object.keys(errors)).toEqual(Object.keys(shown))
    for (const series of [...errors.population, errors.purity, errors.energy, ...errors.q]) {
      expect(series.length).toBe(3)
      expect(series.every((x) => x >= 0 && Number.isFinite(x))).toBe(true)
    }
    expect(errors.q[0][1]).toBeGreaterThan(1e-6)
  })
  test('replicas are other starts, each a part that no other one changes', async () => {
    const decoded = runSpec({ ...cheap, method: small, replicas: 8, snapshots: [0] })
    const starts = await Promise.all([0, 1, 2].map((index) => computePart(decoded, index)))
    const firsts = starts.map(({ snapshots: [s] }) => (s.kind === 'trajectories' ? s.q[0] : Number.NaN))
    expect(new Set(firsts).size).toBe(3)
    expect((await computePart(decoded, 1)).means).toEqual(starts[1].means)
  })
})
