import { expectation } from '@casimir/algebra'
import { codeOf, defineLaw, gridNumber, gridVector, hermitian, word } from '@casimir/checks'
import { describe, expect, test } from 'vitest'
import { shrunk } from '../support/shrunk.ts'

describe('shrinking', () => {
  test('numbers and vectors shrink to eighths and zeros', () => {
    expect(shrunk(gridNumber(), () => true)).toBe(0)
    expect(shrunk(gridNumber(), (x) => x > 0.3)).toBe(0.375)
    expect(shrunk(gridNumber(2), (x) => x < -0.6)).toBe(-0.75)
    const v = shrunk(gridVector(4), (x) => Math.abs(x[2]) > 0.2)
    expect([v[0], v[1], Math.abs(v[2]), v[3]]).toEqual([0, 0, 0.25, 0])
  })
  test('a Hermitian matrix shrinks to the entry that matters', () => {
    const m = shrunk(hermitian(2), (x) => Math.abs(x[2]) > 0.2)
    expect([m[0], m[1], m[3], m[6]].map((x) => x + 0)).toEqual([0, 0, 0, 0])
    expect(Math.abs(m[2])).toBe(0.25)
  })
  test('a word shrinks to the letters that matter', () => {
    const found = shrunk(
      word({ A: 'exact', B: 'exact' }),
      (w) => w.filter((l) => l.part === 'B' && l.coefficient !== 0).length > 1,
    )
    expect(found.map((l) => l.part)).toEqual(['B', 'B'])
    expect(found.every((l) => Math.abs(l.coefficient) === 1 / 8)).toBe(true)
  })
  test('a law that fails shows a case that can be read', () => {
    const law = defineLaw({
      id: 'energy/low',
      statement: 'no level has an energy above 1/2',
      scale: 'nothing',
      cases: hermitian(2),
      measure: (m) => ({ defect: expectation(m, 0, Float64Array.of(1, 0, 0, 0), 0, 2), tolerance: 0.5 }),
      show: (m) => `const m = ${codeOf(m)}`,
    })
    expect(law.check({ draws: 200, seed: 2 }).counterexample?.code).toBe(
      'const m = Float64Array.of(0.625, 0, 0, 0, 0, 0, 0, 0)',
    )
  })
})

describe('codeOf', () => {
  const data = {
    h: -0,
    'two words': [true, null, "it's\n"],
    psi: Float64Array.of(1 / 3, Number.NaN, -1e-300),
    none: {},
  }
  test('writes what evaluates to the same', () => {
    const back: unknown = new Function(`return (${codeOf(data)})`)()
    expect(back).toEqual(data)
    expect(Object.is((back as { h: number }).h, -0)).toBe(true)
  })
  test('refuses functions', () => expect(() => codeOf({ f: () => 1 })).toThrow(/a function is no data; give/))
})
