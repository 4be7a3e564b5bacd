import { decodeCompare, decodeRun, encodeSpec, runOf, specSchema } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const ofRun = (changes: Document) => {
  const decoded = decodeRun(changedAll(shortestRun, changes), readText)
  return E.isRight(decoded) ? decoded.right.spec : decoded.left
}
const right = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isRight(decoded)) return decoded.right
  throw new Error(JSON.stringify(decoded.left))
}

const random = { method: { name: 'ehrenfest', sampling: 'random' } }
const fssh = { method: { name: 'fssh' } }
const point = { initial: { point: { q: 1, p: 0 } } }
const cloud = { initial: { particles: 'cloud.csv' } }
const target = { statistics: { target: 0.01 } }
const alpha = { 'method.mollifier.alpha': { q: 0.3, p: 0.3 } }

describe('replicas and statistics of a run', () => {
  test('have defaults and stay through encoding and decoding', () => {
    const spec = ofRun({ replicas: 12, ...target })
    expect(spec).toMatchObject({ replicas: 12, statistics: { target: 0.01, most: 100_000 } })
    const given = ofRun({ ...random, statistics: { target: 0.01, most: 1000 } })
    expect(given).toMatchObject({ statistics: { target: 0.01, most: 1000 } })
    for (const document of [
      { replicas: 8 },
      { replicas: 12, ...target },
      { ...random, ...target },
      { ...fssh, ...target },
    ]) {
      const { spec: first } = right(decodeRun(changedAll(shortestRun, document), readText))
      expect(right(decodeRun(encodeSpec(first), readText)).spec).toEqual(first)
    }
  })
  test('are absent where they are not given', () => {
    expect(Object.keys(ofRun({}))).not.toContain('replicas')
    expect(Object.keys(ofRun({}))).not.toContain('statistics')
  })

  const lattice = { method: { name: 'ehrenfest', sampling: 'lattice' } }
  test.each<readonly [Document, string, string]>([
    [{ method: { name: 'exact' }, replicas: 8 }, 'replicas', 'got 8, and exact samples nothing: remove this key'],
    [
      { method: { name: 'exact' }, ...target },
      'statistics',
      'exact samples nothing, so there is no error to aim at: remove this key',
    ],
    [{ ...lattice, replicas: 9 }, 'replicas', 'got 9, and sampling: lattice is the same every time: remove this key'],
    [
      { ...lattice, ...target },
      'statistics',
      'sampling: lattice is the same every time, so there is no error to aim at: remove this key',
    ],
    [
      { ...point, ...alpha, replicas: 8 },
      'replicas',
      'got 8, and initial.point is the same every time: remove this key',
    ],
    [
      { ...cloud, ...alpha, replicas: 8 },
      'replicas',
      'got 8, and initial.particles is the same every time: remove this key',
    ],
    [
      { ...random, replicas: 8 },
      'replicas',
      'got 8, and these trajectories are independent and their own scatter gives the standard errors: remove this key',
    ],
    [
      { ...fssh, ...point, replicas: 8 },
      'replicas',
      'got 8, and these trajectories are independent and their own scatter gives the standard errors: remove this key',
    ],
    [
      target,
      'statistics',
      'a target error needs several samples: give replicas too, or sampling: random for ehrenfest and fssh',
    ],
    [
      { ...random, 'method.tracers': 'cloud.csv', ...target },
      'statistics',
      'a run with tracers is not divided into blocks, so it cannot end at a target error: remove this key, or method.tracers',
    ],
    [{ replicas: 7 }, 'replicas', 'got 7; give a whole number from 8 to 10000'],
    [{ replicas: 8.5 }, 'replicas', 'got 8.5; give a whole number from 8 to 10000'],
    [{ ...random, statistics: { target: 0 } }, 'statistics.target', 'got 0; give a number > 0'],
    [
      { ...random, statistics: { target: 0.1, most: 100 } },
      'statistics.most',
      'got 100; give a whole number from 256 to 10000000',
    ],
  ])('are refused in one sentence: %j', (changes, path, message) => expect(ofRun(changes)).toEqual([{ path, message }]))

  test.each<Document>([
    { replicas: 8 },
    { method: { name: 'mean-field' }, replicas: 8 },
    { method: { name: 'mean-field', sampling: 'random' }, replicas: 8, ...target },
    { method: { name: 'ehrenfest' }, replicas: 8 },
    { method: { name: 'ehrenfest', tracers: 'cloud.csv' }, replicas: 8, ...target },
    { method: { name: 'fssh', sampling: 'halton' }, replicas: 8 },
    { method: { name: 'fssh', sampling: 'lattice' }, replicas: 8 },
    { ...fssh, ...cloud, replicas: 8, ...target },
    { ...fssh, ...point, ...target },
    { ...fssh, ...target },
    { ...random, ...target },
  ])('apply: %j', (changes) => expect(ofRun(changes)).toMatchObject({ spec: 1 }))
})

test('in a comparison they apply to the methods they can apply to', () => {
  const document = changedAll(shortestCompare, {
    methods: [
      { name: 'exact' },
      { name: 'ehrenfest', sampling: 'random' },
      { name: 'ehrenfest' },
      { name: 'fssh' },
      { name: 'koopmon', sampling: 'lattice' },
      { name: 'koopmon' },
    ],
    replicas: 9,
    ...target,
  })
  const { spec } = right(decodeCompare(document, readText))
  const applied = spec.methods.map((method) => {
    const { replicas, statistics } = runOf(spec, method)
    return [replicas, statistics?.target]
  })
  expect(applied).toEqual([
    [undefined, undefined],
    [undefined, 0.01],
    [9, 0.01],
    [undefined, 0.01],
    [undefined, undefined],
    [9, 0.01],
  ])
  expect(right(decodeCompare(encodeSpec(spec), readText)).spec).toEqual(spec)
  const { replicas: _, ...without } = spec
  expect(spec.methods.map((method) => runOf(without, method).statistics?.target)).toEqual([
    undefined,
    0.01,
    undefined,
    0.01,
    undefined,
    undefined,
  ])
})

test('the JSON Schema has them, with what they mean', () => {
  const forms = specSchema().anyOf as ReadonlyArray<{ readonly properties: { readonly [key: string]: Document } }>
  expect(forms.length).toBe(2)
  for (const { properties } of forms) {
    expect(properties.replicas).toMatchObject({ type: 'integer', minimum: 8, maximum: 10_000 })
    expect(properties.replicas.description).toContain('standard errors')
    expect(properties.statistics).toMatchObject({
      required: ['target'],
      additionalProperties: false,
      properties: { target: { exclusiveMinimum: 0 }, most: { minimum: 256, default: 100_000 } },
    })
  }
})

describe('fssh', () => {
  test('has defaults that keep the energy', () =>
    expect(ofRun(fssh)).toMatchObject({
      method: {
        name: 'fssh',
        particles: 1000,
        sampling: 'random',
        seed: 1,
        hopping: 'instantaneous',
        rescale: 'nac',
        frustrated: 'reverse',
        decoherence: 'none',
      },
      integrator: { name: 'strang' },
    }))
  test('takes particles and a seed with a point, and a seed with a cloud', () => {
    const { method } = right(
      decodeRun(changedAll(shortestRun, { method: { name: 'fssh', particles: 40, seed: 7 }, ...point }), readText),
    ).spec
    expect(method).toMatchObject({ particles: 40, seed: 7 })
    expect(Object.keys(method)).not.toContain('sampling')
    expect(ofRun({ ...fssh, ...cloud, 'method.seed': 7 })).toMatchObject({ method: { seed: 7 } })
  })
  test('has a constant for edc and for nothing else', () => {
    expect(ofRun({ method: { name: 'fssh', decoherence: 'edc' } })).toMatchObject({ method: { edcConstant: 0.1 } })
    expect(Object.keys(right(decodeRun(changedAll(shortestRun, fssh), readText)).spec.method)).not.toContain(
      'edcConstant',
    )
  })
  const open = 'unknown key'
  test.each<readonly [Document, string, ReadonlyArray<string>]>([
    [{ 'method.sampling': 'random', ...point }, 'method.sampling', ['initial.point', 'nothing is sampled', 'remove']],
    [{ 'method.sampling': 'halton', ...cloud }, 'method.sampling', ['initial.particles', 'remove']],
    [{ 'method.particles': 3, ...cloud }, 'method.particles', ['initial.particles', 'remove']],
    [{ 'method.edcConstant': 0.2 }, 'method.edcConstant', ['constant of edc', 'remove', 'decoherence: edc']],
    [{ 'method.decoherence': 'edc', 'method.edcConstant': 0 }, 'method.edcConstant', ['got 0', '> 0']],
    [{ 'method.hopping': 'tully' }, 'method.hopping', ['instantaneous', 'cumulative']],
    [{ 'method.rescale': 'velocities' }, 'method.rescale', ["nearest is 'velocity'", 'nac']],
    [{ 'method.frustrated': 'reject' }, 'method.frustrated', ['ignore', 'reverse']],
    [{ 'method.decoherence': 'edcc' }, 'method.decoherence', ["nearest is 'edc'", 'none']],
    [{ 'method.tracers': 'cloud.csv' }, 'method.tracers', [open]],
    [{ 'method.mollifier': {} }, 'method.mollifier', [open, 'koopmon']],
    [{ 'integrator.name': 'midpoint' }, 'integrator.name', ["'midpoint' cannot drive fssh", 'use strang']],
    [{ 'problem.name': 'rashba' }, 'method.name', ["fssh cannot treat 'rashba'"]],
    [{ 'problem.name': 'jaynes-cummings' }, 'method.name', ["fssh cannot treat 'jaynes-cummings'"]],
  ])('refuses in one sentence: %j', (changes, path, words) => {
    const found = ofRun({ ...fssh, ...changes })
    if (!Array.isArray(found)) throw new Error('this must be refused')
    expect(found.map((problem) => problem.path)).toEqual([path])
    for (const word of words) expect(found[0].message).toContain(word)
    expect(found[0].message).not.toMatch(/\. \S/)
    expect(found[0].message).not.toMatch(/surfaceHopping/)
  })
  test('leaves an integrator it cannot use to the other methods of a comparison', () => {
    const document = changedAll(shortestCompare, {
      methods: [{ name: 'ehrenfest' }, { name: 'fssh' }],
      'integrator.name': 'suzuki4',
    })
    const { spec } = right(decodeCompare(document, readText))
    expect(spec.methods.map(({ integrator }) => integrator?.name)).toEqual(['suzuki4', 'strang'])
  })
})
