import type { Flow } from '@casimir/algebra'
import { getFlowMonoid, STATUS } from '@casimir/algebra'
import * as fc from 'fast-check'
import { concatAll } from 'fp-ts/lib/Monoid.js'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'

interface Trace {
  x: number
  readonly visited: number[]
}

const statuses = fc.constantFrom(STATUS.ok, STATUS.ok, STATUS.ok, STATUS.notConverged, STATUS.nonFinite)

/** Flows that do not commute, so that order shows, and that sometimes stop. */
const flows = fc.record({ factor: fc.integer({ min: -3, max: 3 }), id: fc.nat(99), status: statuses }).map(
  ({ factor, id, status }): Flow<Trace> =>
    (s, h) => {
      s.x = factor * s.x + h
      s.visited.push(id)
      return status
    },
)

const runs = (f: Flow<Trace>, h: number): { status: number; trace: Trace } => {
  const trace: Trace = { x: 1, visited: [] }
  const status = f(trace, h)
  return { status, trace }
}

const { concat, empty } = getFlowMonoid<Trace>()
const times = fc.integer({ min: -4, max: 4 })

describe('flows are a monoid under "then"', () => {
  law('associative', [flows, flows, flows, times], (f, g, k, h) =>
    expect(runs(concat(concat(f, g), k), h)).toEqual(runs(concat(f, concat(g, k)), h)),
  )
  law('empty is the identity on both sides', [flows, times], (f, h) => {
    expect(runs(concat(f, empty), h)).toEqual(runs(f, h))
    expect(runs(concat(empty, f), h)).toEqual(runs(f, h))
  })
  test('the first flow acts first', () => {
    const double: Flow<Trace> = (s) => {
      s.x *= 2
      return 0
    }
    const add: Flow<Trace> = (s, h) => {
      s.x += h
      return 0
    }
    expect(runs(concat(double, add), 5).trace.x).toBe(7)
    expect(runs(concat(add, double), 5).trace.x).toBe(12)
  })
})

law(
  'a composite stops at the first status that is not ok, and reports it',
  [fc.array(statuses, { minLength: 1, maxLength: 8 }), times],
  (list, h) => {
    const steps = list.map(
      (status, k): Flow<Trace> =>
        (s) => {
          s.visited.push(k)
          return status
        },
    )
    const stop = list.findIndex((status) => status !== STATUS.ok)
    const { status, trace } = runs(concatAll(getFlowMonoid<Trace>())(steps), h)
    expect(status).toBe(stop < 0 ? STATUS.ok : list[stop])
    expect(trace.visited).toEqual(list.slice(0, stop < 0 ? list.length : stop + 1).map((_, k) => k))
  },
)
