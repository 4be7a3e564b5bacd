import { decodeCompare, decodeRun, decodeStudy, encodeStudy, expandSweep, runKey, setAt } from '@casimir/experiments'
import { fc, test as property } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, test } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const swept = (sweep: unknown): Document => ({ ...shortestCompare, sweep })
const settingsOf = (sweep: unknown) =>
  right(expandSweep(swept(sweep))).points.map(({ settings }) =>
    Object.fromEntries(settings.map(({ path, value }) => [path, value])),
  )

describe('a sweep', () => {
  it('as a mapping is a grid whose last axis runs fastest', () => {
    expect(settingsOf({ 'problem.coupling': [1, 2], hbar: [3, 4, 5] })).toEqual([
      { 'problem.coupling': 1, hbar: 3 },
      { 'problem.coupling': 1, hbar: 4 },
      { 'problem.coupling': 1, hbar: 5 },
      { 'problem.coupling': 2, hbar: 3 },
      { 'problem.coupling': 2, hbar: 4 },
      { 'problem.coupling': 2, hbar: 5 },
    ])
  })

  it('as a list has lists that go together in one mapping, and mappings that multiply', () => {
    const sweep = [{ 'problem.coupling': [1, 2], 'problem.omega': [7, 8] }, { hbar: [3, 4] }]
    expect(settingsOf(sweep)).toEqual([
      { 'problem.coupling': 1, 'problem.omega': 7, hbar: 3 },
      { 'problem.coupling': 1, 'problem.omega': 7, hbar: 4 },
      { 'problem.coupling': 2, 'problem.omega': 8, hbar: 3 },
      { 'problem.coupling': 2, 'problem.omega': 8, hbar: 4 },
    ])
  })

  it('absent is one point, the document itself', () => {
    const { axes, points } = right(decodeStudy(shortestCompare, readText))
    expect([axes, points.length, points[0]?.settings]).toEqual([[], 1, []])
    expect(points[0]?.decoded).toEqual(right(decodeCompare(shortestCompare, readText)))
  })

  const twoKoopmons = { ...shortestCompare, methods: [{ name: 'exact' }, { name: 'Koopmon' }, { name: 'koopmon' }] }
  it.each([
    ['methods.koopmon-2.particles', 2],
    ['methods.koopmon-1.particles', 1],
    ['methods.koopmon.particles', 1],
    ['methods.2.particles', 2],
  ])('%s is a path to method %d', (path, index) => {
    const { points } = right(decodeStudy({ ...twoKoopmons, sweep: { [path]: [41, 43] } }, readText))
    const particles = points.map(({ decoded }) => decoded.spec.methods.map((method) => Object(method).particles))
    expect(particles).toEqual([41, 43].map((n) => [undefined, 300, 300].with(index, n)))
  })

  it('may change what a method is: its name is that of the document', () => {
    const sweep = { 'methods.koopmon.name': ['ehrenfest', 'mean-field'], 'methods.koopmon.particles': [5, 6] }
    const methods = [{ name: 'exact' }, { name: 'koopmon' }]
    const { points } = right(decodeStudy({ ...shortestCompare, methods, sweep }, readText))
    expect(points.map(({ decoded }) => decoded.spec.methods[1])).toMatchObject([
      { name: 'ehrenfest', particles: 5 },
      { name: 'ehrenfest', particles: 6 },
      { name: 'mean-field', particles: 5 },
      { name: 'mean-field', particles: 6 },
    ])
  })

  it('may change the time, and what is whole at a path', () => {
    const sweep = [{ 'time.end': [1, 2], 'initial.wavepacket.q': [[0.5], [1.5]] }]
    const { points } = right(decodeStudy(swept(sweep), readText))
    expect(points.map(({ decoded: { spec } }) => [spec.time.end, Object(spec.initial).wavepacket.q])).toEqual([
      [1, [0.5]],
      [2, [1.5]],
    ])
  })

  it('leaves defaults to follow from it', () => {
    const { points } = right(decodeStudy(swept({ 'initial.wavepacket.sigma': [0.4, 0.8] }), readText))
    const alphas = points.map(({ decoded }) => Object(decoded.spec.methods[2]).mollifier.alpha.q[0])
    expect(alphas[1] / alphas[0]).toBeCloseTo(2, 12)
  })

  it('reads a file once, and holds its cloud once', () => {
    let read = 0
    const document = {
      problem: { name: 'rabi' },
      initial: { particles: 'cloud.csv' },
      methods: [{ name: 'ehrenfest' }],
      time: { end: 24 },
      sweep: { 'problem.coupling': [0.1, 0.2, 0.3] },
    }
    const counted = (path: string) => {
      read++
      return readText(path)
    }
    const { points } = right(decodeStudy(document, counted))
    expect(read).toBe(1)
    expect(new Set(points.map(({ decoded }) => decoded.cloud)).size).toBe(1)
    expect(points[0]?.decoded.cloud?.weights.length).toBe(3)
  })

  const values = (least: number) =>
    fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: least, maxLength: 5 })
  const axis = (path: string) => values(1).map((list) => ({ [path]: list.map((k) => k / 1000) }))
  const together = values(2).map((list) => ({
    'problem.omega': list.map((k) => k / 500),
    'methods.koopmon.mollifier.alpha.q': list.map((k) => k / 1000),
  }))
  const sweeps = fc
    .tuple(axis('problem.coupling'), together, axis('problem.splitting'))
    .chain((all) => fc.shuffledSubarray(all, { minLength: 1 }))

  property.prop([sweeps], { numRuns: 40 })('encoded and decoded again gives the same points', (sweep) => {
    const plan = right(decodeStudy(swept(sweep), readText))
    expect(plan.points.length).toBe(sweep.reduce((n, one) => n * (Object.values(one)[0]?.length ?? 0), 1))
    expect(right(decodeStudy(JSON.parse(JSON.stringify(encodeStudy(plan))), readText))).toEqual(plan)
  })

  it('as a grid, encoded and decoded again gives the same points', () => {
    const plan = right(decodeStudy(swept({ 'problem.coupling': [1, 2], hbar: [1, 2] }), readText))
    expect(right(decodeStudy(encodeStudy(plan), readText))).toEqual(plan)
    expect(encodeStudy(right(decodeStudy(shortestCompare, readText)))).toEqual(shortestCompare)
  })
})

describe('runKey', () => {
  const key = (document: unknown) => runKey(right(decodeRun(document, readText)).spec)
  it('is the same for the same computation, however it is written', () => {
    const { time, method, ...others } = shortestRun
    expect(key({ method, time, ...others })).toBe(key(shortestRun))
    expect(key(changedAll(shortestRun, { hbar: 1, 'initial.wavepacket.q': 1.5 }))).toBe(key(shortestRun))
    const cloud = { ...shortestRun, initial: { particles: 'cloud.csv' }, method: { name: 'ehrenfest' } }
    const read = (path: string) => readText(path.replace('./', ''))
    const spelt = (particles: string) => runKey(right(decodeRun({ ...cloud, initial: { particles } }, read)).spec)
    expect(spelt('./cloud.csv')).toBe(spelt('cloud.csv'))
  })
  it.each([
    [{ 'problem.coupling': 0.2 }],
    [{ 'method.seed': 2 }],
    [{ 'time.end': 12 }],
    [{ 'guards.norm': 1e-3 }],
    [{ snapshots: [0] }],
    [{ 'integrator.name': 'midpoint' }],
  ])('changes with %j', (changes) => expect(key(changedAll(shortestRun, changes))).not.toBe(key(shortestRun)))
})

describe('setAt', () => {
  const document = { methods: [{ name: 'exact' }, { name: 'koopmon' }], sweep: { hbar: [1] } }
  test('names a path of the sweep with dots', () => {
    expect(setAt('sweep.problem.coupling', [1])(document)).toEqual(
      E.right({ ...document, sweep: { hbar: [1], 'problem.coupling': [1] } }),
    )
    const inList = { sweep: [{ hbar: [1] }] }
    expect(setAt('sweep.1.problem.coupling', [2])(inList)).toEqual(
      E.right({ sweep: [{ hbar: [1] }, { 'problem.coupling': [2] }] }),
    )
  })
  test.each([
    [
      'methods.kopmon.seed',
      "unknown method 'kopmon': the nearest is 'koopmon', allowed are exact, koopmon and the numbers from 0 to 1",
    ],
    ['methods.4.seed', 'methods is a list of 2, so 4 must be a number from 0 to 2'],
    ['a..b', "'a..b' is no path: give keys with a dot between, as in problem.coupling"],
  ])('%s is refused', (path, sentence) => expect(setAt(path, 1)(document)).toEqual(E.left(sentence)))
})
