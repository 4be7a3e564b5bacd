import { decodeCompare, decodeRun, decodeStudy, specSchema } from '@casimir/experiments'
import { fc, test as property } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, test } from 'vitest'
import { readText, shortestCompare, shortestRun } from './specDocuments.ts'

const study = (sweep: unknown, more: object = {}) => decodeStudy({ ...shortestCompare, ...more, sweep }, readText)

/** The problems as `path: sentence`; none when it decodes. */
const sentences = (decoded: E.Either<ReadonlyArray<{ path: string; message: string }>, unknown>) =>
  E.isLeft(decoded) ? decoded.left.map(({ path, message }) => `${path}: ${message}`) : []

const example = '{ problem.coupling: [0.1, 0.2] }'
const grid = `a mapping of paths to lists of values, such as ${example}`

describe('a sweep that is wrong itself', () => {
  test.each<[what: string, sweep: unknown, said: ReadonlyArray<string>]>([
    ['no mapping', 5, [`sweep: got 5; give ${grid}, or a list of such mappings`]],
    ['nothing', null, [`sweep: got an empty value; give ${grid}, or a list of such mappings`]],
    ['an empty mapping', {}, [`sweep: got an empty mapping; give ${grid}, or a list of such mappings`]],
    ['an empty list', [], [`sweep: got an empty list; give ${grid}, or a list of such mappings`]],
    [
      'a list of no mappings',
      ['hbar', {}],
      [`sweep.0: got the text "hbar"; give ${grid}`, `sweep.1: got an empty mapping; give ${grid}`],
    ],
    [
      'no values',
      { hbar: [], 'problem.omega': 3 },
      [
        'sweep.hbar: got an empty list; give a list of one value or more',
        'sweep.problem.omega: got 3; give a list of one value or more',
      ],
    ],
    [
      'a nested path',
      { problem: { omega: [1, 2] } },
      [
        'sweep.problem: got a mapping with the key omega; give a list of one value or more, the path written with dots, as in problem.coupling: [0.1, 0.2]',
      ],
    ],
    [
      'unequal lengths',
      [{ hbar: [1, 2], 'problem.omega': [1, 2, 3] }],
      [
        'sweep.0: these lists go together and are not equally long, hbar has 2 and problem.omega has 3: give as many to each, or an entry of the sweep to each, which multiplies them',
      ],
    ],
    [
      'the sweep',
      { 'sweep.hbar': [1] },
      ['sweep.sweep.hbar: a sweep cannot change the sweep: give the path of a parameter'],
    ],
    [
      'the version',
      { spec: [1, 2] },
      ['sweep.spec: the version of the format is the same for all points: give the path of a parameter'],
    ],
    [
      'the key method',
      { 'method.seed': [1, 2] },
      ['sweep.method.seed: a study has a list of methods: name one of them, as in methods.koopmon.particles'],
    ],
    [
      'an empty step',
      { 'problem..omega': [1] },
      ["sweep.problem..omega: 'problem..omega' is no path: give keys with a dot between, as in problem.coupling"],
    ],
    [
      'another method',
      { 'methods.kopmon.seed': [1, 2] },
      [
        "sweep.methods.kopmon.seed: unknown method 'kopmon': the nearest is 'koopmon', allowed are exact, ehrenfest, koopmon and the numbers from 0 to 2",
      ],
    ],
    [
      'a place inside a value',
      { 'problem.name.x': [1, 2] },
      ['sweep.problem.name.x: problem.name is "rabi", which has nothing inside to set'],
    ],
    [
      'the same place by two names',
      { 'methods.koopmon.seed': [1, 2], 'methods.2.seed': [1, 2] },
      ['sweep.methods.2.seed: this path is what sweep.methods.koopmon.seed sweeps too: keep one of them'],
    ],
    [
      'a place inside another',
      [{ 'initial.wavepacket': [{ q: 0, p: 0, sigma: 1 }] }, { 'initial.wavepacket.q': [1] }],
      [
        'sweep.1.initial.wavepacket.q: this path and sweep.0.initial.wavepacket change the same place: keep one of them',
      ],
    ],
    [
      'a value twice',
      { hbar: [1, 2, 1.0] },
      ['sweep.hbar: 1 is there twice, as entries 0 and 2, which makes the same point twice: keep one'],
    ],
    [
      'a pair twice',
      [{ hbar: [1, 2, 1], 'problem.omega': [3, 3, 3] }],
      ['sweep.0: 1 and 3 is there twice, as entries 0 and 2, which makes the same point twice: keep one'],
    ],
  ])('%s', (_, sweep, said) => expect(sentences(study(sweep))).toEqual(said))

  it('is reported with what is wrong in the rest, but not with what it would have set', () => {
    const { name: _, ...rest } = { name: 'rabi', omega: -1 }
    const said = sentences(
      study({ 'problem.name': ['rabi'], hbar: [] }, { problem: { name: 'rabi', ...rest }, guards: 3 }),
    )
    expect(said[0]).toMatch(/^sweep\.hbar: /)
    expect(said.slice(1).map((one) => one.split(':')[0])).toEqual(['guards', 'problem.omega'])
    expect(sentences(study({ 'time.end': [1, 2], hbar: [] }, { time: {} }))).toHaveLength(1)
    const two = sentences(study({ 'methods.kopmon.seed': [1], 'problem.mss': [1, 2] }))
    expect(two.map((one) => one.split(':')[0])).toEqual(['sweep.methods.kopmon.seed', 'problem.mss'])
  })

  it('with too many points is refused with their number, without making them', () => {
    const many = Array.from({ length: 1000 }, (_, k) => k + 1)
    // so many could neither be counted one by one nor kept
    const sweep = { hbar: many, 'problem.omega': many, 'problem.splitting': many, 'problem.coupling': many }
    expect(sentences(study(sweep))).toEqual([
      'sweep: makes 1000000000000 points (1000 x 1000 x 1000 x 1000), more than the 100000 that one study takes: give fewer values, or make several studies',
    ])
  })

  it('misspelt is seen', () => {
    const decoded = decodeStudy({ ...shortestCompare, sweeep: { hbar: [1, 2] } }, readText)
    expect(sentences(decoded)).toEqual(["sweeep: unknown key 'sweeep': the nearest is 'sweep'"])
  })

  it('with one method is a matter for compare', () => {
    const document = { ...shortestRun, sweep: { hbar: [1, 2] } }
    expect(sentences(decodeRun(document, readText))).toEqual([
      'sweep: a sweep needs a list of methods: use `casimir compare`, with methods: [..] instead of method',
    ])
    expect(sentences(decodeStudy(document, readText))).toEqual([
      'method: a sweep needs a list of methods: give methods: [..] instead of method',
    ])
  })

  it('is refused by those who decode one comparison', () => {
    const [said, ...more] = sentences(decodeCompare({ ...shortestCompare, sweep: { hbar: [1] } }, readText))
    expect([said, more]).toEqual([
      'sweep: a document with a sweep is a study: `casimir compare` takes it, or decodeStudy in a program',
      [],
    ])
  })
})

describe('points that are wrong', () => {
  it('by a parameter that the problem has not: one sentence', () => {
    const said = sentences(study({ 'problem.couplin': [1, 2, 3] }))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(
      /^problem\.couplin: unknown key 'couplin': the nearest is 'coupling', allowed are .*omega.* \(at all 3 points of the sweep\)$/,
    )
  })

  it('by one value of an axis: one sentence that says which', () => {
    expect(sentences(study({ 'problem.omega': [-1, 1], 'problem.coupling': [1, 2, 3] }))).toEqual([
      'problem.omega: got -1; give a number > 0 (at 3 of 6 points of the sweep, all with problem.omega = -1)',
    ])
  })

  it('one by one: each with what it sets', () => {
    const said = sentences(study([{ 'problem.omega': [-1, 1, 0], hbar: [1, -2, 1] }]))
    expect(said).toEqual([
      'problem.omega: got -1; give a number > 0 (at problem.omega = -1, hbar = 1)',
      'hbar: got -2; give a number > 0 (at problem.omega = 1, hbar = -2)',
      'problem.omega: got 0; give a number > 0 (at problem.omega = 0, hbar = 1)',
    ])
  })

  it('of many points: with what they have in common, or the first of them', () => {
    const [said] = sentences(study([{ 'time.end': [3, 4, 5], 'time.record': ['x', 'x', 1] }]))
    expect(said).toMatch(
      /^time\.record: got the text "x"; .* \(at 2 of 3 points of the sweep, all with time\.record = x\)$/,
    )
    const omga = [{ name: 'rabi', omga: 1 }, { name: 'rabi' }, { name: 'rabi', omga: 2 }]
    const [first, ...more] = sentences(study({ problem: omga }))
    expect(first).toMatch(
      /^problem\.omga: unknown key .* \(at 2 of 3 points of the sweep, the first with problem = \{"name":"rabi","omga":1\}\)$/,
    )
    expect(more).toEqual([])
  })

  it('in many ways: the first twenty, and how many more', () => {
    const said = sentences(study({ 'problem.omega': Array.from({ length: 50 }, (_, k) => -k) }))
    expect(said).toHaveLength(21)
    expect(said[20]).toBe('sweep: its points have 30 more problems that are not shown: mend those shown first')
  })

  it('because a value changes nothing', () => {
    expect(sentences(study({ 'problem.name': ['tully1', 'SAC'], hbar: [1, 2] }, tully))).toEqual([
      'sweep: the points with problem.name = tully1 and with problem.name = SAC come out the same, so problem.name changes nothing there: keep one of these values (and the same for 1 more)',
    ])
    const file = { initial: { particles: 'cloud.csv' }, methods: [{ name: 'ehrenfest' }] }
    const read = (path: string) => readText(path.replace('./', ''))
    const document = { ...shortestCompare, ...file, sweep: { 'initial.particles': ['cloud.csv', './cloud.csv'] } }
    expect(sentences(decodeStudy(document, read))).toEqual([
      'sweep: the points with initial.particles = cloud.csv and with initial.particles = ./cloud.csv come out the same, so initial.particles changes nothing there: keep one of these values',
    ])
  })

  const tully = { problem: {}, initial: { wavepacket: { q: -8, p: 20, sigma: 1 } }, methods: [{ name: 'exact' }] }

  const junk = fc.jsonValue({ maxDepth: 3 })
  const path = fc.constantFrom(
    'hbar',
    'problem.omega',
    'methods.koopmon.seed',
    'methods.1',
    'time',
    'x.y',
    '',
    'methods',
    'initial',
  )
  const anySweep = fc.oneof(
    junk,
    fc.dictionary(path, fc.oneof(junk, fc.array(junk, { maxLength: 3 })), { maxKeys: 3 }),
    fc.array(fc.dictionary(path, fc.array(junk, { maxLength: 2 }), { maxKeys: 2 }), { maxLength: 3 }),
  )
  property.prop([anySweep], { numRuns: 200 })('never throw, and end in sentences', (sweep) => {
    const said = sentences(study(sweep))
    for (const one of said) expect(one).not.toMatch(/undefined|\[object|\.$/)
  })
})

describe('the JSON Schema', () => {
  it('has the sweep of a comparison, and none of a run', () => {
    const [run, compare] = specSchema().anyOf as ReadonlyArray<{
      readonly properties: { readonly [key: string]: unknown }
    }>
    expect(Object.keys(run?.properties ?? {})).not.toContain('sweep')
    const lists = { additionalProperties: { type: 'array', minItems: 1, items: {} }, type: 'object' }
    expect(compare?.properties.sweep).toMatchObject({
      description: expect.stringContaining('every key is an axis'),
      anyOf: [lists, { type: 'array', minItems: 1, items: lists }],
    })
  })
})
