import type { RunSpec } from '@casimir/experiments'
import { decodeCompare, decodeRun, encodeSpec, problems } from '@casimir/experiments'
import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changed, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const millionths = (low: number, high: number) => fc.integer({ min: low * 1e6, max: high * 1e6 }).map((k) => k / 1e6)
const signed = millionths(-20, 20)
const above = millionths(0, 20).map((x) => x + 1e-6)
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const present = (document: Document): Document =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined))
const mapping = (entries: { readonly [key: string]: fc.Arbitrary<unknown> }) => fc.record(entries).map(present)
const listOrBare = (entry: fc.Arbitrary<number>) => fc.oneof(entry, fc.tuple(entry))

/** The problems of one degree of freedom and two levels with numbers for parameters; problems.test.ts has the others. */
const plainProblems = problems.filter(({ parameters, build }) => {
  const defaults = Object.entries(parameters).map(([key, { default: value }]) => [key, value] as const)
  const { levels, dof } = build(Object.fromEntries(defaults))
  return levels === 2 && dof === 1 && defaults.every(([, value]) => typeof value === 'number')
})

const problem = fc.constantFrom(...plainProblems).chain(({ name, aliases, parameters }) =>
  mapping({
    name: fc.constantFrom(name, ...aliases, name.toUpperCase()),
    ...Object.fromEntries(
      Object.entries(parameters).map(([key, parameter]) => [key, some('positive' in parameter ? above : signed)]),
    ),
  }),
)

const amplitude = fc.tuple(signed, signed)
const start = fc.oneof(
  mapping({ basis: some(fc.constantFrom('diabatic', 'adiabatic')), level: some(fc.constantFrom(0, 1)) }),
  mapping({ basis: some(fc.constant('diabatic')), psi: fc.tuple(amplitude, fc.constant([1, -3] as const)) }),
)
const placed = (more: { readonly [key: string]: fc.Arbitrary<unknown> }) =>
  fc.tuple(mapping({ q: listOrBare(signed), p: listOrBare(signed), ...more }), start).map(([a, b]) => ({ ...a, ...b }))

type Kind = 'wavepacket' | 'point' | 'particles'
const initial: { readonly [kind in Kind]: fc.Arbitrary<Document> } = {
  wavepacket: placed({ sigma: listOrBare(above) }).map((wavepacket) => ({ wavepacket })),
  point: placed({}).map((point) => ({ point })),
  particles: fc.constant({ particles: 'cloud.csv' }),
}

const time = fc
  .record({ dt: above, steps: fc.integer({ min: 1, max: 20 }), records: fc.integer({ min: 1, max: 500 }) })
  .map(({ dt, steps, records }) => ({ dt, record: dt * steps, end: dt * steps * records, records }))
type Time = { readonly dt: number; readonly record: number; readonly end: number; readonly records: number }

const sampling = (kind: Kind) =>
  kind === 'wavepacket'
    ? {
        particles: some(fc.integer({ min: 1, max: 5000 })),
        sampling: some(fc.constantFrom('halton', 'random', 'lattice')),
        seed: some(fc.nat()),
      }
    : {}

const alphaOf = (kind: Kind) => {
  const alpha = kind === 'wavepacket' ? some(listOrBare(above)) : listOrBare(above)
  return mapping({ q: alpha, p: alpha })
}

const mollifier = (kind: Kind) =>
  fc.oneof(
    mapping({
      shape: some(fc.constant('bspline')),
      degree: some(fc.constantFrom(5, 7, 9, 11, 13, 15)),
      alpha: alphaOf(kind),
    }),
    mapping({ shape: fc.constant('gaussian'), cutoff: some(above.map((x) => x + 4)), alpha: alphaOf(kind) }),
  )

const lattice = mapping({ spacing: some(millionths(0.1, 0.866)) })

const grid = (dt: number) =>
  mapping({
    box: some(fc.tuple(millionths(-30, -1), millionths(0, 30))),
    points: some(fc.constantFrom(64, 128, 1024)),
    dt: some(fc.constant(dt)),
  })

const method = (kind: Kind, dt: number): fc.Arbitrary<Document> =>
  fc.oneof(
    ...(kind === 'wavepacket' ? [mapping({ name: fc.constant('exact'), grid: some(grid(dt)) })] : []),
    mapping({ name: fc.constant('ehrenfest'), ...sampling(kind) }),
    mapping({ name: fc.constant('koopmon'), ...sampling(kind), mollifier: mollifier(kind), lattice: some(lattice) }),
  )

const integrator = (dt: number, names: ReadonlyArray<string>) =>
  mapping({
    name: some(fc.constantFrom(...names)),
    dt: some(fc.constant(dt)),
    tolerance: some(fc.constantFrom(1e-6, 1e-12)),
    iterations: some(fc.integer({ min: 1, max: 100 })),
  })
const anyName = ['midpoint', 'suzuki4', 'rk4', 'strang', 'kahan-li6', 'lie-trotter', 'blanes-moan4']
const forAll = ['midpoint', 'suzuki4', 'rk4', 'strang']
const guards = mapping({ norm: some(above), energy: some(above) })

const shared = (kind: Kind, { dt, record, end, records }: Time, names: ReadonlyArray<string>) => ({
  spec: some(fc.constant(1)),
  hbar: some(above),
  problem,
  initial: initial[kind],
  time: fc.constant({ end, record }),
  integrator: some(integrator(dt, names)),
  guards: some(guards),
  snapshots: some(fc.array(fc.integer({ min: 0, max: records }).map((k) => k * record))),
})

const kinds = fc.constantFrom<Kind>('wavepacket', 'point', 'particles')

const runs = fc
  .tuple(kinds, time)
  .chain(([kind, times]) => mapping({ ...shared(kind, times, forAll), method: method(kind, times.dt) }))

const compared = (kind: Kind, dt: number) =>
  fc
    .tuple(method(kind, dt), some(integrator(dt, forAll)), some(guards))
    .map(([entry, own, bounds]) =>
      present({ ...entry, integrator: entry.name === 'exact' ? undefined : own, guards: bounds }),
    )

const comparisons = fc.tuple(kinds, time).chain(([kind, times]) =>
  mapping({
    ...shared(kind, times, anyName),
    methods: fc.array(compared(kind, times.dt), { minLength: 1, maxLength: 4 }),
  }),
)

const right = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

describe('decoding what encodeSpec writes gives the spec again', () => {
  test.prop([runs], { numRuns: 300 })('runs', (document) => {
    const decoded = right(decodeRun(document, readText))
    expect(right(decodeRun(JSON.parse(JSON.stringify(encodeSpec(decoded.spec))), readText))).toEqual(decoded)
  })

  test.prop([comparisons], { numRuns: 300 })('comparisons', (document) => {
    const decoded = right(decodeCompare(document, readText))
    expect(right(decodeCompare(JSON.parse(JSON.stringify(encodeSpec(decoded.spec))), readText))).toEqual(decoded)
  })

  it('over specs that are not all alike', () => {
    const specs = fc.sample(runs, 300).map((document) => right(decodeRun(document, readText)).spec)
    const spread = (key: (spec: RunSpec) => unknown) => new Set(specs.map(key)).size
    expect(plainProblems.length).toBeGreaterThanOrEqual(8)
    expect(spread(({ problem: { name } }) => name)).toBe(plainProblems.length)
    expect(spread((spec) => Object.keys(spec.initial)[0])).toBe(3)
    expect(spread((spec) => spec.method.name)).toBe(3)
    expect(spread((spec) => spec.integrator?.name)).toBeGreaterThanOrEqual(4)
    expect(spread((spec) => spec.integrator?.dt)).toBeGreaterThan(100)
    expect(spread((spec) => JSON.stringify(spec.initial))).toBeGreaterThan(100)
  })
})

const paths = (value: unknown, at = ''): ReadonlyArray<string> =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => {
        const path = at === '' ? key : `${at}.${key}`
        return [path, ...paths(inner, path)]
      })
    : []

const junk = fc.oneof(
  fc.jsonValue(),
  fc.anything(),
  fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 1e300),
)

const spoilt = (document: Document) =>
  fc.tuple(fc.constantFrom(...paths(document)), junk).map(([path, value]) => changed(document, path, value))

/** One line without a full stop, whose words besides what it quotes from the document hold no left-over of a program. */
const isSentence = (message: string): boolean =>
  /^\S.{10,}[^.\s]$/.test(message) && !/undefined|NaN|\[object/.test(message.replace(/'.*'|^got .*;/g, ''))

describe('decoding never throws and always ends in sentences', () => {
  test.prop([junk], { numRuns: 300 })('on anything', (document) => {
    const decoded = decodeRun(document, readText)
    expect(E.isLeft(decoded) && decoded.left.every(({ message }) => isSentence(message))).toBe(true)
  })

  test.prop([runs.chain(spoilt)], { numRuns: 1000 })('on a run with one value spoilt', (document) => {
    const decoded = decodeRun(document, readText)
    if (E.isLeft(decoded)) for (const { message } of decoded.left) expect(message).toSatisfy(isSentence)
    else expect(right(decodeRun(encodeSpec(decoded.right.spec), readText))).toEqual(decoded.right)
  })

  test.prop([comparisons.chain(spoilt)], { numRuns: 1000 })('on a comparison with one value spoilt', (document) => {
    const decoded = decodeCompare(document, readText)
    if (E.isLeft(decoded)) for (const { message } of decoded.left) expect(message).toSatisfy(isSentence)
    else expect(right(decodeCompare(encodeSpec(decoded.right.spec), readText))).toEqual(decoded.right)
  })

  it('and leaves the document as it was', () => {
    const documents = [shortestRun, shortestCompare].map((document) => structuredClone(document))
    decodeRun(documents[0], readText)
    decodeCompare(documents[1], readText)
    expect(documents).toEqual([shortestRun, shortestCompare])
  })
})
