import { allocate, allocateGradient, allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'

const lengths = fc.record({
  t: fc.integer({ min: 0, max: 4 }),
  q: fc.integer({ min: 0, max: 9 }),
  psi: fc.integer({ min: 0, max: 9 }),
})

describe('a state is one block with kept views', () => {
  law('the fields tile the block in the order of the layout', [lengths], (layout) => {
    const s = allocate(layout)
    expect(s.block.length).toBe(layout.t + layout.q + layout.psi)
    s.block.forEach((_, k) => {
      s.block[k] = k + 1
    })
    expect([...s.t, ...s.q, ...s.psi]).toEqual([...s.block])
  })

  law('writing a view writes the block', [lengths], (layout) => {
    const s = allocate(layout)
    expect(s.block.every((x) => x === 0)).toBe(true)
    s.psi.fill(3)
    expect(s.block.filter((x) => x === 3).length).toBe(layout.psi)
    expect(s.psi.buffer).toBe(s.block.buffer)
  })

  test('two states share nothing', () => {
    const [a, b] = [allocate({ q: 2 }), allocate({ q: 2 })]
    a.q[0] = 1
    expect(b.q[0]).toBe(0)
  })
})

describe('a length that is no whole number >= 0 is refused by name', () => {
  for (const length of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    test(`${length}`, () =>
      expect(() => allocate({ t: 1, p: length })).toThrow(
        `allocate: field 'p' has length ${length}; give a non-negative whole number.`,
      ))
})

const shapes = fc.record({
  trajectories: fc.integer({ min: 1, max: 5 }),
  dof: fc.integer({ min: 1, max: 3 }),
  levels: fc.integer({ min: 1, max: 4 }),
})

law('a hybrid state holds t, q, p, psi of N trajectories', [shapes], (shape) => {
  const { trajectories: N, dof: d, levels: n } = shape
  const s = allocateHybrid(shape)
  expect([s.t.length, s.q.length, s.p.length, s.psi.length]).toEqual([1, N * d, N * d, 2 * n * N])
  expect(s.block.length).toBe(1 + 2 * N * d + 2 * n * N)
  s.psi[2 * n * N - 1] = 7
  expect(s.block.at(-1)).toBe(7)
})

law('a hybrid gradient holds dq, dp and one matrix a trajectory', [shapes], (shape) => {
  const { trajectories: N, dof: d, levels: n } = shape
  const g = allocateGradient(shape)
  expect([g.q.length, g.p.length, g.generator.length]).toEqual([N * d, N * d, 2 * n * n * N])
  g.generator[0] = 5
  expect(g.block[2 * N * d]).toBe(5)
})
