import type { HybridHamiltonian } from '@casimir/algebra'
import type { Exports } from '@casimir/experiments'
import { compare, decodeCompare, decodeRun, encodeSpec, run } from '@casimir/experiments'
import { spinBoson } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { closure, document, energy, good, koopmon, model, modulesWith, problem } from './moduleDocuments.ts'
import { changedAll, type Document, readText } from './specDocuments.ts'

const decoded = (raw: Document, exports = good) => {
  const result = decodeRun(raw, readText, modulesWith(exports))
  if (E.isLeft(result)) throw new Error(result.left.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return result.right
}
const refusals = (changes: Document, exports = good): string[] => {
  const result = decodeRun(changedAll(document, changes), readText, modulesWith(exports))
  return E.isLeft(result) ? result.left.map(({ path, message }) => `${path}: ${message}`) : []
}

describe('a problem and an energy from a module', () => {
  test('decode to data, with defaults, and encode to the same', () => {
    const { spec } = decoded(document)
    expect(spec.problem).toMatchObject({ name: 'mine', parameters: { coupling: 0.4 } })
    expect(spec.problem.module).toMatchObject({ path: './mine.ts', export: 'problem' })
    expect(spec.method).toMatchObject({ name: 'closure', module: './mine.ts', export: 'energy', parameters: {} })
    expect(spec.integrator?.name).toBe('suzuki4')
    const again = encodeSpec(spec) as Document
    expect(again.problem).toEqual({ module: './mine.ts', export: 'problem', coupling: 0.4 })
    expect(decoded(again).spec).toEqual(spec)
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
  })

  test('run as the same problem and method do from the lists, number for number', async () => {
    const own = await run(decoded(document))
    const listed = await run(decoded({ ...document, problem: { name: 'rabi', coupling: 0.4 }, method: koopmon }))
    expect(own.status).toBe('ok')
    expect(own.observables).toEqual(listed.observables)
    const other = await run(decoded(changedAll(document, { 'method.parameters': { strength: 3 } })))
    expect(other.observables.purity).not.toEqual(own.observables.purity)
  })

  test('an energy of zero is Ehrenfest, in a comparison beside it', async () => {
    const methods = [
      { name: 'exact' },
      { name: 'ehrenfest', particles: 20 },
      { ...closure, parameters: { strength: 0 } },
      closure,
    ]
    const { method: _, ...rest } = document
    const raw = { ...rest, methods, integrator: { dt: 0.0625 }, time: { end: 1, record: 0.25 } }
    const result = decodeCompare(raw, readText, modulesWith(good))
    if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
    const { runs, status } = await compare(result.right)
    expect(status).toBe('ok')
    expect(runs.map(({ label }) => label)).toEqual(['exact', 'ehrenfest', 'closure-1', 'closure-2'])
    const purity = runs.map((each) => each.result.observables.purity.at(-1) ?? Number.NaN)
    // Strang has an error of 6e-4 here, the closure's suzuki4 of 1e-6.
    expect(Math.abs(purity[1] - purity[2])).toBeLessThan(2e-3)
    expect(Math.abs(purity[2] - purity[3])).toBeGreaterThan(1e-2)
  })

  test('cannot run without what decoding gave', async () => {
    const { spec } = decoded(document)
    await expect(run({ spec })).rejects.toThrow(/'mine' is not a problem; .* decoding its module/)
    const { spec: listed } = decoded({ ...document, problem: { name: 'rabi' } })
    await expect(run({ spec: listed })).rejects.toThrow(/the energy 'energy' of .\/mine.ts is not there/)
    const none = decodeRun(document, readText)
    expect(E.isLeft(none) && none.left[0]).toEqual({
      path: 'problem.module',
      message: 'modules are loaded by the command line; here, pass `loadModule`',
    })
  })
})

type Build = () => unknown
const building = (build: Build): Exports => ({ energy, problem: { parameters: { coupling: 1 }, build } })
const changed = (changes: Partial<HybridHamiltonian>): Exports => building(() => ({ ...model(), ...changes }))
const plain = (() => {
  const { split: _, ...rest } = model()
  return rest
})()
const writing = (mend: (out: Float64Array) => void): HybridHamiltonian['value'] => {
  const { value } = plain
  return (out, ...rest) => {
    value(out, ...rest)
    mend(out)
  }
}

describe('refused while decoding, in one sentence with the number', () => {
  const problems: ReadonlyArray<readonly [string, Exports, RegExp]> = [
    [
      'no such export',
      { energy, probl: problem },
      /^problem.export: .* no export 'problem': it exports energy and probl/,
    ],
    ['a number', { problem: 3, energy }, /^problem.export: 'problem' of .\/mine.ts is 3: export defineProblem/],
    ['a function', { problem: () => 1, energy }, /is a function: export defineProblem/],
    [
      'a reserved parameter',
      { energy, problem: { ...problem, parameters: { name: 1 } } },
      /'name', which a spec needs/,
    ],
    [
      'a parameter that is none',
      { energy, problem: { ...problem, parameters: { coupling: null } } },
      /give a number, or/,
    ],
    ['a step that is none', { energy, problem: { ...problem, defaultStep: 0 } }, /has 0 for defaultStep/],
    ['build that throws', building(() => JSON.parse('{')), /^problem.module: .*: build throws: Expected property name/],
    ['build of nothing', building(() => undefined), /build returns nothing: return a Hamiltonian/],
    ['no gradient', changed({ gradientP: undefined as never }), /without the function gradientP/],
    ['no levels', changed({ levels: 1.5 }), /with levels 1.5 and dof 1/],
    ['a split of other sizes', changed({ levels: 1 }), /of 1 levels and 1 degrees of freedom, with a part of 2 and 1/],
    [
      'NaN',
      building(() => ({ ...plain, value: writing((out) => out.fill(Number.NaN, 0, 8)) })),
      /number 0 is NaN at 0.5/,
    ],
    [
      'a matrix too large',
      building(() => ({ ...plain, value: writing((out) => out.fill(0, 8, 10)) })),
      /'value' writes 10 numbers where it may write 8/,
    ],
    [
      'a matrix in part',
      building(() => ({ ...plain, value: (out: Float64Array) => out.fill(0, 0, 6) })),
      /'value' leaves number 6 of 'out' as it was/,
    ],
    [
      'particles not told apart',
      building(() => ({ ...plain, gradientQ: (out: Float64Array, q: Float64Array) => out.fill(q[0], 0, 8) })),
      /'gradientQ' does not read its particle from 'at' on/,
    ],
    [
      'no Hermitian matrix',
      building(() => ({
        ...plain,
        value: writing((out) => {
          out[3] += 0.25
        }),
      })),
      /'rabi' is not Hermitian: at .* entry \(0, 1\) has an anti-Hermitian part of 0.125;/,
    ],
    [
      'another derivative',
      building(() => ({
        ...plain,
        gradientQ: (out: Float64Array, ...rest: [Float64Array, Float64Array, number]) => {
          plain.gradientQ(out, ...rest)
          for (let i = 0; i < 8; i++) out[i] *= 2
        },
      })),
      /the q-gradient of the Hamiltonian 'rabi' differs from finite differences of its value by 0.500 of its size/,
    ],
    [
      'code that throws late',
      building(() => ({
        ...plain,
        value: () => {
          throw new Error('late')
        },
      })),
      /evaluated: late/,
    ],
  ]
  test.each(problems)('a problem: %s', (_, exports, sentence) => {
    const sentences = refusals({ 'problem.coupling': undefined }, exports)
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(sentence)
    expect(sentences[0]).not.toMatch(/\n| {4}at /)
  })

  test('a problem: a bound of the step that is one bounds it, one that throws or is no step does not', () => {
    const stepOf = (stepBound: unknown) =>
      decoded(changedAll(document, { method: { name: 'ehrenfest' }, time: { end: 10, record: 1 } }), {
        problem: { ...problem, defaultStep: 0.1, stepBound },
      }).spec.integrator?.dt
    const throwing = () => {
      throw new Error('late')
    }
    expect(stepOf(() => 0.02)).toBe(0.02)
    for (const none of [throwing, () => Number.NaN, () => -1, () => 0, () => undefined, () => 3, 5])
      expect(stepOf(none)).toBe(0.1)
  })

  test('a problem: ground-state widths of its own, refused where they are none', () => {
    const ground = (groundWidths: unknown): readonly [Document, Exports] => [
      { 'initial.wavepacket.sigma': 'ground' },
      { energy, problem: { ...problem, groundWidths } },
    ]
    const [changes, exports] = ground((_: unknown, hbar: number) => [hbar / 4])
    expect(decoded(changedAll(document, { ...changes, hbar: 2 }), exports).spec.initial).toMatchObject({
      wavepacket: { sigma: [0.5] },
    })
    const throwing = () => {
      throw new Error('late')
    }
    for (const wrong of [() => [1, 2], () => [0], () => [Number.NaN], () => undefined, throwing, 7])
      expect(refusals(...ground(wrong))).toEqual([
        expect.stringMatching(/^initial.wavepacket.sigma: got ground, and 'mine' .* widths \[.*\] for 1 degree of/),
      ])
  })

  test('a problem: derived numbers of its own are in the result, what is no list of numbers is not', async () => {
    const derivedOf = async (derived: unknown) =>
      (
        await run(
          decoded(changedAll(document, { method: { name: 'ehrenfest' } }), { problem: { ...problem, derived } }),
        )
      ).derived
    const derived = ({ coupling }: { coupling: number }) => ({ a: [coupling, 2], b: 'x', c: [], d: [Number.NaN] })
    expect(await derivedOf(derived)).toEqual({ a: [0.4, 2] })
    for (const none of [() => JSON.parse('{'), () => undefined, 3] as ReadonlyArray<unknown>)
      expect(await derivedOf(none)).toEqual({})
    expect(await derivedOf(undefined)).toBe(undefined)
  })

  test('a problem: keys', () => {
    expect(refusals({ 'problem.name': 'rabi' })).toEqual([
      expect.stringMatching(/^problem.name: .* brings its own name/),
    ])
    expect(refusals({ 'problem.coupling': 'x' })[0]).toMatch(
      /^problem.coupling: got the text "x"; give a finite number/,
    )
    expect(refusals({ 'problem.couplin': 2, 'problem.coupling': undefined })[0]).toMatch(/the nearest is 'coupling'/)
    expect(refusals({ 'problem.module': 3 })[0]).toMatch(/^problem.module: got 3; give the path/)
    expect(refusals({ 'problem.module': './gone.ts' })[0]).toMatch(/^problem.module: .\/gone.ts cannot be read/)
    expect(refusals({ 'problem.export': 'copy' })).toEqual([])
    expect(refusals({}, {})[0]).toBe("problem.export: ./mine.ts has no export 'problem': it exports nothing")
  })

  test('a problem: too many degrees of freedom, with the cost, and Ehrenfest still takes it', () => {
    const many = building(() =>
      spinBoson({ epsilon: 0, delta: 1, bath: 'ohmic', modes: 3, cutoff: 2.5, lambda: 0.125 }),
    )
    expect(refusals({ 'problem.coupling': undefined }, many)).toEqual([
      expect.stringMatching(
        /^method.name: closure takes up to 2 degrees of freedom and 'custom' has 3, .* \d+.* nodes/,
      ),
    ])
    const rest = { 'problem.coupling': undefined, method: { name: 'ehrenfest' } }
    expect(refusals(rest, many)).toEqual([])
  })
})
