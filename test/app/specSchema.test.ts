import { decodeCompare, decodeRun, problems, specSchema } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

interface Schema {
  readonly [keyword: string]: unknown
}

const root: Schema = specSchema()

const resolved = (schema: Schema): Schema =>
  typeof schema.$ref === 'string'
    ? (schema.$ref.slice(2).split('/') as ReadonlyArray<string>).reduce((at, key) => at[key] as Schema, root)
    : schema

const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasType = (type: unknown, value: unknown): boolean => {
  if (type === 'object') return isObject(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return type === 'number' ? Number.isFinite(value) : typeof value === type
}

/** The keywords that the published schema uses; any other is an error of this test. */
const keywords: { readonly [name: string]: (given: never, value: unknown, schema: Schema) => boolean } = {
  type: (type: string, value) => hasType(type, value),
  const: (given: unknown, value) => given === value,
  enum: (given: ReadonlyArray<unknown>, value) => given.includes(value),
  anyOf: (given: ReadonlyArray<Schema>, value) => given.some((schema) => accepts(schema, value)),
  minimum: (given: number, value) => (value as number) >= given,
  maximum: (given: number, value) => (value as number) <= given,
  exclusiveMinimum: (given: number, value) => (value as number) > given,
  exclusiveMaximum: (given: number, value) => (value as number) < given,
  minLength: (given: number, value) => (value as string).length >= given,
  minItems: (given: number, value) => (value as ReadonlyArray<unknown>).length >= given,
  maxItems: (given: number, value) => (value as ReadonlyArray<unknown>).length <= given,
  items: (given: Schema | false, value, { prefixItems }) =>
    (value as ReadonlyArray<unknown>)
      .slice(((prefixItems ?? []) as ReadonlyArray<unknown>).length)
      .every((entry) => given !== false && accepts(given, entry)),
  prefixItems: (given: ReadonlyArray<Schema>, value) =>
    given.every((schema, index) => accepts(schema, (value as ReadonlyArray<unknown>)[index])),
  required: (given: ReadonlyArray<string>, value) => given.every((key) => Object.hasOwn(value as Document, key)),
  properties: (given: { readonly [key: string]: Schema }, value) =>
    Object.entries(given).every(
      ([key, schema]) => !Object.hasOwn(value as Document, key) || accepts(schema, (value as Document)[key]),
    ),
  propertyNames: (given: Schema, value) => Object.keys(value as Document).every((key) => accepts(given, key)),
  additionalProperties: (given: boolean | Schema, value, { properties }) =>
    given === true ||
    Object.entries(value as Document).every(
      ([key, entry]) => Object.hasOwn((properties ?? {}) as object, key) || (given !== false && accepts(given, entry)),
    ),
}
const annotations = ['$schema', '$defs', 'title', 'id', 'description', 'default', 'unit']

const accepts = (given: Schema, value: unknown): boolean => {
  const schema = resolved(given)
  const checks = Object.keys(schema).filter((key) => !annotations.includes(key))
  const strange = checks.find((key) => !Object.hasOwn(keywords, key))
  if (strange !== undefined) throw new Error(`the schema uses the keyword ${strange}, which this test does not know`)
  const first = checks.includes('type') ? hasType(schema.type, value) : true
  return first && checks.every((key) => keywords[key](schema[key] as never, value, schema))
}

/** Every property of the schema by dotted path; alternatives are walked under the same path. */
const properties = (given: Schema, path = ''): ReadonlyArray<readonly [path: string, schema: Schema]> => {
  const schema = resolved(given)
  const inner = Object.entries((schema.properties ?? {}) as { readonly [key: string]: Schema })
  const alternatives = (schema.anyOf ?? []) as ReadonlyArray<Schema>
  const items = isObject(schema.items) ? [schema.items as Schema] : []
  return [
    ...inner.flatMap(([key, property]) => {
      const at = path === '' ? key : `${path}.${key}`
      return [[at, resolved(property)] as const, ...properties(property, at)]
    }),
    ...[...alternatives, ...items].flatMap((alternative) => properties(alternative, path)),
  ]
}

const all = properties(root)
const at = (path: string): ReadonlyArray<Schema> => all.filter(([found]) => found === path).map(([, schema]) => schema)

describe('the JSON Schema states', () => {
  it.each([
    ['spec', 1],
    ['hbar', 1],
    ['initial.wavepacket.basis', 'diabatic'],
    ['initial.wavepacket.level', 0],
    ['initial.point.basis', 'diabatic'],
    ['integrator.tolerance', 1e-13],
    ['integrator.iterations', 50],
    ['method.seed', 1],
    ['methods.seed', 1],
    ['methods.integrator.iterations', 50],
    ['method.mollifier.shape', 'bspline'],
    ['method.mollifier.degree', 5],
    ['method.mollifier.cutoff', 6.5],
  ])('the default of %s', (path, value) => {
    expect(at(path).length).toBeGreaterThan(0)
    for (const schema of at(path)) expect(schema.default).toEqual(value)
  })

  it('the default number of particles of each method', () => {
    expect(at('method.particles').map((schema) => schema.default)).toEqual([500, 500, 1000, 300, 300])
    const samplings = ['halton', 'halton', 'random', 'halton', 'halton']
    expect(at('method.sampling').map((schema) => schema.default)).toEqual(samplings)
    expect(at('methods.sampling').map((schema) => schema.default)).toEqual(samplings)
  })

  it('the parameters of every problem with their defaults', () => {
    const alternatives = (resolved({ $ref: '#/$defs/problem' }).anyOf as ReadonlyArray<Schema>).map(
      (schema) => schema.properties as { readonly [key: string]: Schema },
    )
    for (const problem of problems) {
      const found = alternatives.find(({ name }) => (name.enum as ReadonlyArray<string>).includes(problem.name))
      expect(found?.name.enum).toEqual([problem.name, ...problem.aliases])
      for (const [key, parameter] of Object.entries(problem.parameters))
        expect(found?.[key]).toMatchObject({ default: parameter.default, description: parameter.description })
    }
  })

  it.each([
    ['time.record', 'time.end / 100'],
    ['integrator.name', 'strang for ehrenfest, midpoint for mean-field, suzuki4 for koopmon'],
    ['integrator.dt', 'the largest step up to the default step of the problem'],
    ['method.mollifier.alpha.q', '0.5 sigma of the wave packet, a modelling choice'],
    ['method.mollifier.alpha.p', '0.5 hbar / (2 sigma) of the wave packet, a modelling choice'],
    ['method.lattice.spacing', '0.7 for a bspline, 0.35 for a gaussian'],
    ['guards.norm', '1e-8, or 1e-3 with rk4'],
    ['guards.energy', '0.01, or 0.001 for exact'],
    ['methods.guards.energy', '0.01, or 0.001 for exact'],
    ['snapshots', 'the start, the end'],
  ])('how the default of %s follows', (path, words) => {
    expect(at(path).length).toBeGreaterThan(0)
    for (const schema of at(path)) expect(schema.description).toContain(`Default: ${words}`)
  })

  it.each([
    ['initial.wavepacket.sigma', 'length'],
    ['initial.point.p', 'momentum'],
    ['time.end', 'time'],
    ['integrator.dt', 'time'],
    ['method.grid.box', 'length'],
    ['method.lattice.spacing', 'alpha'],
  ])('the unit of %s', (path, unit) => {
    expect(at(path).length).toBeGreaterThan(0)
    for (const schema of at(path)) {
      expect(schema.unit).toBe(unit)
      expect(schema.description).toContain(`Unit: ${unit}.`)
    }
  })

  it('a description of every key', () => {
    expect(all.length).toBeGreaterThan(60)
    expect(all.filter(([, { description }]) => typeof description !== 'string').map(([path]) => path)).toEqual([])
  })

  it('the same each time, as plain JSON', () => {
    expect(specSchema()).toEqual(root)
    expect(JSON.parse(JSON.stringify(root))).toEqual(root)
  })
})

const wrong: ReadonlyArray<Document> = [
  { problem: undefined },
  { 'problem.name': 'rabbi' },
  { 'problem.mass': 1 },
  { 'problem.omega': 0 },
  { initial: {} },
  { 'initial.point': { q: 1, p: 0 } },
  { 'initial.wavepacket.sigma': [] },
  { 'initial.wavepacket.psi': [[1]] },
  { 'method.name': 'fssh', 'method.mollifier': {} },
  { 'method.name': 'surface-hopping' },
  { 'method.mollifier.degree': 6 },
  { 'method.mollifier.alpha.q': -1 },
  { 'method.lattice.spacing': 2 },
  { 'method.grid.points': 100, 'method.name': 'exact' },
  { 'integrator.name': 'euler' },
  { 'integrator.dt': -1 },
  { 'time.end': '24' },
  { 'guards.norm': 0 },
  { snapshots: ['end'] },
  { sweep: {} },
  { sweep: { 'problem.coupling': 0.2 } },
  { problem: { name: 'spin-boson', bath: 'omic' } },
  { problem: { name: 'spin-boson', modes: 2.5 } },
  { problem: { name: 'spin-boson', modes: 0 } },
  { problem: { name: 'polynomial', B: [] } },
  { problem: { name: 'polynomial', B: [[[[1, 2, 3]]]] } },
  { problem: { name: 'polynomial', A: [1] } },
  { methods: [{ name: 'exact' }] },
]

const fine: ReadonlyArray<Document> = [
  {},
  { spec: 1, hbar: 2, 'problem.name': 'SAC', 'problem.mass': 1836 },
  { problem: { name: 'spin-boson', bath: 'debye', modes: 1 } },
  {
    problem: {
      name: 'polynomial',
      B: [
        [
          [1, [0, 2]],
          [[0, -2], 0],
        ],
      ],
    },
  },
  { 'initial.wavepacket.q': 1, 'initial.wavepacket.level': 1, 'initial.wavepacket.basis': 'adiabatic' },
  { 'initial.wavepacket.psi': Array.from({ length: 2 }, () => [1, 0]) },
  { initial: { particles: 'cloud.csv' }, 'method.mollifier.alpha': { q: 1, p: [1] } },
  { method: { name: 'exact', grid: { points: 64, box: [-1, 1], dt: 0.24 } }, guards: { norm: 1 } },
  { 'method.mollifier': { shape: 'gaussian', cutoff: 8.5 }, 'integrator.name': 'suzuki4', snapshots: 24 },
]

describe('the JSON Schema and the decoder agree on shapes', () => {
  it.each(wrong)('both refuse %j', (changes) => {
    const document = changedAll(shortestRun, changes)
    expect(accepts(root, document)).toBe(false)
    expect(E.isLeft(decodeRun(document, readText))).toBe(true)
  })

  it.each(fine)('both accept %j', (changes) => {
    const document = changedAll(shortestRun, changes)
    expect(decodeRun(document, readText)).toMatchObject({ _tag: 'Right' })
    expect(accepts(root, document)).toBe(true)
  })

  it('for comparisons', () => {
    const check = (changes: Document) => {
      const document = changedAll(shortestCompare, changes)
      return [accepts(root, document), E.isRight(decodeCompare(document, readText))]
    }
    expect(check({})).toEqual([true, true])
    expect(check({ 'methods.1.integrator': { dt: 0.02 }, 'methods.0.guards': { norm: 1 } })).toEqual([true, true])
    expect(check({ methods: [] })).toEqual([false, false])
    expect(check({ 'methods.0.integrator': { dt: 0.02 } })).toEqual([false, false])
    expect(check({ 'methods.1.guards': { norm: -1 } })).toEqual([false, false])
  })
})
