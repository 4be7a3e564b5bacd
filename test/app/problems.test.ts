import { decodeCompare, decodeRun, encodeSpec, problems } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, test } from 'vitest'
import { call, contentsOf, folderWith } from './cliSession.ts'
import type { Document } from './specDocuments.ts'
import { changedAll, readText } from './specDocuments.ts'

const run: Document = {
  problem: { name: 'spin-boson', modes: 3 },
  initial: { wavepacket: { q: [0.1, 0.2, 0.3], p: 0, sigma: 0.5 } },
  method: { name: 'ehrenfest', particles: 8 },
  time: { end: 0.5, record: 0.25 },
}
const problemsOf = (document: Document) => {
  const decoded = decodeRun(document, readText)
  return E.isLeft(decoded) ? decoded.left : []
}
const right = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}
const specOf = (changes: Document) => right(decodeRun(changedAll(run, changes), readText)).spec

const polynomial = { name: 'polynomial', B: [[[0]], [[0]], [[0.5]]] }
const one = { 'initial.wavepacket.q': 0.1 }
const two = [
  [1, 0],
  [0, -1],
]
const uneven = [
  [0, 0.1],
  [0.2, 0],
]

describe('one complaint, at the right path', () => {
  const rows: ReadonlyArray<readonly [changes: Document, path: string, words: ReadonlyArray<string>]> = [
    [{ 'problem.bath': 'omic' }, 'problem.bath', ["unknown bath 'omic'", "nearest is 'ohmic'", 'debye']],
    [{ 'problem.bath': 3 }, 'problem.bath', ['got 3', 'ohmic or debye']],
    [{ 'problem.modes': 0 }, 'problem.modes', ['got 0', 'a whole number from 1 to 10000']],
    [{ 'problem.modes': 2.5 }, 'problem.modes', ['got 2.5', 'whole']],
    [{ 'problem.modes': '3' }, 'problem.modes', ['without quotes']],
    [{ 'problem.lambda': -1 }, 'problem.lambda', ['got -1', '> 0']],
    [{ 'problem.mods': 4 }, 'problem.mods', ["nearest is 'modes'"]],
    [{ 'initial.wavepacket.q': [1, 2] }, 'initial.wavepacket.q', ['give 3 numbers', '3 degrees of freedom']],
    [
      { 'method.sampling': 'halton', 'problem.modes': 9, ...one },
      'method.sampling',
      ['16 coordinates', 'have 18', 'give random'],
    ],
    [
      { 'method.name': 'koopmon' },
      'method.name',
      ["'spin-boson' has 3", 'up to 2', `${6 ** 6} lattice nodes`, 'choose ehrenfest or mean-field'],
    ],
    [
      { 'method.name': 'koopmon', 'problem.modes': 10, ...one },
      'method.name',
      ["'spin-boson' has 10", '4e15 lattice nodes'],
    ],
    [
      { method: { name: 'exact', basis: 'grid' } },
      'method.basis',
      ["'spin-boson' has 3", 'up to 2', 'a grid of 2097152', 'give basis: product'],
    ],
    [
      { problem: { name: 'linear-vibronic' }, ...one, 'method.name': 'koopmon', 'method.mollifier.shape': 'gaussian' },
      'method.mollifier.shape',
      [`${38 ** 4} lattice nodes`, 'give bspline', `${6 ** 4} nodes`],
    ],
    [{ problem: { ...polynomial, B: 3 }, ...one }, 'problem.B', ['got 3', 'a list of matrices by power']],
    [{ problem: { ...polynomial, B: [] }, ...one }, 'problem.B', ['an empty list']],
    [{ problem: { ...polynomial, B: [[['x']]] }, ...one }, 'problem.B', ['[[["x"]]]', '[re, im]']],
    [{ problem: { ...polynomial, B: [[[Number.NaN]]] }, ...one }, 'problem.B', ['NaN']],
    [{ problem: { ...polynomial, B: [[[0, 1]]] }, ...one }, 'problem.B.0', ['1 row of 2 entries', 'give 1 row of 1']],
    [
      { problem: { ...polynomial, B: [two, [[1]]] }, ...one },
      'problem.B.1',
      ['1 row of 1 entries', 'give 2 rows of 2'],
    ],
    [
      { problem: { ...polynomial, B: [two, uneven] }, ...one },
      'problem.B.1',
      ['entry (0, 1) is 0.1', 'entry (1, 0) is 0.2', 'not Hermitian by 0.0500', 'conjugate'],
    ],
    [{ problem: { ...polynomial, A: [two] }, ...one }, 'problem.A.0', ['2 rows of 2 entries', 'give 1 row of 1']],
    [
      { problem: { ...polynomial, A: [[[[0, 1]]]] }, ...one },
      'problem.A.0',
      ['entry (0, 0) is [0, 1]', 'by 1.00', 'real'],
    ],
    [{ problem: polynomial, ...one, 'initial.wavepacket.level': 1 }, 'initial.wavepacket.level', ['from 0 to 0']],
    [{ problem: { name: 'ladder' }, ...one, 'initial.wavepacket.level': 3 }, 'initial.wavepacket.level', ['0 to 2']],
  ]
  it.each(rows)('%j', (changes, path, words) => {
    const found = problemsOf(changedAll(run, changes))
    expect(found.map((problem) => problem.path)).toEqual([path])
    for (const word of words) expect(found[0].message).toContain(word)
  })

  it('all the faults of coefficients at once, and nothing that rests on them', () => {
    const document = changedAll(run, {
      problem: { name: 'polynomial', mass: -1, B: [two, uneven, [[1]]], A: [uneven] },
      'initial.wavepacket.level': 7,
      'method.particles': 0,
    })
    expect(problemsOf(document).map(({ path }) => path)).toEqual([
      'problem.mass',
      'problem.A.0',
      'problem.B.1',
      'problem.B.2',
      'method.particles',
    ])
  })

  it('sizes that are not known are not judged', () => {
    expect(problemsOf(changedAll(run, { 'problem.modes': 'many', 'initial.wavepacket.q': [1, 2] }))).toHaveLength(1)
  })
})

describe('what a document means', () => {
  test.each(problems.map((problem) => [problem.name, problem] as const))(
    '%s comes back from what is written',
    (name, problem) => {
      const { dof } = problem.build(
        Object.fromEntries(Object.entries(problem.parameters).map(([key, parameter]) => [key, parameter.default])),
      )
      const document = changedAll(run, {
        problem: { name },
        'initial.wavepacket': { q: 0.3, p: Array(dof).fill(-1), sigma: 0.5 },
        ...(dof > 2
          ? {}
          : { methods: [{ name: 'exact' }, { name: 'ehrenfest' }, { name: 'koopmon' }], method: undefined }),
      })
      const decode = dof > 2 ? decodeRun : decodeCompare
      const decoded = right<{ readonly spec: Parameters<typeof encodeSpec>[0] }>(decode(document, readText))
      expect(decoded.spec.initial).toMatchObject({
        wavepacket: { q: Array(dof).fill(0.3), p: Array(dof).fill(-1), sigma: Array(dof).fill(0.5) },
      })
      expect(right<unknown>(decode(JSON.parse(JSON.stringify(encodeSpec(decoded.spec))), readText))).toEqual(decoded)
    },
  )

  it('coefficients come back as given', () => {
    const B = [
      two,
      [
        [0, [0, 1]],
        [[0, -1], 0],
      ],
    ]
    expect(specOf({ problem: { name: 'polynomial', B }, ...one }).problem.parameters.B).toEqual(B)
  })

  it('linear-vibronic is pyrazine of A. Raab et al., J. Chem. Phys. 110, 936 (1999), in eV', () => {
    expect(specOf({ problem: { name: 'pyrazine' }, ...one }).problem.parameters).toEqual({
      omegaTuning: 0.0739,
      omegaCoupling: 0.1139,
      delta: 0.423,
      kappa0: 0.09806,
      kappa1: -0.13545,
      lambda: 0.20804,
    })
  })

  it('many modes are sampled at random, few by Halton points', () => {
    expect(specOf({ 'problem.modes': 9, ...one }).method).toMatchObject({ sampling: 'random' })
    expect(specOf({ 'problem.modes': 8, ...one }).method).toMatchObject({ sampling: 'halton' })
  })

  it('the default step resolves the fastest mode of a bath', () => {
    const step = (modes: number, bath: string) =>
      specOf({ 'problem.modes': modes, 'problem.bath': bath, ...one }).integrator?.dt
    // ohmic: the fastest of one mode is 2.5 ln 2, of 1000 modes 2.5 ln 2000; debye: 2.5 tan(pi/2 - pi/4000)
    expect(step(1, 'ohmic')).toBe(0.05)
    for (const [bath, fastest] of [
      ['ohmic', 2.5 * Math.log(2000)],
      ['debye', 2.5 / Math.tan(Math.PI / 4000)],
    ] as const) {
      const dt = step(1000, bath) ?? Number.NaN
      expect(dt * fastest).toBeLessThanOrEqual(0.2)
      expect(dt * fastest).toBeGreaterThan(0.19)
    }
  })

  it('koopmons of two degrees of freedom have the lattice of the knots', () => {
    const koopmon = { 'method.name': 'koopmon', ...one }
    expect(specOf({ ...koopmon, problem: { name: 'linear-vibronic' } }).method).toMatchObject({
      lattice: { spacing: Math.SQRT2 },
    })
    expect(specOf({ ...koopmon, problem: { name: 'rashba' } }).method).toMatchObject({ lattice: { spacing: 0.7 } })
  })
})

describe('casimir run, with files', () => {
  const rows: ReadonlyArray<readonly [string, Document, levels: number, dof: number]> = [
    ['ten modes', { 'problem.modes': 10, ...one }, 2, 10],
    ['two modes', { problem: { name: 'linear-vibronic' }, ...one, 'initial.wavepacket.level': 1 }, 2, 2],
    ['three levels', { problem: { name: 'ladder' }, ...one }, 3, 1],
    ['one level', { problem: polynomial, ...one }, 1, 1],
    [
      'koopmons with two modes',
      { problem: { name: 'linear-vibronic' }, ...one, method: { name: 'koopmon', particles: 3 } },
      2,
      2,
    ],
  ]
  test.each(rows)('%s', async (_, changes, levels, dof) => {
    const folder = folderWith({ 'spec.yaml': changedAll(run, changes) })
    const { code, out, err } = await call(['run', 'spec.yaml', '--json', '--out', 'out'], { cwd: folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { observables, t, spec } = JSON.parse(out)
    expect(t).toHaveLength(3)
    expect(observables.population).toHaveLength(levels)
    for (const series of [observables.q, observables.p]) {
      expect(series).toHaveLength(dof)
      for (const mean of series) expect(mean).toHaveLength(3)
    }
    expect(spec.initial.wavepacket.q).toHaveLength(dof)
    if (dof === 2 && spec.method.name === 'koopmon')
      expect(JSON.parse(out).notes).toEqual([expect.stringMatching(/phase-space.svg is not drawn/)])
    else expect(JSON.parse(out).notes).toEqual([])
    const files = [...contentsOf(folder).keys()].map((path) => path.replace(/^.*\//, ''))
    expect(files).toEqual(expect.arrayContaining(['result.h5', 'observables.csv', 'populations.svg', 'energy.svg']))
  })
})
