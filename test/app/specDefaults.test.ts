import { decodeCompare, decodeRun, encodeSpec, problems } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const right = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

const runOf = (changes: Document = {}) => right(decodeRun(changedAll(shortestRun, changes), readText)).spec
const compareOf = (changes: Document = {}) => right(decodeCompare(changedAll(shortestCompare, changes), readText)).spec

const common = {
  spec: 1,
  hbar: 1,
  problem: { name: 'rabi', parameters: { omega: 1, splitting: 1, coupling: 0.1 } },
  initial: { wavepacket: { q: [1.5], p: [0], sigma: [0.5], basis: 'diabatic', level: 0 } },
  time: { end: 24, record: 0.24 },
  snapshots: [0, 7.92, 16.08, 24],
}
const sampled = (particles: number) => ({ particles, sampling: 'halton', seed: 1 })
const stepped = (name: string, dt = 0.048) => ({ name, dt, tolerance: 1e-13, iterations: 50 })
const koopmon = {
  name: 'koopmon',
  ...sampled(300),
  mollifier: { shape: 'bspline', degree: 5, alpha: { q: [0.25], p: [0.5] } },
  lattice: { spacing: 0.7 },
}

describe('defaults', () => {
  it('koopmon', () => {
    expect(runOf()).toEqual({
      ...common,
      method: koopmon,
      integrator: stepped('suzuki4', 0.12),
      guards: { norm: 1e-8, energy: 0.01 },
    })
  })

  it('ehrenfest', () => {
    expect(runOf({ method: { name: 'ehrenfest' } })).toEqual({
      ...common,
      method: { name: 'ehrenfest', ...sampled(500) },
      integrator: stepped('strang'),
      guards: { norm: 1e-8, energy: 0.01 },
    })
  })

  it('mean-field', () => {
    expect(runOf({ method: { name: 'mean-field' } })).toEqual({
      ...common,
      method: { name: 'mean-field', ...sampled(500) },
      integrator: stepped('midpoint'),
      guards: { norm: 1e-8, energy: 0.01 },
    })
  })

  it('exact, which has no integrator even where the document has one', () => {
    expect(runOf({ method: { name: 'exact' }, integrator: { name: 'strang', dt: 0.07 } })).toEqual({
      ...common,
      method: { name: 'exact', grid: {} },
      guards: { norm: 1e-8, energy: 0.001 },
    })
  })

  it('a comparison', () => {
    expect(compareOf()).toEqual({
      ...common,
      methods: [
        { name: 'exact', grid: {}, guards: { norm: 1e-8, energy: 0.001 } },
        {
          name: 'ehrenfest',
          ...sampled(500),
          integrator: stepped('strang'),
          guards: { norm: 1e-8, energy: 0.01 },
        },
        { ...koopmon, integrator: stepped('suzuki4', 0.12), guards: { norm: 1e-8, energy: 0.01 } },
      ],
    })
  })

  it('every problem has its parameters from the registry', () => {
    for (const problem of problems)
      expect(
        runOf({
          problem: { name: problem.name },
          'initial.wavepacket': { q: 1, p: 0, sigma: 0.5 },
          method: { name: 'ehrenfest' },
        }).problem,
      ).toEqual({
        name: problem.name,
        parameters: Object.fromEntries(
          Object.entries(problem.parameters).map(([key, { default: value }]) => [key, value]),
        ),
      })
  })

  it.each([
    ['SAC', 'tully1'],
    ['Simple', 'tully1'],
    ['dac', 'tully2'],
    ['ECR', 'tully3'],
    ['JC', 'jaynes-cummings'],
    ['RABI', 'rabi'],
  ])('%s is %s', (alias, name) => {
    expect(runOf({ 'problem.name': alias }).problem.name).toBe(name)
  })

  it('guards are loose for rk4, and may be set', () => {
    expect(runOf({ 'integrator.name': 'rk4' }).guards).toEqual({ norm: 1e-3, energy: 0.01 })
    expect(runOf({ 'integrator.name': 'rk4', 'guards.norm': 0.5 }).guards).toEqual({ norm: 0.5, energy: 0.01 })
  })

  it('the step is the largest up to the default of the problem that divides the record time', () => {
    const dt = (end: number, record: number, problem: string) =>
      runOf({ time: { end, record }, 'problem.name': problem, 'integrator.name': 'midpoint' }).integrator?.dt
    expect(dt(24, 0.2, 'rabi')).toBe(0.05)
    expect(dt(24, 0.04, 'rabi')).toBe(0.04)
    expect(dt(24, 0.12, 'rabi')).toBeCloseTo(0.04, 12)
    expect(dt(0.6, 3 * 0.05, 'rabi')).toBeCloseTo(0.05, 12)
    expect(dt(5000, 25, 'tully1')).toBe(5)
    expect(dt(5000, 12.5, 'tully1')).toBeCloseTo(12.5 / 3, 12)
    expect(runOf({ 'time.record': 0.8 }).integrator?.dt).toBe(0.2)
    expect(
      runOf({ 'time.record': 0.8, 'method.mollifier': { degree: 7 }, 'integrator.name': 'kahan-li6' }).integrator?.dt,
    ).toBe(0.4)
  })

  it('a gaussian is cut at 6.5 alpha on a lattice of 0.35 alpha', () => {
    expect(runOf({ 'method.mollifier.shape': 'gaussian' }).method).toEqual({
      ...koopmon,
      mollifier: { shape: 'gaussian', cutoff: 6.5, alpha: { q: [0.25], p: [0.5] } },
      lattice: { spacing: 0.35 },
    })
  })

  it('alpha is half the width of the wave packet, coordinate by coordinate', () => {
    const alpha = (changes: Document) => {
      const { method } = runOf(changes)
      return method.name === 'koopmon' ? method.mollifier.alpha : undefined
    }
    expect(alpha({ 'initial.wavepacket.sigma': 2, hbar: 4 })).toEqual({ q: [1], p: [0.5] })
    expect(alpha({ 'method.mollifier.alpha.q': 0.7 })).toEqual({ q: [0.7], p: [0.5] })
  })

  it('snapshots are fewer where there are fewer records, sorted, and each once', () => {
    expect(runOf({ time: { end: 1, record: 1 } }).snapshots).toEqual([0, 1])
    expect(runOf({ time: { end: 2, record: 1 } }).snapshots).toEqual([0, 1, 2])
    expect(runOf({ time: { end: 3, record: 1 } }).snapshots).toEqual([0, 1, 2, 3])
    expect(runOf({ snapshots: [24, 0.48, 0, 0.48] }).snapshots).toEqual([0, 0.48, 24])
    expect(runOf({ snapshots: 24 }).snapshots).toEqual([24])
    expect(runOf({ snapshots: [] }).snapshots).toEqual([])
  })
})

describe('what is given', () => {
  it('a bare number stands for a list of one', () => {
    expect(runOf({ 'initial.wavepacket': { q: 1.5, p: 0, sigma: 0.5 } })).toEqual(runOf())
  })

  it('psi is normalised', () => {
    const psi = [
      [3, 0],
      [0, 4],
    ]
    expect(runOf({ 'initial.wavepacket.psi': psi }).initial).toEqual({
      wavepacket: {
        ...{ q: [1.5], p: [0], sigma: [0.5], basis: 'diabatic' },
        psi: [
          [0.6, 0],
          [0, 0.8],
        ],
      },
    })
  })

  it('a point is one trajectory, sampled by nothing', () => {
    const { initial, method } = runOf({ initial: { point: { q: 1, p: 2, level: 1 } }, method: { name: 'ehrenfest' } })
    expect(initial).toEqual({ point: { q: [1], p: [2], basis: 'diabatic', level: 1 } })
    expect(method).toEqual({ name: 'ehrenfest' })
  })

  it('a cloud comes with the spec', () => {
    const changes = { initial: { particles: 'cloud.csv' }, method: { name: 'ehrenfest' } }
    const decoded = right(decodeRun(changedAll(shortestRun, changes), readText))
    expect(decoded.spec.initial).toEqual({ particles: 'cloud.csv' })
    expect(decoded.spec.method).toEqual({ name: 'ehrenfest' })
    expect(decoded.cloud?.weights).toEqual(Float64Array.of(0.75, 0.25, 0))
    expect(right(decodeRun(shortestRun, readText))).not.toHaveProperty('cloud')
  })

  it('a comparison shares one cloud', () => {
    const mollifier = { alpha: { q: 0.3, p: 0.3 } }
    const methods = [{ name: 'ehrenfest' }, { name: 'koopmon', mollifier }]
    const document = changedAll(shortestCompare, { initial: { particles: 'cloud.csv' }, methods })
    let reads = 0
    const decoded = right(
      decodeCompare(document, (path) => {
        reads += 1
        return readText(path)
      }),
    )
    expect(reads).toBe(1)
    expect(decoded.cloud?.q).toEqual(Float64Array.of(1.5, 1, 0))
    expect(decoded.spec.methods.map((method) => 'particles' in method)).toEqual([false, false])
  })

  it('the record time follows a step that is given', () => {
    expect(runOf({ 'integrator.dt': 0.05 }).time.record).toBe(0.25)
    expect(runOf({ 'integrator.dt': 0.04 }).time.record).toBe(0.24)
    expect(runOf({ 'integrator.dt': 0.05, 'time.end': 1 }).time.record).toBe(0.05)
  })

  it('a compared method takes its integrator and guards key by key', () => {
    const { methods } = compareOf({
      integrator: { name: 'strang', dt: 0.02, iterations: 9 },
      guards: { energy: 0.5 },
      methods: [
        { name: 'exact' },
        { name: 'ehrenfest' },
        { name: 'ehrenfest', integrator: { dt: 0.04 }, guards: { norm: 0.1 } },
        { name: 'koopmon' },
        { name: 'koopmon', integrator: { name: 'suzuki4', tolerance: 1e-9 } },
      ],
    })
    const base = { tolerance: 1e-13, iterations: 9 }
    expect(methods.map(({ integrator }) => integrator)).toEqual([
      undefined,
      { name: 'strang', dt: 0.02, ...base },
      { name: 'strang', dt: 0.04, ...base },
      { name: 'strang', dt: 0.02, ...base },
      { name: 'suzuki4', dt: 0.02, ...base, tolerance: 1e-9 },
    ])
    expect(methods.map(({ guards }) => guards)).toEqual([
      { norm: 1e-8, energy: 0.5 },
      { norm: 1e-8, energy: 0.5 },
      { norm: 0.1, energy: 0.5 },
      { norm: 1e-8, energy: 0.5 },
      { norm: 1e-8, energy: 0.5 },
    ])
  })

  it('the grid of exact', () => {
    const grid = { box: [-8, 8], points: 256, dt: 0.048 }
    expect(runOf({ method: { name: 'exact', grid } }).method).toEqual({ name: 'exact', grid })
  })
})

describe('encodeSpec', () => {
  it('writes a run in the format of the user', () => {
    const { snapshots, time, initial } = common
    expect(encodeSpec(runOf())).toEqual({
      spec: 1,
      hbar: 1,
      problem: { name: 'rabi', omega: 1, splitting: 1, coupling: 0.1 },
      initial,
      method: koopmon,
      integrator: stepped('suzuki4', 0.12),
      time,
      guards: { norm: 1e-8, energy: 0.01 },
      snapshots,
    })
  })

  it('writes a comparison with each method carrying its own settings', () => {
    const encoded = encodeSpec(compareOf()) as Document
    expect(Object.keys(encoded)).toEqual(['spec', 'hbar', 'problem', 'initial', 'methods', 'time', 'snapshots'])
    expect((encoded.methods as ReadonlyArray<Document>)[1]).toEqual({
      name: 'ehrenfest',
      ...sampled(500),
      integrator: stepped('strang'),
      guards: { norm: 1e-8, energy: 0.01 },
    })
  })
})
