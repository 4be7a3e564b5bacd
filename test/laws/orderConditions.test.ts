import type { Letter, Scheme } from '@casimir/algebra'
import {
  adjoint,
  compose,
  fuse,
  isConsistent,
  isSymmetric,
  letter,
  orderDefects,
  perturbationOrders,
  symmetrize,
  wordOrder,
} from '@casimir/algebra'
import { word } from '@casimir/checks'
import {
  laskarRobutel,
  mclachlan2,
  schemeCatalogue,
  strang,
  suzuki4,
  symmetricComposition,
  symmetricSplitting,
  twoPartWord,
} from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { swappedStages } from '../support/wordTestbed.ts'

const exact = { A: 'exact', B: 'exact' } as const
const order = wordOrder<'A' | 'B'>(exact)

describe.each(schemeCatalogue.map((row) => [row.name, row] as const))('%s', (_, row) => {
  const w = twoPartWord(row)
  test('has the order it states, and no more', () => expect(order(w, row.order + 1)).toBe(row.order))
  test('is consistent, and symmetric as it states', () => {
    expect(isConsistent(w)).toBe(true)
    expect(isSymmetric(exact)(w)).toBe(row.symmetric)
  })
  test('has the stages it states', () => expect(fuse(exact)(w).filter((l) => l.part === 'B').length).toBe(row.stages))
  if (row.order > 2)
    test('has order at most 2 with two of its coefficients exchanged, as consistent and symmetric as before', () => {
      const swapped = swappedStages(w)
      expect(isConsistent(swapped)).toBe(true)
      expect(isSymmetric(exact)(swapped)).toBe(true)
      expect(order(swapped, row.order + 1)).toBe(2)
    })
  if (row.kind === 'composition')
    test('has its order on every symmetric base, and 1 on one that is not', () => {
      const composed = row.build([letter('M', 1)])
      expect(composed.length).toBe(row.stages)
      expect(wordOrder({ M: 'symmetric' })(composed, row.order + 1)).toBe(row.order)
      expect(wordOrder({ M: 'neither' })(composed, 3)).toBe(1)
    })
  else if (row.order > 2)
    test('demands exact parts, and drops to order 2 on parts that are only symmetric', () => {
      expect(wordOrder({ A: 'symmetric', B: 'symmetric' })(w, 4)).toBe(2)
      expect(w.every((l) => l.exact)).toBe(true)
    })
})

describe('generalised orders', () => {
  for (const row of schemeCatalogue)
    if (row.kind === 'near-integrable')
      test(`${row.name}: ${row.generalisedOrder.join(', ')}, and 2, 2, 2 with two coefficients exchanged`, () => {
        const powers = row.generalisedOrder.length
        expect(perturbationOrders('B')(row.build, 10, powers)).toEqual(row.generalisedOrder)
        expect(Math.min(...perturbationOrders('B')(swappedStages(row.build), 10, powers))).toBeLessThanOrEqual(2)
        expect(perturbationOrders('B')(swappedStages(row.build), 10, 1)[0]).toBeLessThanOrEqual(2)
      })
  test.each([1, 2, 3, 4, 5, 6])('laskarRobutel(%i) is of generalised order (2n, 2)', (n) =>
    expect(perturbationOrders('B')(laskarRobutel(n), 13, 2)).toEqual([2 * n, 2]),
  )
  test('a word of order 4 has no generalised order above 4', () =>
    expect(perturbationOrders('B')(suzuki4(strang), 6, 3)).toEqual([4, 4, 4]))
  test('laskarRobutel(1) is Strang, and stages it does not have are refused', () => {
    expect(laskarRobutel(1).map((l) => [l.part, l.coefficient])).toEqual(
      fuse(exact)(strang).map((l) => [l.part, l.coefficient]),
    )
    for (const n of [0, 7, 2.5]) expect(() => laskarRobutel(n)).toThrow(/laskarRobutel: stages is/)
  })
})

test('mclachlan2 minimises the sum of the squares of its two error coefficients', () => {
  // of the words AAB and ABB in e^(aA) e^(B/2) e^((1-2a)A) e^(B/2) e^(aA)
  const squares = (a: number): number => ((6 * a * a - 6 * a + 1) / 12) ** 2 + ((6 * a - 1) / 24) ** 2
  const best = mclachlan2[0].coefficient
  const slope = (a: number): number => (squares(a + 1e-4) - squares(a - 1e-4)) / 2e-4
  expect(Math.abs(slope(best))).toBeLessThan(1e-8)
  expect(Math.abs(slope(best + 1e-3))).toBeGreaterThan(1e-5)
  for (let a = 0; a <= 0.5; a += 1 / 64) expect(squares(a)).toBeGreaterThan(squares(best))
})

describe('order conditions of small words', () => {
  test('the midpoint of a flow that is neither: order 2 with its adjoint, 1 without', () => {
    const half: Scheme<'N'> = [letter('N', 1)]
    expect(wordOrder({ N: 'neither' })(symmetrize({ N: 'neither' })(half), 4)).toBe(2)
    expect(wordOrder({ N: 'neither' })([letter('N', 0.5), letter('N', 0.5)], 4)).toBe(1)
    expect(wordOrder({ N: 'neither' })([{ part: 'N', coefficient: 1, adjoint: true }], 4)).toBe(1)
  })
  test('the defects of Lie-Trotter are those of e^A e^B by hand', () =>
    // words AA AB BA BB have 1/2 1 0 1/2 of 1/2 each; of degree 3, AAB has 1/2 of 1/6, and so has ABB
    expect(orderDefects(exact)([letter('A', 1), letter('B', 1)], 3)).toEqual([0, 1, 2]))
  test('a sum of coefficients that is not 1 is order 0, and so is the empty word', () => {
    expect(order([letter('A', 1), letter('B', 0.5)], 3)).toBe(0)
    expect(order([], 3)).toBe(0)
  })
  test('one exact letter over the whole step is exact to every degree asked for', () =>
    expect(wordOrder({ A: 'exact' })([letter('A', 1)], 12)).toBe(12))
  test('too many conditions are refused', () =>
    expect(() => wordOrder({ N: 'neither', M: 'neither' })([letter('N', 1), letter('M', 1)], 14)).toThrow(
      /over 200000 conditions/,
    ))
})

describe('laws of the defects', () => {
  const kinds = { A: 'exact', S: 'symmetric', N: 'neither' } as const
  const words = word<'A' | 'S' | 'N'>(kinds, 5)
  const defects = (w: Scheme<'A' | 'S' | 'N'>): number[] => orderDefects<'A' | 'S' | 'N'>(kinds)(w, 4)
  law('the adjoint word has the same', [words], (w) =>
    expect(largestDifference(defects(w), defects(adjoint<'A' | 'S' | 'N'>(kinds)(w)))).toBeLessThan(1e-10),
  )
  law('merging exact neighbours changes none', [words], (w) => {
    const merged = fuse<'A' | 'S' | 'N'>(kinds)(w)
    if (new Set(merged.map((l) => l.part)).size === new Set(w.map((l) => l.part)).size)
      expect(largestDifference(defects(w), defects(merged))).toBeLessThan(1e-10)
  })
  law(
    'a consistent symmetric word has even order',
    [fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 4 })],
    (ks) => {
      const half = ks.map((k) => k / 8)
      const base: Letter<'N'>[] = [letter('N', 1)]
      const w = symmetrize<'N'>({ N: 'neither' })(compose([...half, 1 - half.reduce((s, c) => s + c, 0)])(base))
      expect(wordOrder({ N: 'neither' })(w, 5) % 2).toBe(0)
      expect(wordOrder({ N: 'neither' })(w, 5)).toBeGreaterThan(0)
    },
  )
})

describe('tables', () => {
  test('completions make words symmetric and consistent', () => {
    for (const given of [[], ['0.1'], ['0.1', '0.4'], ['0.3', '-0.2', '0.7']]) {
      const w = symmetricSplitting(given)
      expect(w.length).toBe(2 * given.length + 3)
      expect(isConsistent(w) && isSymmetric(exact)(w)).toBe(true)
    }
    expect(isConsistent(symmetricComposition(['0.3', '-0.7'])([letter('M', 1)]))).toBe(true)
  })
  test('a string that is no number is refused', () => {
    expect(() => symmetricComposition(['0.3', '1,5'])).toThrow("coefficient 1 is '1,5'")
    expect(() => symmetricSplitting(['x'])).toThrow("coefficient 0 is 'x'")
  })
})
