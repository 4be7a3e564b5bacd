import type { MeasuredOrder } from '@casimir/checks'
import { convergenceOrder } from '@casimir/checks'
import type { SchemeRow } from '@casimir/integrators'
import { schemeCatalogue, twoPartWord } from '@casimir/integrators'
import { Decimal } from 'decimal.js'
import { describe, expect, test } from 'vitest'
import type { BigLetter } from '../support/multiprecision.ts'
import { bigMatrix, bigWord, largestEntry, localDefect, plus } from '../support/multiprecision.ts'
import { swappedStages } from '../support/wordTestbed.ts'

// two matrices without relations of low degree; 60 digits, because doubles cannot show order 10
const A = bigMatrix(['0.1', '0.7', '-0.3', '-0.5', '0.2', '0.4', '0.3', '-0.6', '-0.2'])
const B = bigMatrix(['-0.3', '0.2', '0.6', '0.5', '0.1', '-0.7', '-0.4', '0.3', '0.4'])
const STEPS = [1 / 4, 1 / 8, 1 / 16]

const error =
  (word: ReadonlyArray<BigLetter>) =>
  (h: number): number =>
    largestEntry(localDefect(word, { A, B }, h)).toNumber()
const measured = (word: ReadonlyArray<BigLetter>): MeasuredOrder => convergenceOrder(STEPS, error(word), 1e-40, 1)

const find = (name: string): SchemeRow => {
  const row = schemeCatalogue.find((r) => r.name === name)
  if (!row) throw new Error(`the catalogue has no ${name}`)
  return row
}

/** Decimal places of a coefficient: an error of half a unit in the last shows as a local error of that times h^3. */
const places = (decimals: ReadonlyArray<string>): number =>
  Math.min(...decimals.map((x) => x.length - x.indexOf('.') - 1))

describe.each(schemeCatalogue.map((row) => [row.name, row] as const))('%s in 60 digits', (_, row) => {
  const { slope, errors } = measured(bigWord(row))
  test(`has local error of order ${row.order + 1}`, () => {
    expect(Math.abs(slope - row.order - 1), `slope ${slope}, errors ${errors}`).toBeLessThan(0.1)
  })
  if (row.decimals) {
    const digits = places(row.decimals)
    test('has errors far above those of its rounded coefficients', () =>
      STEPS.forEach((h, k) => {
        expect(errors[k]).toBeGreaterThan(100 * 10 ** -digits * h ** 3)
      }))
  }
  if (row.decimals)
    test('has these coefficients in doubles', () => {
      // Strang's own word in doubles has two half letters of B
      const merged: [string, number][] = []
      for (const { part, coefficient } of twoPartWord(row)) {
        const last = merged.at(-1)
        if (last?.[0] === 'B' && part === 'B') last[1] += coefficient
        else merged.push([part, coefficient])
      }
      const exact = bigWord(row)
      expect(merged.map(([part]) => part)).toEqual(exact.map(([part]) => part))
      merged.forEach(([, c], k) => {
        expect(Math.abs(c - exact[k][1].toNumber())).toBeLessThan(3e-15)
      })
    })
})

test.each([
  ['strang', 5, 'mclachlan2'],
  ['tripleJump4', 50, 'suzuki4'],
  ['suzuki4', 4, 'blanesMoan4'],
  ['yoshida6', 12, 'kahanLi6'],
  ['kahanLi6', 9, 'blanesMoan6'],
  ['yoshida8', 200, 'mclachlan8'],
  ['mclachlan8', 8, 'kahanLi8'],
] as const)('a step of %s errs about %i times as much as one of %s', (worse, times, better) => {
  const [more, less] = [worse, better].map((name) => error(bigWord(find(name)))(1 / 16))
  expect(Math.abs(Math.log(more / less / times)), `ratio ${more / less}`).toBeLessThan(Math.log(1.25))
})

describe('near-integrable words on A + eps B, eps = 1e-10', () => {
  const eps = 1e-10
  const part = (word: ReadonlyArray<BigLetter>, power: 1 | 2) => (h: number) => {
    const [up, down] = [eps, -eps].map((e) => localDefect(word, { A, B: B.map((x) => x.times(e)) }, h))
    return largestEntry(plus(up, down, power === 1 ? -1 : 1)).toNumber() / 2 / eps ** power
  }
  for (const row of schemeCatalogue)
    if (row.kind === 'near-integrable')
      test.each([1, 2] as const)(`${row.name}: the local error in eps^%i has its generalised order plus 1`, (power) => {
        const { slope } = convergenceOrder(STEPS, part(bigWord(row), power), 1e-40, 1)
        expect(Math.abs(slope - row.generalisedOrder[power - 1] - 1), `slope ${slope}`).toBeLessThan(0.2)
      })
  test('a word for general use has order 4 in both', () => {
    const suzuki = find('suzuki4')
    for (const power of [1, 2] as const)
      expect(Math.abs(convergenceOrder(STEPS, part(bigWord(suzuki), power), 1e-40, 1).slope - 5)).toBeLessThan(0.2)
  })
})

describe('the measurement sees', () => {
  const rounded = (word: ReturnType<typeof twoPartWord>): BigLetter[] =>
    word.map((l) => [l.part, new Decimal(l.coefficient)])
  test('coefficients of order 10 rounded to doubles', () =>
    expect(measured(rounded(twoPartWord(find('sofroniouSpaletta10')))).slope).toBeLessThan(10))
  test.each(['blanesMoan4', 'kahanLi6', 'mclachlan8', 'sofroniouSpaletta10'])(
    'two exchanged coefficients of %s',
    (name) => expect(Math.abs(measured(rounded(swappedStages(twoPartWord(find(name))))).slope - 3)).toBeLessThan(0.2),
  )
  test('one wrong digit in the eighteenth place of one coefficient', () => {
    const word = bigWord(find('sofroniouSpaletta10'))
    const wrong = word.map(([p, c], k): BigLetter => [p, k === 1 ? c.plus(1e-18) : k === 4 ? c.minus(1e-18) : c])
    expect(measured(wrong).slope).toBeLessThan(10)
  })
})
