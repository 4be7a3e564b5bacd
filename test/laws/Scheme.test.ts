import type { Letter, PartKinds, Scheme } from '@casimir/algebra'
import {
  adjoint,
  coefficientSum,
  compose,
  fuse,
  getSchemeMonoid,
  isConsistent,
  isSymmetric,
  letter,
  scale,
  symmetrize,
} from '@casimir/algebra'
import { word } from '@casimir/checks'
import { blanesMoan4, lieTrotter, strang, suzuki4 } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'

const kinds = { A: 'exact', S: 'symmetric', N: 'neither' } as const
type Part = keyof typeof kinds
const words = word<Part>(kinds)
const eighths = fc.integer({ min: -16, max: 16 }).map((k) => k / 8)
const { concat, empty } = getSchemeMonoid<Part>()

/** Drops the sign of zero coefficients, which no flow sees. */
const plain = <K extends string>(scheme: Scheme<K>): Scheme<K> =>
  scheme.map((l) => ({ ...l, coefficient: l.coefficient + 0 }))
const same = (x: Scheme<Part>, y: Scheme<Part>): void => expect(plain(x)).toEqual(plain(y))

describe('words are a free monoid', () => {
  law('concatenation is associative', [words, words, words], (a, b, c) =>
    same(concat(concat(a, b), c), concat(a, concat(b, c))),
  )
  law('the empty word is the identity on both sides', [words], (a) => {
    same(concat(a, empty), a)
    same(concat(empty, a), a)
  })
  law('lengths add', [words, words], (a, b) => expect(concat(a, b).length).toBe(a.length + b.length))
})

describe('scale is an action of the numbers by endomorphisms', () => {
  law('scale 1 changes nothing', [words], (a) => same(scale(1)(a), a))
  law('scale c after scale d is scale c d', [eighths, eighths, words], (c, d, a) =>
    same(scale(c)(scale(d)(a)), scale(c * d)(a)),
  )
  law('scale passes through concatenation', [eighths, words, words], (c, a, b) =>
    same(scale(c)(concat(a, b)), concat(scale(c)(a), scale(c)(b))),
  )
  law('every coefficient is multiplied', [eighths, words], (c, a) =>
    expect(scale(c)(a).map((l) => l.coefficient)).toEqual(a.map((l) => c * l.coefficient)),
  )
})

describe('the adjoint', () => {
  const star = adjoint<Part>(kinds)
  law('reverses products', [words, words], (a, b) => same(star(concat(a, b)), concat(star(b), star(a))))
  law('is an involution', [words], (a) => same(star(star(a)), a))
  law('passes through scaling', [eighths, words], (c, a) => same(star(scale(c)(a)), scale(c)(star(a))))
  test('reverses exact and symmetric letters without starring them', () =>
    same(star([letter('A', 0.25), letter('S', 0.75)]), [letter('S', 0.75), letter('A', 0.25)]))
  test('stars letters that are neither, and unstars starred ones', () => {
    same(star([letter('N', 0.25)]), [{ part: 'N', coefficient: 0.25, adjoint: true }])
    same(star([{ part: 'N', coefficient: 0.25, adjoint: true }]), [letter('N', 0.25)])
  })
  test('keeps the demand for an exact flow, so that compile can still refuse it', () => {
    const demanding: Scheme<Part> = [{ part: 'N', coefficient: 1, exact: true }]
    expect(star(demanding)[0]?.exact).toBe(true)
    same(star(star(demanding)), demanding)
  })
})

describe('symmetrize', () => {
  law('makes a symmetric word', [words], (a) => expect(isSymmetric<Part>(kinds)(symmetrize<Part>(kinds)(a))).toBe(true))
  law('keeps the coefficient sums', [words], (a) => {
    for (const part of ['A', 'S', 'N'] as const)
      expect(coefficientSum(part)(symmetrize<Part>(kinds)(a))).toBe(coefficientSum(part)(a))
  })
})

describe('fuse', () => {
  const fused = fuse<Part>(kinds)
  law('is idempotent', [words], (a) => same(fused(fused(a)), fused(a)))
  law('leaves no zero letter and no two neighbours of one exact part', [words], (a) => {
    const w = fused(a)
    expect(w.every((l) => l.coefficient !== 0)).toBe(true)
    expect(w.some((l, i) => l.part === 'A' && w[i + 1]?.part === 'A')).toBe(false)
  })
  law('keeps the coefficient sums', [words], (a) => {
    for (const part of ['A', 'S', 'N'] as const) expect(coefficientSum(part)(fused(a))).toBe(coefficientSum(part)(a))
  })
  law('keeps every non-zero letter that is not exact, in order', [words], (a) => {
    const inexact = (w: Scheme<Part>): Letter<Part>[] => w.filter((l) => l.part !== 'A' && l.coefficient !== 0)
    same(inexact(fused(a)), inexact(a))
  })
  law('may be done before or after concatenation', [words, words], (a, b) =>
    same(fused(concat(fused(a), fused(b))), fused(concat(a, b))),
  )
  test('merges across letters that cancel', () =>
    same(fused([letter('A', 0.25), letter('S', 0), letter('A', 0.5)]), [letter('A', 0.75)]))
  test('does not merge parts that are not exact', () =>
    same(fused([letter('S', 0.5), letter('S', 0.5)]), [letter('S', 0.5), letter('S', 0.5)]))
  test('keeps the demand for an exact flow', () =>
    expect(
      fused([
        { part: 'A', coefficient: 0.25, exact: true },
        { part: 'A', coefficient: 0.5, exact: true },
      ]),
    ).toEqual([{ part: 'A', coefficient: 0.75, exact: true }]))
})

describe('compose', () => {
  law('is the product of the scaled words', [fc.array(eighths, { maxLength: 5 }), words], (cs, a) =>
    same(
      compose(cs)(a),
      cs.reduce<Scheme<Part>>((w, c) => concat(w, scale(c)(a)), empty),
    ),
  )
  law('multiplies coefficient sums', [fc.array(eighths, { maxLength: 5 }), words], (cs, a) => {
    const sum = cs.reduce((s, c) => s + c, 0)
    expect(coefficientSum<Part>('A')(compose(cs)(a)) + 0).toBe(sum * coefficientSum<Part>('A')(a) + 0)
  })
  law('a palindrome of a symmetric base is symmetric', [fc.array(eighths, { maxLength: 3 }), words], (cs, a) => {
    const base = symmetrize<Part>(kinds)(a)
    expect(isSymmetric<Part>(kinds)(compose([...cs, ...cs.toReversed()])(base))).toBe(true)
  })
})

describe('isConsistent', () => {
  law('holds exactly when every part that occurs sums to 1', [words], (a) => {
    const parts = new Set(a.map((l) => l.part))
    expect(isConsistent(a)).toBe([...parts].every((part) => coefficientSum(part)(a) === 1))
  })
  test('refuses a word that stops short in one part', () =>
    expect(isConsistent([letter('A', 0.5), letter('B', 1), letter('A', 0.5 - 1e-12)])).toBe(false))
})

describe('isSymmetric', () => {
  const exact = { A: 'exact', B: 'exact' } as const
  const symmetric = (w: Scheme<Part>): boolean => isSymmetric<Part>(kinds)(w)
  test('refuses a reversed order, unequal halves and an unstarred palindrome', () => {
    expect(symmetric([letter('A', 1), letter('S', 1)])).toBe(false)
    expect(symmetric([letter('A', 0.5), letter('S', 1), letter('A', 0.25)])).toBe(false)
    expect(symmetric([letter('N', 0.5), letter('N', 0.5)])).toBe(false)
    expect(symmetric([letter('N', 0.5), { part: 'N', coefficient: 0.5, adjoint: true }])).toBe(true)
  })
  test('sees through letters that merge or vanish', () => {
    expect(symmetric([letter('A', 0.25), letter('A', 0.75)])).toBe(true)
    expect(symmetric([letter('A', 0.25), letter('S', 0), letter('A', 0.75)])).toBe(true)
  })
  test('compares to the tolerance it is given', () => {
    const almost: Scheme<'A' | 'B'> = [letter('A', 0.5), letter('B', 1), letter('A', 0.5 + 1e-9)]
    expect(isSymmetric<'A' | 'B'>(exact)(almost)).toBe(false)
    expect(isSymmetric<'A' | 'B'>(exact, 1e-8)(almost)).toBe(true)
  })
})

describe('the shipped words', () => {
  const exact: PartKinds<'A' | 'B'> = { A: 'exact', B: 'exact' }
  const shipped = { lieTrotter, strang, 'suzuki4(strang)': suzuki4(strang), blanesMoan4 }
  for (const [name, scheme] of Object.entries(shipped)) {
    test(`${name} is consistent`, () => {
      expect(new Set(scheme.map((l) => l.part))).toEqual(new Set(['A', 'B']))
      expect(isConsistent(scheme)).toBe(true)
    })
    test(`${name} is ${name === 'lieTrotter' ? 'not ' : ''}symmetric`, () =>
      expect(isSymmetric(exact)(scheme)).toBe(name !== 'lieTrotter'))
  }
  test('have the stages they state', () => {
    expect(fuse(exact)(strang).map((l) => [l.part, l.coefficient])).toEqual([
      ['A', 0.5],
      ['B', 1],
      ['A', 0.5],
    ])
    expect(fuse(exact)(suzuki4(strang)).filter((l) => l.part === 'B').length).toBe(5)
    expect(blanesMoan4.map((l) => l.part).join('')).toBe('ABABABABABABA')
    expect(blanesMoan4.every((l) => l.exact)).toBe(true)
  })
  test('suzuki4 meets the order condition that cancels the cubic error', () =>
    expect(Math.abs(suzuki4([letter('M', 1)]).reduce((s, l) => s + l.coefficient ** 3, 0))).toBeLessThan(1e-15))
})
