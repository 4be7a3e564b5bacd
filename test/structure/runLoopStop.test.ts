import type { Memory } from '@casimir/integrators'
import { crossPlane, integrate, leaveBox, recordBlock, resume } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { freshRuns, pointAt, swing, turn } from '../support/runLoopMethods.ts'

const observers = { path: recordBlock() }
const x = Float64Array.of(1, 0)
const stopAt = (stop: Parameters<typeof integrate>[0]['stop'], state = pointAt(1, 0), steps = 100) =>
  integrate({ state, flow: turn, h: 0.3, steps, observers, stop: stop ?? [] })

describe('a plane', () => {
  test.each([
    ['either', Math.PI / 2],
    ['down', Math.PI / 2],
    ['up', (3 * Math.PI) / 2],
  ] as const)('crossed %s is located to the tolerance, with the state on it', (direction, angle) => {
    const state = pointAt(1, 0)
    const end = stopAt([crossPlane({ normal: x, direction })], state)
    expect([end.ended, end.stop, end.status]).toEqual(['stopped', 'plane', 0])
    expect(Math.abs(end.t - angle)).toBeLessThan(1e-12)
    expect(Math.abs(state.block[0])).toBeLessThan(1e-12)
    expect(end.step).toBe(Math.floor(angle / 0.3))
    expect(end.t).toBe(end.checkpoint.t + end.beyond)
    expect(end.observed.path.times.length).toBe(end.step + 1)
  })
  test('is located no closer than asked, and a straight line through the step would be far off', () => {
    const loose = integrate({
      state: pointAt(1, 0),
      flow: turn,
      h: 0.3,
      steps: 100,
      observers,
      stop: [crossPlane({ normal: x })],
      tolerance: 1e-3,
    })
    const error = Math.abs(loose.t - Math.PI / 2)
    expect(error).toBeLessThan(1e-3)
    expect(error).toBeGreaterThan(1e-12)
    const [a, b] = [Math.cos(1.5), Math.cos(1.8)]
    expect(Math.abs(1.5 + (0.3 * a) / (a - b) - Math.PI / 2)).toBeGreaterThan(1e-5)
  })
  test('of a pendulum is crossed at the quarter period, with the order of the method', () => {
    // 4 K(sin^2 0.5) / 4 by the arithmetic-geometric mean
    let [a, g] = [1, Math.cos(0.5)]
    for (let k = 0; k < 6; k++) [a, g] = [(a + g) / 2, Math.sqrt(a * g)]
    const error = (h: number): number =>
      Math.abs(
        integrate({
          state: pointAt(1, 0),
          flow: swing,
          h,
          steps: 1000,
          observers,
          stop: [crossPlane({ normal: x })],
        }).t -
          Math.PI / (2 * a),
      )
    const [coarse, fine] = [error(0.1), error(0.05)]
    expect(coarse).toBeLessThan(1e-2)
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.8)
    expect(Math.log2(coarse / fine)).toBeLessThan(2.2)
  })
  test('may be started on, and is then crossed only at the return', () => {
    const end = stopAt([crossPlane({ normal: Float64Array.of(0, 1) })])
    expect(Math.abs(end.t - Math.PI)).toBeLessThan(1e-12)
  })
  test('is left behind, so that the next section is the next turn', () => {
    const state = pointAt(1, 0)
    const stop = [crossPlane({ normal: x, direction: 'up' as const })]
    const first = stopAt(stop, state)
    const second = stopAt(stop, state)
    expect(Math.abs(first.t - (3 * Math.PI) / 2)).toBeLessThan(1e-12)
    expect(Math.abs(second.t - 2 * Math.PI)).toBeLessThan(1e-11)
  })
  test('that is not met does not stop the run', () => {
    const end = stopAt([crossPlane({ normal: x, offset: 2 })])
    expect([end.ended, end.stop, end.step]).toEqual(['finished', undefined, 100])
  })
  test('is located backwards in time too', () => {
    const end = integrate({
      state: pointAt(1, 0),
      flow: turn,
      h: -0.3,
      steps: 100,
      observers,
      stop: [crossPlane({ normal: x })],
    })
    expect(Math.abs(end.t + Math.PI / 2)).toBeLessThan(1e-12)
  })
})

describe('a box', () => {
  const side = { index: 1, lower: -2, upper: 0.5 }
  test('is left where the first side is reached', () => {
    const state = pointAt(1, 0)
    const end = stopAt([leaveBox([side, { index: 0, lower: 0, upper: 2 }])], state)
    expect([end.ended, end.stop]).toEqual(['stopped', 'box'])
    expect(Math.abs(end.t - Math.PI / 6)).toBeLessThan(1e-12)
    expect(Math.abs(state.block[1] - 0.5)).toBeLessThan(1e-12)
  })
  test('the earliest of several conditions in one step stops the run, whatever their order', () => {
    const early = leaveBox([{ index: 1, lower: -2, upper: Math.sin(0.1) }], 'early')
    const late = leaveBox([{ index: 1, lower: -2, upper: Math.sin(0.2) }], 'late')
    for (const stop of [
      [early, late],
      [late, early],
    ]) {
      const end = stopAt(stop)
      expect(end.stop).toBe('early')
      expect(Math.abs(end.t - 0.1)).toBeLessThan(1e-12)
      expect(end.step).toBe(0)
    }
  })
})

describe('a stopped run resumed without its condition is the run that never stopped', () => {
  const fresh = freshRuns['midpoint on koopmons']
  const plane = () => {
    const { state } = fresh()
    const normal = new Float64Array(state.block.length)
    normal[1] = 1
    return crossPlane({ normal })
  }
  const through = (withMemory: boolean) => {
    const run = () => (withMemory ? fresh() : { ...fresh(), memory: undefined })
    const whole = integrate({ ...run(), steps: 100, observers })
    const held = run()
    const stopped = integrate({ ...held, steps: 100, observers, stop: [plane()] })
    expect(stopped.ended).toBe('stopped')
    expect(stopped.step).toBeGreaterThan(5)
    expect(Math.abs(held.state.q[0])).toBeLessThan(1e-10)
    expect(stopped.counts.flows).toBeGreaterThan(stopped.counts.steps + 30)
    const rest = resume({ ...held, steps: 100 - stopped.step, observers }, stopped.checkpoint)
    return { whole: whole.checkpoint.block, rest: rest.checkpoint.block }
  }
  test('to the last bit', () => {
    const { whole, rest } = through(true)
    expect(rest).toEqual(whole)
  })
  test('but not without the memory of the last whole step', () => {
    const { whole, rest } = through(false)
    expect(rest).not.toEqual(whole)
  })
})

/** A turn kicked by draws of a counter-based generator, and the counter as a memory; it fails with status 4 at the given draw. */
const kicked = (failsAt = Number.POSITIVE_INFINITY) => {
  let counter = 0
  const flow: typeof turn = (state, h) => {
    counter += 1
    state.block[1] += 0.1 * Math.sin(1e4 * counter)
    return counter === failsAt ? 4 : turn(state, h)
  }
  const memory: Memory = {
    size: 1,
    read: (out) => {
      out[0] = counter
    },
    write: (block) => {
      counter = block[0]
    },
  }
  return { flow, memory, counter: () => counter }
}

describe.each(['memory', 'random'])('what the flow keeps, given as %s,', (as) => {
  const start = (failsAt?: number) => {
    const { flow, memory, counter } = kicked(failsAt)
    return { run: { state: pointAt(1, 0), flow, h: 0.3, steps: 100, observers, [as]: memory }, counter }
  }
  test('is put back before every trial, so that a stop is one step from the last whole one', () => {
    const { run, counter } = start()
    const end = integrate({ ...run, stop: [crossPlane({ normal: x })] })
    expect(end.ended).toBe('stopped')
    expect(counter()).toBe(end.step + 1)
    expect(Math.abs(run.state.block[0])).toBeLessThan(1e-11)
    const again = start().run
    integrate({ ...again, steps: end.step })
    again.flow(again.state, end.beyond)
    expect(again.state.block).toEqual(run.state.block)
  })
  test('is that of the last good step when a step fails', () => {
    const { run, counter } = start(6)
    const end = integrate(run)
    expect([end.ended, end.status, end.step, counter()]).toEqual(['failed', 4, 5, 5])
  })
})

describe('refuses', () => {
  test.each([
    ['a normal of zeros', () => crossPlane({ normal: new Float64Array(2) }), /finite normal other than zero/],
    ['an offset that is no number', () => crossPlane({ normal: x, offset: Number.NaN }), /finite offset/],
    ['a box without sides', () => leaveBox([]), /'box' has no side/],
    ['an empty side', () => leaveBox([{ index: 0, lower: 1, upper: 1 }]), /lower below upper/],
    [
      'a normal of the wrong length',
      () => stopAt([crossPlane({ normal: new Float64Array([1]) })]),
      /normal of plane 'plane' has 1 numbers and the block 2/,
    ],
    ['a start outside the box', () => stopAt([leaveBox([{ index: 0, lower: 2, upper: 3 }])]), /not inside box 'box'/],
    ['a side the block lacks', () => stopAt([leaveBox([{ index: 2, lower: 2, upper: 3 }])]), /limits number 2/],
  ])('%s', (_, build, message) => expect(build).toThrow(message))
})
