import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as checks from '@casimir/checks'
import { assertLaw, defineLaw } from '@casimir/checks'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { FalseAlarms } from '../support/falseAlarms/FalseAlarms.ts'
import { falseAlarmsPage, testBound } from '../support/falseAlarms/falseAlarmsPage.ts'
import type { Done } from '../support/falseAlarms/journal.ts'
import { journal } from '../support/falseAlarms/journal.ts'
import type { LawSuite } from '../support/falseAlarms/LawSuite.ts'
import { lawSuites } from '../support/falseAlarms/lawSuites.ts'
import { measurePiece, measurePieces } from '../support/falseAlarms/measurePieces.ts'
import { missingLaws } from '../support/falseAlarms/missingLaws.ts'
import { piecesOf } from '../support/falseAlarms/piecesOf.ts'
import { recordsOf } from '../support/falseAlarms/recordsOf.ts'
import { root } from '../support/sourceTree.ts'
import { lawsNamed } from '../support/verdictsOf.ts'

const page = readFileSync(join(root, 'docs/false-alarms.md'), 'utf8')
const data: FalseAlarms = JSON.parse(readFileSync(join(root, 'docs/data/false-alarms.json'), 'utf8'))
const suites = lawSuites()
const records = data.suites.flatMap(({ laws }) => laws)

/** Whole numbers below 10, of which a share breaks the law. */
const lawOf = (id: string, broken: (n: number) => boolean, share = 1) =>
  defineLaw({
    id,
    statement: 'made up',
    scale: 'nothing',
    share,
    cases: fc.nat(9),
    measure: (n) => ({ defect: broken(n) ? 2 : 0.5, tolerance: 1 }),
    show: String,
  })
const madeUp: ReadonlyArray<LawSuite> = [
  {
    name: 'madeUpLaws',
    subjects: [
      { name: 'right', laws: [lawOf('made-up/one', () => false), lawOf('made-up/two', () => false, 0.1)] },
      { name: 'wrong', laws: [lawOf('made-up/one', (n) => n === 7)] },
    ],
  },
]

describe('docs/false-alarms.md', () => {
  test('is what the data make; else run `npm run false-alarms -- none`', () => expect(page).toBe(falseAlarmsPage(data)))
  test('would show another number', () => {
    const [suite, ...others] = data.suites
    const [law, ...rest] = suite.laws
    const changed = { ...data, suites: [{ ...suite, laws: [{ ...law, draws: law.draws + 1 }, ...rest] }, ...others] }
    expect(falseAlarmsPage(changed)).not.toBe(page)
  })
  test('has every suite that @casimir/checks exports', () =>
    expect(data.suites.map(({ suite }) => suite).toSorted()).toEqual(
      Object.keys(checks)
        .filter((name) => name.endsWith('Laws'))
        .toSorted(),
    ))
  test('has every law of every suite and no other; else run `npm run false-alarms`', () =>
    expect(missingLaws(data, suites)).toEqual({ unrecorded: [], gone: [] }))
  test('would be out of date if a suite gained a law, or lost one', () => {
    expect(missingLaws(data, [...suites, ...madeUp]).unrecorded).toEqual([
      'madeUpLaws: made-up/one',
      'madeUpLaws: made-up/two',
    ])
    expect(missingLaws(data, suites.slice(1)).gone.length).toBe(data.suites[0].laws.length)
  })
  test('has 10 000 draws of every law, or says of which it has how many fewer, and no failure', () => {
    expect(data.draws).toBeGreaterThanOrEqual(10_000)
    const [, fewer = ''] = /of every law, except (.*)\. The subjects/.exec(page) ?? []
    const said = Array.from(fewer.matchAll(/`(\S.*?)` \(([\d ]+)\)/g), ([, law, count]) => [
      law,
      count.replaceAll(' ', ''),
    ])
    expect(said).toEqual(
      records.filter(({ draws }) => draws < data.draws).map(({ law, draws }) => [law, String(draws)]),
    )
    expect(records.filter(({ alarms, largest }) => alarms.length > 0 || !(largest <= 1))).toEqual([])
    for (const { law } of records) expect(page).toContain(`| \`${law}\` |`)
  })
})

describe('measured anew', () => {
  const cheap = ['group/jacobi', 'scheme/monoid', 'flow/inverse', 'density/degree-one', 'hamiltonian/size']
  test.each(cheap)('%s', (id) => {
    const pieces = piecesOf(suites, data.draws, data.seed).filter(({ law }) => law.id === id)
    const found = new Map(pieces.map((piece) => [piece.key, measurePiece(piece)]))
    const [{ laws }] = recordsOf(pieces, found)
    const stored = records.find(({ law }) => law === id)
    expect(laws[0].draws).toBe(stored?.draws)
    expect(laws[0].subjects).toBe(stored?.subjects)
    // the same draws, on another machine's sines and cosines
    expect(laws[0].largest).toBeGreaterThanOrEqual((stored?.largest ?? 0) / 2)
    expect(laws[0].largest).toBeLessThanOrEqual(2 * (stored?.largest ?? 0))
  })
})

describe('laws that once raised a false alarm', () => {
  const lawOn = (suite: string, subject: string, id: string) => {
    const laws = suites.find(({ name }) => name === suite)?.subjects.find(({ name }) => name === subject)?.laws ?? []
    return lawsNamed(laws, [id])[0]
  }
  test('a gradient that vanishes where its slope does: round-off is that of the terms that cancel', () =>
    assertLaw(lawOn('hybridModelLaws', 'ladder, koopmon', 'model/single-particle'), { draws: 20, seed: 1_000_062 }))
  test('errors whose leading term all but vanishes in one state', () =>
    assertLaw(lawOn('hybridStepperLaws', 'tully2, ehrenfest, kahan-li6', 'step/order'), { draws: 500, seed: 1 }))
})

describe('the run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const pieces = piecesOf(madeUp, 1000, 5)

  test('shares the draws of a law among its subjects, each piece with a seed of its own', () => {
    const one = pieces.filter(({ law }) => law.id === 'made-up/one')
    expect(one.reduce((sum, { draws }) => sum + draws, 0)).toBe(1000)
    expect(one.filter(({ subject }) => subject === 'wrong').reduce((sum, { draws }) => sum + draws, 0)).toBe(500)
    expect(new Set(one.map(({ seed }) => seed)).size).toBe(one.length)
    expect(piecesOf(madeUp, 10, 5).map(({ draws }) => draws)).toEqual([1, 1, 1, 19, 19, 19])
  })
  test('makes all draws asked for, of laws that take a share too, and reports what fails with its case', () => {
    const found = measurePieces(pieces, journal(join(folder, 'whole')), () => undefined)
    const [{ laws }] = recordsOf(pieces, found)
    const [one, two] = laws
    expect(two).toMatchObject({ draws: 1000, largest: 0.5, alarms: [] })
    expect(one.alarms.length).toBeGreaterThan(0)
    expect(one.alarms[0]).toMatchObject({ subject: 'wrong', code: '7', defect: 2, tolerance: 1 })
    const failed = falseAlarmsPage({ ...data, suites: recordsOf(pieces, found) })
    expect(failed).toContain(`**${one.alarms.length} failures**`)
    expect(failed).toContain('### made-up/one on wrong')
  })
  test('that was killed goes on after the last piece that was written, and repeats what failed', () => {
    const file = join(folder, 'torn')
    let measured = 0
    const counted = pieces.map((piece) => ({
      ...piece,
      law: {
        ...piece.law,
        check: (trial: Parameters<typeof piece.law.check>[0]) => {
          measured += 1
          return piece.law.check(trial)
        },
      },
    }))
    const whole = measurePieces(counted, journal(file), () => undefined)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect([measured, lines.length]).toEqual([pieces.length, pieces.length])
    writeFileSync(file, `${lines.slice(0, 4).join('\n')}\n${lines[4].slice(0, 20)}`)
    const kept = lines.slice(0, 4).filter((line) => (JSON.parse(line) as Done).counterexample === undefined)
    measured = 0
    const again = measurePieces(counted, journal(file), () => undefined)
    expect(measured).toBe(pieces.length - kept.length)
    expect(recordsOf(counted, again)).toEqual(recordsOf(counted, whole))
    measured = 0
    measurePieces(counted, journal(file), () => undefined)
    expect(measured).toBe([...whole.values()].filter(({ counterexample }) => counterexample).length)
  })
})

test('the bound for a run of the tests is that of the law they draw most, against the draws here', () => {
  const record = { subjects: 1, largest: 0, on: '', seeds: 1, alarms: [] }
  const laws = [
    { ...record, law: 'a', draws: 10_000 },
    { ...record, law: 'b', draws: 30_000 },
  ]
  const tests = [
    { law: 'a', draws: 100 },
    { law: 'b', draws: 200 },
    { law: 'elsewhere', draws: 1e6 },
  ]
  expect(testBound({ ...data, suites: [{ suite: 's', laws }], tests })).toBeCloseTo(0.03, 12)
})
