import type { Flow, Scheme, SplitSystem } from '@casimir/algebra'
import { letter, scale } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import {
  blanesMoan4,
  compile,
  lieTrotter,
  schemeCatalogue,
  strang,
  suzuki4,
  twoPartWord,
  wordMethod,
} from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { pendulum as manyParts } from '../support/pendulum.ts'
import { endError, wordSpecimen } from '../support/wordTestbed.ts'
import { pendulumProblem } from '../support/wordTestbedProblems.ts'

const system = pendulumProblem.prepare().split
const { S, N, V } = manyParts.parts
const still: Flow<Float64Array> = () => 0
const named = (build: Scheme<'A' | 'B'>) => ({ name: 'mine', build })

describe.each(schemeCatalogue.map((row) => [row.name, row] as const))('%s', (_, row) => {
  test('is prepared with the order and the symmetry it states', () => {
    const method =
      row.kind === 'composition' ? wordMethod(system, { ...row, base: strang }) : wordMethod(system, { ...row })
    expect([method.order, method.symmetric]).toEqual([row.order, row.symmetric])
  })
  test('steps as its compiled word does, bit by bit', () => {
    const one = pendulumProblem.prepare().block
    const two = one.slice()
    const method = row.kind === 'composition' ? { ...row, base: strang } : row
    expect(wordMethod(system, method).flow(one, 0.3)).toBe(0)
    compile(system)(twoPartWord(row))(two, 0.3)
    expect(one).toEqual(two)
  })
})

test('the order it tells is the order that is measured, of words that nobody has listed', () => {
  const words: ReadonlyArray<Scheme<'A' | 'B'>> = [
    [letter('A', 0.3), letter('B', 0.5), letter('A', 0.4), letter('B', 0.5), letter('A', 0.3)],
    [letter('A', 0.3), letter('B', 0.6), letter('A', 0.7), letter('B', 0.4)],
    [...scale(0.5)(blanesMoan4), ...scale(0.5)(suzuki4(strang))],
  ]
  const orders = words.map((word) => {
    const specimen = wordSpecimen(pendulumProblem, 'word', word)
    const steps = [60, 80, 100, 130, 160].map((n) => 2 / n)
    return convergenceOrder(steps, (h) => endError(specimen, 2, Math.round(2 / h)), 1e-13, 1).slope
  })
  words.forEach((word, k) => {
    expect(Math.abs(orders[k] - wordMethod(system, named(word)).order), `slope ${orders[k]}`).toBeLessThan(0.2)
  })
  expect(words.map((word) => wordMethod(system, named(word)).order)).toEqual([2, 1, 4])
})

test('the kinds of the parts decide: a composition of symmetric steps keeps its order, one that is neither has order 1', () => {
  const one: SplitSystem<Float64Array, 'S'> = { name: 'pendulum', parts: { S } }
  const { order, symmetric } = wordMethod(one, { name: 'suzuki4', build: suzuki4, base: [letter('S', 1)] })
  expect([order, symmetric]).toEqual([4, true])
  const euler = wordMethod({ name: 'pendulum', parts: { N } }, { name: 'euler', build: [letter('N', 1)] })
  expect([euler.order, euler.symmetric]).toEqual([1, false])
})

test('many parts: the order is told as far as the conditions are few', () => {
  const parts = Object.fromEntries(
    ['A', 'B', 'C', 'D', 'E', 'F'].map((k) => [k, { kind: 'exact', flow: still } as const]),
  )
  const half = Object.keys(parts).map((part) => letter(part, 0.5))
  const base = [...half, ...half.toReversed()]
  const { order } = wordMethod({ name: 'six', parts }, { name: 'suzuki4', build: suzuki4, base })
  expect(order).toBe(4)
})

describe('refusals while building', () => {
  const refusal = (build: () => unknown): string => {
    try {
      build()
    } catch (error) {
      return (error as Error).message
    }
    return 'nothing was refused'
  }
  const clock: SplitSystem<Float64Array, 'A'> = { name: 'clock', parts: { A: { kind: 'exact', flow: still } } }
  const empty: SplitSystem<Float64Array, 'A' | 'B'> = JSON.parse('{ "name": "koopmons", "parts": {} }')
  const unsplit: SplitSystem<Float64Array, 'A' | 'B'> = JSON.parse('{ "name": "koopmons" }')
  const inexact: SplitSystem<Float64Array, 'A' | 'B'> = { name: 'pendulum', parts: { A: S, B: V } }
  const neither: SplitSystem<Float64Array, 'A' | 'B'> = { name: 'pendulum', parts: { A: N, B: V } }
  const row = { name: 'strang', build: strang }

  test('no split parts', () => {
    const sentence =
      "wordMethod: 'strang' on 'koopmons': a word runs the flows of parts, and the system has none; split it, or use implicitMidpoint, which needs only a gradient."
    expect(refusal(() => wordMethod(empty, row))).toBe(sentence)
    expect(refusal(() => wordMethod(unsplit, row))).toBe(sentence)
  })
  test('a part that the system lacks', () =>
    expect(refusal(() => wordMethod<Float64Array, string>(clock, row))).toBe(
      "wordMethod: 'strang' on 'clock': the word runs a part 'B', and the system has only A; give the system that part, or write the word in A.",
    ))
  test('a part that the word lacks', () =>
    expect(refusal(() => wordMethod(system, named([letter('A', 1)])))).toBe(
      `wordMethod: 'mine' on 'pendulum': the word never runs the part 'B', which would drop it from the dynamics; use a word in A, B.`,
    ))
  test('coefficients that do not sum to 1', () => {
    const sentence = (sums: string): string =>
      `wordMethod: 'mine' on 'pendulum': the word has order 0, for the coefficients of a part must sum to 1, and here they sum to: ${sums}; correct them.`
    expect(refusal(() => wordMethod(system, named([letter('A', 0.5), letter('B', 1)])))).toBe(
      sentence('A to 0.5, B to 1'),
    )
    expect(refusal(() => wordMethod(system, named([letter('A', Number.NaN), letter('B', 1)])))).toBe(
      sentence('A to NaN, B to 1'),
    )
  })
  test('a composition of a base that is not symmetric', () =>
    expect(refusal(() => wordMethod(system, { name: 'suzuki4', build: suzuki4, base: lieTrotter }))).toBe(
      "wordMethod: 'suzuki4' on 'pendulum': the base of the composition is not symmetric, and the orders of compositions rest on it; use strang, or symmetrize the base.",
    ))
  test('a composition of a base that is symmetric on exact parts only', () =>
    expect(refusal(() => wordMethod(neither, { name: 'suzuki4', build: suzuki4, base: strang }))).toMatch(
      /^wordMethod: 'suzuki4' on 'pendulum': the base of the composition is not symmetric/,
    ))
  test('a composition without a base', () => {
    const bare: typeof row = JSON.parse('{ "name": "suzuki4" }')
    expect(refusal(() => wordMethod(system, Object.assign(bare, { build: suzuki4 })))).toBe(
      "wordMethod: 'suzuki4' on 'pendulum': a composition needs the word it repeats; give one as base, such as strang.",
    )
  })
  test('an order that the word states and does not have', () => {
    expect(refusal(() => wordMethod(neither, { ...row, order: 2 }))).toBe(
      "wordMethod: 'strang' on 'pendulum': the word states order 2 and has 1 on these parts; correct its coefficients, or give the parts the flows it assumes.",
    )
    expect(wordMethod(neither, row).order).toBe(1)
  })
  test('inexact parts under a two-operator word', () =>
    expect(refusal(() => wordMethod(inexact, { name: 'blanesMoan4', build: blanesMoan4 }))).toBe(
      "compile: a two-operator scheme needs exact part flows, and part 'A' of 'pendulum' is symmetric; it would drop to order 2. Use a symmetric composition such as suzuki4.",
    ))
})
