import { STATUS } from '@casimir/algebra'
import {
  crossPlane,
  extremaOf,
  implicitMidpoint,
  integrate,
  integrateBack,
  meanOf,
  recordBlock,
} from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { koopmonSystem } from '../support/catalogueProblems.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { freshRuns, pointAt, swing, turn } from '../support/runLoopMethods.ts'
import { sampleCloud } from '../support/sampleCloud.ts'

const observers = { path: recordBlock() }

describe('a run', () => {
  test('is the flow repeated by hand, bit for bit, with a record of every fifth step', () => {
    const byHand = pointAt(1, 0.2)
    const blocks = [...byHand.block]
    for (let k = 1; k <= 20; k++) {
      swing(byHand, 0.1)
      if (k % 5 === 0) blocks.push(...byHand.block)
    }
    const end = integrate({ state: pointAt(1, 0.2), flow: swing, h: 0.1, steps: 20, every: 5, t: 3, observers })
    expect(Array.from(end.observed.path.blocks)).toEqual(blocks)
    expect(Array.from(end.observed.path.times)).toEqual([0, 5, 10, 15, 20].map((k) => 3 + k * 0.1))
    expect(end.counts).toEqual({ steps: 20, flows: 20, records: 5 })
    expect([end.ended, end.status, end.step, end.t, end.beyond]).toEqual(['finished', 0, 20, 5, 0])
  })
  test('of no steps sees the start', () => {
    const end = integrate({ state: pointAt(1, 2), flow: turn, h: 1, steps: 0, observers })
    expect(Array.from(end.observed.path.blocks)).toEqual([1, 2])
  })
  test('checkpoints what it ended with, as a copy', () => {
    const state = pointAt(1, 0)
    const { checkpoint } = integrate({ state, flow: turn, h: 1, steps: 2, observers })
    expect(checkpoint.block).toEqual(state.block)
    state.block.fill(0)
    expect(checkpoint.block[0]).not.toBe(0)
  })
})

describe('a failed step', () => {
  /** Fails at step 4, having spoilt the state; a later step would fail with another status. */
  const failing = (status: number, spoilt: number) => {
    let calls = 0
    return (state: ReturnType<typeof pointAt>, h: number): number => {
      calls += 1
      turn(state, h)
      if (calls >= 4) state.block[0] = spoilt
      return calls === 4 ? status : calls > 4 ? 99 : 0
    }
  }
  test.each([
    ['its own status', STATUS.latticeTooLarge, 7, STATUS.latticeTooLarge],
    ['nonFinite for NaN under an ok status', STATUS.ok, Number.NaN, STATUS.nonFinite],
    ['nonFinite for infinity under an ok status', STATUS.ok, Number.NEGATIVE_INFINITY, STATUS.nonFinite],
  ])('ends the run with %s, the time, and the last good state', (_, status, spoilt, expected) => {
    const state = pointAt(1, 0)
    const end = integrate({ state, flow: failing(status, spoilt), h: 0.5, steps: 10, observers })
    expect([end.ended, end.status, end.step, end.t]).toEqual(['failed', expected, 3, 1.5])
    expect(end.counts).toEqual({ steps: 3, flows: 4, records: 4 })
    const good = integrate({ state: pointAt(1, 0), flow: turn, h: 0.5, steps: 3, observers })
    expect(end.observed).toEqual(good.observed)
    expect(state.block).toEqual(good.checkpoint.block)
    expect(end.checkpoint).toEqual(good.checkpoint)
  })
  test('of a real solver is reported, never passed over', () => {
    const stepper = implicitMidpoint(koopmonSystem, { iterations: 3 })
    const end = integrate({ state: sampleCloud(koopmonSystem.shape), ...stepper, h: 0.5, steps: 5, observers })
    expect([end.ended, end.status, end.step, end.t]).toEqual(['failed', STATUS.notConverged, 0, 0])
  })
  test('while locating a stop fails the run too', () => {
    let calls = 0
    const flow: typeof turn = (state, h) => (++calls > 10 ? 5 : turn(state, h))
    const end = integrate({
      state: pointAt(1, 0),
      flow,
      h: 0.3,
      steps: 20,
      observers,
      stop: [crossPlane({ normal: Float64Array.of(1, 0) })],
    })
    expect([end.ended, end.status, end.step]).toEqual(['failed', 5, 5])
  })
})

describe('integrating back', () => {
  const there = (name: string) => {
    const run = { ...freshRuns[name](), steps: 200, every: 10, observers }
    const start = run.state.block.slice()
    const end = integrate(run)
    const far = largestDifference(run.state.block, start)
    const back = integrateBack(run, end)
    return { start, end, far, back, state: run.state.block }
  }
  const symmetric = Object.keys(freshRuns).filter((name) => !name.startsWith('RK4'))
  test.each(symmetric)('%s returns to the start', (name) => {
    const { start, end, far, back, state } = there(name)
    expect(far).toBeGreaterThan(0.1)
    expect(largestDifference(state, start)).toBeLessThan(name.startsWith('Strang') ? 1e-10 : 1e-9)
    expect(Math.abs(back.t)).toBeLessThan(1e-9)
    const { blocks, size } = end.observed.path
    const seen = back.observed.path.blocks
    for (let k = 0; k <= 20; k++)
      expect(
        largestDifference(seen.slice(k * size, (k + 1) * size), blocks.slice((20 - k) * size, (21 - k) * size)),
      ).toBeLessThan(1e-9)
  })
  test('RK4, which is not symmetric, does not', () => {
    const { start, state } = there('RK4 on koopmons')
    expect(largestDifference(state, start)).toBeGreaterThan(1e-7)
  })
  test('from a stop inside a step returns to the start as well', () => {
    const state = pointAt(1, 0.3)
    const run = {
      state,
      flow: swing,
      h: 0.3,
      steps: 50,
      observers,
      stop: [crossPlane({ normal: Float64Array.of(1, 0) })],
    }
    const end = integrate(run)
    expect(end.beyond).toBeGreaterThan(0.01)
    integrateBack(run, end)
    expect(largestDifference(state.block, [1, 0.3])).toBeLessThan(1e-14)
    // without the part of a step the way back misses the start
    const missed = { ...run, state: pointAt(1, 0.3) }
    integrateBack(missed, { ...integrate(missed), beyond: 0 })
    expect(largestDifference(missed.state.block, [1, 0.3])).toBeGreaterThan(1e-3)
  })
  test('refuses the run of another step and a record that does not divide', () => {
    const run = { state: pointAt(1, 0), flow: turn, h: 0.1, steps: 6, observers }
    const end = integrate(run)
    expect(() => integrateBack({ ...run, h: 0.2 }, end)).toThrow(/h is 0.2 and it ended with 0.1/)
    expect(() => integrateBack({ ...run, every: 4 }, end)).toThrow(/integrateBack: every is 4 and steps 6/)
  })
})

describe('a run refuses', () => {
  const run = { state: pointAt(1, 0), flow: turn, h: 0.1, steps: 6, observers }
  test.each([
    [{ h: 0 }, /integrate: h is 0; give a finite step other than zero/],
    [{ h: Number.NaN }, /h is NaN/],
    [{ steps: 1.5 }, /steps is 1.5; give a whole number/],
    [{ every: 4 }, /every is 4 and steps 6; give a whole number >= 1 that divides steps/],
    [{ every: 0 }, /every is 0/],
    [{ t: Number.POSITIVE_INFINITY }, /t is Infinity/],
    [{ tolerance: 0 }, /tolerance is 0/],
  ])('%o', (change, message) => {
    expect(() => integrate({ ...run, ...change })).toThrow(message)
    expect(run.state.block).toEqual(Float64Array.of(1, 0))
  })
})

test('observers are lent the state itself, once a record', () => {
  const state = pointAt(1, 0)
  const lent: unknown[] = []
  const lending = { begin: () => ({ see: (_: number, s: unknown) => void lent.push(s), end: () => lent.length }) }
  const end = integrate({
    state,
    flow: turn,
    h: 0.1,
    steps: 6,
    every: 2,
    observers: { lending, mean: meanOf(() => 1), range: extremaOf(() => 2) },
  })
  expect(end.observed.lending).toBe(4)
  expect(lent.every((s) => s === state)).toBe(true)
})
