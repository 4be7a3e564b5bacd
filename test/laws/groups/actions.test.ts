import { gridNumber } from '@casimir/checks'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../../support/largestDifference.ts'
import { law } from '../../support/law.ts'
import { aliasingDefect, combine, derivative, pure } from '../../support/lieGroupLaws.ts'
import type { ActionRow } from '../../support/lieGroupTable.ts'
import { actionTable, orthogonalTable } from '../../support/lieGroupTable.ts'
import { refuted } from '../../support/refuted.ts'

const operations = ({ action }: Pick<ActionRow, 'action'>) => {
  const fresh =
    (f: ActionRow['action']['act']) =>
    (g: Float64Array, y: Float64Array): Float64Array => {
      const out = new Float64Array(action.size)
      f(out, g, y)
      return out
    }
  return { ...pure(action.group), act: fresh(action.act), generate: fresh(action.generator) }
}
const dot = (x: Float64Array, y: Float64Array): number => x.reduce((s, v, k) => s + v * y[k], 0)

const homomorphismDefect = (row: ActionRow, x: Float64Array, z: Float64Array, y: Float64Array): number => {
  const { act, exp, mul, e } = operations(row)
  const [g, h] = [exp(x), exp(z)]
  return Math.max(largestDifference(act(e, y), y), largestDifference(act(mul(g, h), y), act(g, act(h, y))))
}
const generatorDefect = (row: ActionRow, x: Float64Array, y: Float64Array): number => {
  const { act, exp, generate } = operations(row)
  const slope = derivative((t) => act(exp(combine(t, x)), y))
  return largestDifference(generate(x, y), slope)
}

describe.each(actionTable.map((row) => [row.action.name, row] as const))('%s', (_, row) => {
  const { algebra, points } = row
  law('e acts as the identity, and g h as h, then g', [algebra, algebra, points], (x, z, y) =>
    expect(homomorphismDefect(row, x, z, y)).toBeLessThan(3e-14),
  )
  law('the generator is the derivative of the action', [algebra, points], (x, y) =>
    expect(generatorDefect(row, x, y)).toBeLessThan(1e-9),
  )
  law('the generator is linear in the algebra', [algebra, algebra, points, gridNumber()], (x, z, y, s) => {
    const { generate } = operations(row)
    const sum = combine(1, generate(x, y), s, generate(z, y))
    expect(largestDifference(generate(combine(1, x, s, z), y), sum)).toBeLessThan(1e-14)
  })
  law('output = point changes nothing, bitwise', [algebra, points], (x, y) => {
    const { exp } = operations(row)
    const { action } = row
    const points = (f: typeof action.act, g: Float64Array): number =>
      aliasingDefect((out, p) => f(out, g, p), action.size, y, y.slice(0, 0))
    expect(points(action.act, exp(x))).toBe(0)
    expect(points(action.generator, x)).toBe(0)
  })
})

describe.each(orthogonalTable.map((row) => [row.action.name, row] as const))('%s is orthogonal', (_, row) => {
  const { action, algebra, points } = row
  const { act, exp, cay, generate } = operations(row)
  law('it keeps lengths and is linear in the point', [algebra, points, points, gridNumber()], (x, a, b, s) => {
    const g = exp(x)
    expect(Math.abs(Math.hypot(...act(g, a)) - Math.hypot(...a))).toBeLessThan(1e-14)
    const sum = combine(1, act(g, a), s, act(g, b))
    expect(largestDifference(act(g, combine(1, a, s, b)), sum)).toBeLessThan(1e-14)
  })
  law('the momentum map is dual to the generator', [algebra, points, points], (x, a, b) => {
    const momentum = new Float64Array(action.group.algebra.size)
    action.momentum(momentum, a, b)
    expect(Math.abs(dot(momentum, x) - dot(b, generate(x, a)))).toBeLessThan(1e-14)
  })
  law('cay x acts as the Cayley transform of the generator', [algebra, points], (x, a) => {
    expect(action.keepsCayley).toBe(true)
    const image = act(cay(x), a)
    const left = combine(1, image, -0.5, generate(x, image))
    expect(largestDifference(left, combine(1, a, 0.5, generate(x, a)))).toBeLessThan(1e-14)
  })
})

describe('broken actions are told apart', () => {
  const row = orthogonalTable[0]
  const { action, algebra, points } = row
  const twin = (change: Partial<typeof action>): ActionRow => ({ ...row, action: { ...action, ...change } })
  test('a right action taken for a left one', () => {
    const { inv } = operations(row)
    const wrong = twin({ act: (out, g, y) => action.act(out, inv(g as Float64Array), y) })
    expect(
      refuted([algebra, algebra, points], (x, z, y) => expect(homomorphismDefect(wrong, x, z, y)).toBeLessThan(3e-14)),
    ).toBe(true)
  })
  test('a generator of the wrong sign', () => {
    const wrong = twin({ generator: (out, x, y) => action.generator(out, y, x) })
    expect(refuted([algebra, points], (x, y) => expect(generatorDefect(wrong, x, y)).toBeLessThan(1e-9))).toBe(true)
  })
})
