import type { PartResult } from '@casimir/experiments'
import { mergeParts } from '@casimir/experiments'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { blocksSpec, partOf, pureSamples } from '../support/syntheticParts.ts'

const units = { length: 'a', momentum: 'b', time: 'c', energy: 'd' } as never
const merge = (parts: ReadonlyArray<PartResult>) => {
  const { observables, errors, statistics } = mergeParts(blocksSpec, units, parts)
  if (!errors) throw new Error('samples have errors')
  return { observables, errors, statistics }
}

/** All numbers of a result. */
const numbers = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Object.values(value as object).flatMap(numbers)

const distance = (x: object, y: object): number => {
  const read = (from: object) =>
    numbers(Object.entries(from).flatMap(([key, value]) => (key === 'statistics' ? [] : [value])))
  const [a, b] = [read(x), read(y)]
  if (a.length !== b.length) throw new Error('two results have different shapes')
  return a.reduce((most, v, k) => Math.max(most, Math.abs(v - b[k])), 0)
}

const cases = fc.record({
  levels: fc.integer({ min: 2, max: 3 }),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 9 }),
  offset: fc.integer({ min: -4, max: 4 }),
  seed: fc.integer({ min: 0, max: 10_000 }),
})

law('blocks of any sizes pool to the means and errors of all samples together by two passes', [cases], (given) => {
  const { levels, sizes, offset, seed } = given
  const count = sizes.reduce((sum, size) => sum + size, 0)
  // far from 0, where sums of squares would lose what the differences keep
  const samples = pureSamples(count, levels, 0.8, seed).map(({ psi, q }) => ({ psi, q: q + offset * 1e3 }))
  let from = 0
  const parts = sizes.map((size, index) => {
    from += size
    return partOf(index, samples.slice(from - size, from))
  })
  const pooled = merge(parts)
  const whole = merge([partOf(0, samples)])
  expect(pooled.statistics).toEqual({ over: 'trajectories', samples: count })
  // rounding of a mean of 4e3 by n operations, and of squares of differences made with it
  const tolerance = 4 * Number.EPSILON * count * (1 + Math.abs(offset) * 1e3)
  expect(distance(pooled.observables, whole.observables)).toBeLessThan(tolerance)
  // what is the root of a cancelling form is held in its square
  const { purity, ...errors } = pooled.errors
  const { purity: wholePurity, ...wholeErrors } = whole.errors
  expect(distance(errors, wholeErrors)).toBeLessThan(tolerance)
  expect(Math.abs(purity[0] ** 2 - wholePurity[0] ** 2)).toBeLessThan(1e-14 * count)
})

test('means are weighted by samples: parts pooled as if they had as many are wrong', () => {
  const samples = pureSamples(40, 2, 0.8, 11)
  const parts = [partOf(0, samples.slice(0, 4)), partOf(1, samples.slice(4))]
  const alike = parts.map((part) => ({ ...part, samples: 20 }))
  const whole = merge([partOf(0, samples)])
  expect(distance(merge(parts), whole)).toBeLessThan(1e-13)
  expect(distance(merge(alike), whole)).toBeGreaterThan(1e-2)
})

test('the spread between blocks counts: that within them alone is too small', () => {
  const samples = [...pureSamples(20, 2, 0.2, 1), ...pureSamples(20, 2, 0.2, 2).map(({ psi }) => ({ psi, q: 9 }))]
  const whole = merge([partOf(0, samples)])
  const parts = [partOf(0, samples.slice(0, 20)), partOf(1, samples.slice(20))]
  expect(Math.abs(merge(parts).errors.q[0][0] / whole.errors.q[0][0] - 1)).toBeLessThan(1e-13)
  const within = parts.map((part) => ({ ...part, means: parts[0].means }))
  expect(merge(within).errors.q[0][0] / whole.errors.q[0][0]).toBeLessThan(0.5)
})

test('the order of the parts fixes every bit: the same order repeats, and another rounds otherwise somewhere', () => {
  const parts = Array.from({ length: 7 }, (_, k) => partOf(k, pureSamples(13 + k, 3, 0.9, k)))
  expect(merge(parts)).toEqual(merge(parts))
  const turned = merge([...parts].reverse())
  expect(turned).not.toEqual(merge(parts))
  expect(distance(turned, merge(parts))).toBeLessThan(1e-14)
})

test('a part that stopped early ends the records of all', () => {
  const part = partOf(0, pureSamples(5, 2, 0.5, 1))
  const twice = {
    ...part,
    t: [0, 1],
    means: [...part.means, ...part.means],
    spreads: [part.spreads, part.spreads].flatMap((s) => s ?? []),
  }
  const halted = { ...part, index: 1, status: 'edge', message: 'Stopped at step 3: out of the box.' } as const
  const result = mergeParts(blocksSpec, units, [twice, halted])
  expect(result.t).toEqual([0])
  expect(result.observables.q[0].length).toBe(1)
  expect(result.status).toBe('edge')
  expect(result.message).toBe('Stopped at step 3: out of the box (block 1).')
})
