import { allocateHybrid } from '@casimir/algebra'
import type { Blocked, Memory } from '@casimir/integrators'
import { implicitMidpoint, integrate, recordBlock, resume } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { koopmonSystem } from '../support/catalogueProblems.ts'
import { largestDifference } from '../support/largestDifference.ts'
import type { FreshRun } from '../support/runLoopMethods.ts'
import { freshDensityRun, freshRuns, pointAt, rememberingRuns, turn } from '../support/runLoopMethods.ts'

const observers = { path: recordBlock() }

const halves = <S extends Blocked>(fresh: () => FreshRun<S>, steps: number) => {
  const whole = integrate({ ...fresh(), steps, observers })
  const half = integrate({ ...fresh(), steps: steps / 2, observers })
  const rest = resume({ ...fresh(), steps: steps / 2, observers }, structuredClone(half.checkpoint))
  return { whole, half, rest }
}
const density = 'Gauss with 2 stages on density matrices'
const runs = [
  ...Object.entries({ ...freshRuns, ...rememberingRuns }).map(
    ([name, fresh]) => [name, () => halves(fresh, name.startsWith('adaptive') ? 20 : 200)] as const,
  ),
  [density, () => halves(freshDensityRun, 200)] as const,
]

test.each(runs)('%s resumed from a clone, freshly prepared, is the whole run to the last bit', (_, compute) => {
  const { whole, half, rest } = compute()
  expect([whole.ended, half.ended, rest.ended]).toEqual(['finished', 'finished', 'finished'])
  expect(whole.checkpoint.block.every(Number.isFinite)).toBe(true)
  expect(rest.checkpoint).toEqual(whole.checkpoint)
  expect([rest.step, rest.t]).toEqual([whole.step, whole.t])
  const { blocks, times, size } = whole.observed.path
  expect(rest.observed.path.blocks).toEqual(blocks.slice(half.step * size))
  expect(rest.observed.path.times).toEqual(times.slice(half.step))
  expect(half.checkpoint.block).not.toEqual(whole.checkpoint.block)
})

const forgetful =
  <S extends Blocked>(fresh: () => FreshRun<S>) =>
  (): FreshRun<S> => ({ ...fresh(), memory: undefined })
const forgetfulRuns = [
  ...Object.entries({ ...freshRuns, ...rememberingRuns })
    .filter(([, fresh]) => fresh().memory)
    .map(([name, fresh]) => [name, () => halves(forgetful(fresh), name.startsWith('adaptive') ? 20 : 200)] as const),
  [density, () => halves(forgetful(freshDensityRun), 200)] as const,
]

test.each(forgetfulRuns)('%s without its memory is not the same to the last bit, only nearly', (name, compute) => {
  const { whole, rest } = compute()
  const difference = largestDifference(rest.checkpoint.block, whole.checkpoint.block)
  expect(difference).toBeGreaterThan(0)
  // Tao's two copies have drifted apart; the others differ by their solver's or their error control's tolerance
  expect(difference).toBeLessThan(name.startsWith('Tao') ? 1e-1 : 1e-8)
})
test('every stepper here that keeps something is among them', () => expect(forgetfulRuns.length).toBe(6))

test('a memory that has been written reads back the same, for any history', () => {
  for (const history of [0, 1, 5]) {
    const [one, two] = [1, 2].map(() => implicitMidpoint(koopmonSystem, { history }).memory as Memory)
    const block = Float64Array.from({ length: one.size }, (_, k) => Math.sin(k))
    block[1 + allocateHybrid(koopmonSystem.shape).block.length] = history
    two.write(block)
    const out = new Float64Array(two.size)
    two.read(out)
    expect(out).toEqual(block)
  }
})

/** A kick drawn from a counter-based generator: what is drawn depends on the counter alone. */
const kicked = () => {
  let counter = 0
  const random: Memory = {
    size: 1,
    read: (out) => {
      out[0] = counter
    },
    write: (block) => {
      counter = block[0]
    },
  }
  const flow: typeof turn = (state, h) => {
    counter += 1
    state.block[1] += 0.1 * Math.sin(1e4 * counter)
    return turn(state, h)
  }
  return { state: pointAt(1, 0), flow, h: 0.1, observers, random }
}

describe('random counters', () => {
  const whole = integrate({ ...kicked(), steps: 20 })
  const half = integrate({ ...kicked(), steps: 10 })
  test('go on where the checkpoint left them', () => {
    expect(half.checkpoint.random).toEqual(Float64Array.of(10))
    expect(resume({ ...kicked(), steps: 10 }, half.checkpoint).checkpoint).toEqual(whole.checkpoint)
  })
  test('and a generator begun anew gives another run', () => {
    const anew = { ...half.checkpoint, random: Float64Array.of(0) }
    expect(resume({ ...kicked(), steps: 10 }, anew).checkpoint.block).not.toEqual(whole.checkpoint.block)
  })
})

describe('resume refuses', () => {
  const fresh = freshRuns['midpoint on koopmons']
  const { checkpoint } = integrate({ ...fresh(), steps: 2, observers })
  test.each([
    ['another step', { h: 0.1 }, /checkpoint's h is 0.05 and the run's 0.1; give the same/],
    ['another block', { state: allocateHybrid({ trajectories: 1, dof: 1, levels: 2 }) }, /numbers of block/],
    ['a run without the memory', { memory: undefined }, /numbers of memory and the run 0; prepare the run/],
    ['a run without the counters', {}, /1 numbers of random counters and the run 0/],
    ['a record that does not divide', { every: 3 }, /every is 3 and steps 4; give a whole number >= 1 that divides/],
  ])('%s', (what, change, message) => {
    const from = what.includes('counters') ? { ...checkpoint, random: Float64Array.of(3) } : checkpoint
    expect(() => resume({ ...fresh(), steps: 4, observers, ...change }, from)).toThrow(message)
  })
})
