import type { Flow, PartKinds, Scheme, SplitSystem } from '@casimir/algebra'
import { adjoint, fuse, getFlowMonoid, letter, STATUS, scale } from '@casimir/algebra'
import { gridNumber, gridVector, word } from '@casimir/checks'
import { blanesMoan4, compile, lieTrotter, partKinds, strang, suzuki4 } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import type { Pendulum } from '../support/pendulum.ts'
import { pendulum } from '../support/pendulum.ts'
import { refuted } from '../support/refuted.ts'

type Part = 'T' | 'V' | 'S' | 'N'
const kinds: PartKinds<Part> = { T: 'exact', V: 'exact', S: 'symmetric', N: 'neither' }
const words = word(kinds)
const states = gridVector(2, 3)
const steps = gridNumber(0.5)
const compiled = compile(pendulum)

const after = (flow: Flow<Pendulum>, start: Pendulum, h: number): Pendulum => {
  const s = start.slice()
  expect(flow(s, h)).toBe(STATUS.ok)
  return s
}

/** The meaning of a word, letter by letter, without `compile`. */
const byHand =
  (scheme: Scheme<Part>): Flow<Pendulum> =>
  (s, h) => {
    for (const l of scheme) {
      const { flow, adjoint: starred } = pendulum.parts[l.part]
      ;(l.adjoint && starred ? starred : flow)(s, l.coefficient * h)
    }
    return STATUS.ok
  }

test('partKinds reads the kinds off a system', () => expect(partKinds(pendulum.parts)).toEqual(kinds))

describe('compile gives a word its meaning', () => {
  law('letter by letter, leftmost first', [words, states, steps], (w, s, h) =>
    expect(largestDifference(after(compiled(w), s, h), after(byHand(w), s, h))).toBeLessThan(1e-13),
  )
  law('and is a homomorphism: a . b means a, then b', [words, words, states, steps], (a, b, s, h) => {
    const { concat } = getFlowMonoid<Pendulum>()
    const product = after(compiled([...a, ...b]), s, h)
    expect(largestDifference(product, after(concat(compiled(a), compiled(b)), s, h))).toBeLessThan(1e-13)
  })
  law('the empty word does nothing', [states, steps], (s, h) => expect(after(compiled([]), s, h)).toEqual(s))
  law('fusing does not change it', [words, states, steps], (w, s, h) =>
    expect(largestDifference(after(byHand(fuse(kinds)(w)), s, h), after(byHand(w), s, h))).toBeLessThan(1e-13),
  )
  law('scaling the word is scaling the step', [words, states, steps], (w, s, h) =>
    expect(largestDifference(after(compiled(scale(0.5)(w)), s, h), after(compiled(w), s, 0.5 * h))).toBeLessThan(1e-13),
  )
  test('order matters, so the laws above can fail', () => {
    const s = new Float64Array([1, 2])
    const [tv, vt] = [lieTrotter, lieTrotter.toReversed()].map((w) =>
      after(compiled(w.map((l) => letter(l.part === 'A' ? 'T' : 'V', l.coefficient))), s, 0.5),
    )
    expect(largestDifference(tv, vt)).toBeGreaterThan(0.1)
  })
})

describe('the adjoint word undoes', () => {
  const undoes =
    (star: (w: Scheme<Part>) => Scheme<Part>) =>
    (w: Scheme<Part>, s: Pendulum, h: number): void => {
      const there = after(compiled(w), s, h)
      expect(largestDifference(after(compiled(star(w)), there, -h), s)).toBeLessThan(1e-12)
    }
  law('compile(adjoint w)(-h) undoes compile(w)(h)', [words, states, steps], undoes(adjoint(kinds)))

  const starOnly = (w: Scheme<Part>): Scheme<Part> => adjoint(kinds)(w).toReversed()
  const reverseOnly = (w: Scheme<Part>): Scheme<Part> => w.toReversed()
  test('an adjoint that does not reverse fails the law', () =>
    expect(refuted([words, states, steps], undoes(starOnly))).toBe(true))
  test('an adjoint that does not star fails the law', () =>
    expect(refuted([words, states, steps], undoes(reverseOnly))).toBe(true))
})

test('a compiled word stops at the first status that is not ok, and reports it', () => {
  const visited: string[] = []
  const part = (name: string, status: number): { kind: 'exact'; flow: Flow<Pendulum> } => ({
    kind: 'exact',
    flow: () => {
      visited.push(name)
      return status
    },
  })
  const system = { name: 'failing', parts: { A: part('A', STATUS.ok), B: part('B', STATUS.nonFinite) } }
  expect(compile(system)(strang)(new Float64Array(2), 1)).toBe(STATUS.nonFinite)
  expect(visited).toEqual(['A', 'B'])
})

describe('misuse is refused while building, naming method, part and remedy', () => {
  const still: Flow<Pendulum> = () => STATUS.ok
  const system = (kind: 'exact' | 'symmetric' | 'neither'): SplitSystem<Pendulum, 'A' | 'B'> => ({
    name: 'pendulum',
    parts: { A: { kind: 'exact', flow: still }, B: { kind, flow: still } },
  })
  test('a part the system lacks', () => {
    const scheme = [letter('A', 1), letter('C', 1)] as unknown as Scheme<'A' | 'B'>
    expect(() => compile(system('exact'))(scheme)).toThrow(/^compile: .*'C'.*'pendulum' has A, B; use .*\.$/)
  })
  for (const kind of ['symmetric', 'neither'] as const)
    test(`a two-operator word on a part that is ${kind}`, () =>
      expect(() => compile(system(kind))(blanesMoan4)).toThrow(
        new RegExp(`^compile: .*part 'B' of 'pendulum' is ${kind}; .*Use .*suzuki4\\.$`),
      ))
  test('a star on a part without an adjoint', () => {
    const starred: Scheme<'A' | 'B'> = [letter('A', 1), { part: 'B', coefficient: 1, adjoint: true }]
    expect(() => compile(system('neither'))(starred)).toThrow(
      /^compile: .*part 'B' of 'pendulum'.*; give it one or .*\.$/,
    )
  })
  test('and what is allowed is built', () => {
    expect(compile(system('exact'))(blanesMoan4)(new Float64Array(2), 1)).toBe(STATUS.ok)
    expect(compile(system('symmetric'))(suzuki4([letter('B', 1)]))(new Float64Array(2), 1)).toBe(STATUS.ok)
    expect(compile(system('neither'))(lieTrotter)(new Float64Array(2), 1)).toBe(STATUS.ok)
  })
})
