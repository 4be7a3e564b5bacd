import { gridNumber } from '@casimir/checks'
import type { Observer } from '@casimir/integrators'
import { extremaOf, integrate, meanOf, productObserver, recordBlock } from '@casimir/integrators'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { refuted } from '../support/refuted.ts'
import { pointAt, turn } from '../support/runLoopMethods.ts'

type Point = ReturnType<typeof pointAt>
interface Seen {
  readonly t: number
  readonly state: Point
}

const first = ({ block }: Point): number => block[0]
const energy = ({ block }: Point): number => block[0] ** 2 + 2 * block[1] ** 2
const observers = { trajectory: recordBlock(), range: extremaOf(energy), mean: meanOf(energy), first: meanOf(first) }

const fold = <R>(observer: Observer<Point, R>, trajectory: ReadonlyArray<Seen>): R => {
  const reducer = observer.begin({ records: trajectory.length, size: 2 })
  for (const { t, state } of trajectory) reducer.see(t, state)
  return reducer.end()
}
const separately = (trajectory: ReadonlyArray<Seen>) => ({
  trajectory: fold(observers.trajectory, trajectory),
  range: fold(observers.range, trajectory),
  mean: fold(observers.mean, trajectory),
  first: fold(observers.first, trajectory),
})
const trajectories = fc
  .array(fc.tuple(gridNumber(), gridNumber()), { minLength: 1, maxLength: 12 })
  .map((points) => points.map(([x, y], k): Seen => ({ t: k / 2, state: pointAt(x, y) })))

/** Shows each state to all observers but the last. */
const forgetful: typeof productObserver = (all) => ({
  begin: (plan) => {
    const whole = productObserver(all).begin(plan)
    let seen = 0
    return { ...whole, see: (t, state) => (++seen < plan.records ? whole.see(t, state) : undefined) }
  },
})

describe('the product of observers', () => {
  law('is each of them folded alone over the stored trajectory', [trajectories], (trajectory) =>
    expect(fold(productObserver(observers), trajectory)).toEqual(separately(trajectory)),
  )
  test('and a product that drops a record is caught', () =>
    expect(
      refuted([trajectories], (trajectory) =>
        expect(fold(forgetful(observers), trajectory)).toEqual(separately(trajectory)),
      ),
    ).toBe(true))
  law('a product within a product changes nothing', [trajectories], (trajectory) => {
    const { trajectory: recorded, ...others } = observers
    const inner: Observer<Point, unknown> = productObserver(others)
    const nested: Observer<Point, unknown> = productObserver({ recorded, others: inner })
    const { trajectory: alone, ...rest } = separately(trajectory)
    expect(fold(nested, trajectory)).toEqual({ recorded: alone, others: rest })
  })
  law('in a run is the fold over what it recorded', [fc.integer({ min: 1, max: 6 }), gridNumber()], (every, x) => {
    const { observed } = integrate({ state: pointAt(x, 1), flow: turn, h: 0.3, steps: 4 * every, every, observers })
    const { times, blocks, size } = observed.trajectory
    expect(times.length).toBe(5)
    const stored = Array.from(times, (t, k): Seen => ({ t, state: { block: blocks.slice(k * size, (k + 1) * size) } }))
    expect(observed).toEqual(separately(stored))
  })
})

describe('ready observers, against plain sums and sorts', () => {
  law('extrema and mean', [trajectories], (trajectory) => {
    const values = trajectory.map(({ state }) => energy(state))
    const least = Math.min(...values)
    const greatest = Math.max(...values)
    const { range, mean } = separately(trajectory)
    expect(range).toEqual({
      least,
      leastAt: values.indexOf(least) / 2,
      greatest,
      greatestAt: values.indexOf(greatest) / 2,
    })
    expect(Math.abs(mean - values.reduce((s, v) => s + v, 0) / values.length)).toBeLessThan(1e-14)
  })
  law('the dense record holds every block where it says', [trajectories], (trajectory) => {
    const { blocks, times } = separately(trajectory).trajectory
    expect(Array.from(blocks)).toEqual(trajectory.flatMap(({ state }) => Array.from(state.block)))
    expect(Array.from(times)).toEqual(trajectory.map(({ t }) => t))
  })
  test('nothing seen is an empty record, no extrema and a mean that is not a number', () => {
    expect(fold(observers.trajectory, [])).toEqual({
      times: new Float64Array(),
      blocks: new Float64Array(),
      size: 2,
    })
    expect(fold(observers.range, []).least).toBe(Number.POSITIVE_INFINITY)
    expect(fold(observers.mean, [])).toBeNaN()
  })
})
