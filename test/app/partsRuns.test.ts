import { BLOCK, computePart, mergeParts, planParts, problemOf, run } from '@casimir/experiments'
import { surfaceHopping, tully1 } from '@casimir/models'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { seedOf, uniformsOf } from '../support/mersenneTwister.ts'
import { runSpec } from '../support/specs.ts'
import { cheap, lasting, runOf, trajectoriesOf } from '../support/statisticsRuns.ts'

const random = (particles: number, seed = 1) => ({ name: 'ehrenfest', particles, sampling: 'random', seed })
const hopping = {
  problem: { name: 'tully1' },
  initial: { wavepacket: { q: -3, p: 15, sigma: 0.7, basis: 'adiabatic', level: 0 } },
  integrator: { dt: 5 },
  time: { end: 800, record: 200 },
}
const fssh = (particles: number, more: object = {}) => ({ name: 'fssh', particles, seed: 4, ...more })

describe('trajectory a is the same whatever it is computed with', () => {
  test.each([
    ['ehrenfest', cheap, random, 2],
    ['fssh', hopping, fssh, 800],
  ] as const)('%s: among 300 and among 700, in one run and in another', async (_, document, method, end) => {
    const [few, many] = await Promise.all(
      [300, 700].map((particles) => runOf({ ...document, method: method(particles), snapshots: [end] })),
    )
    const [a, b] = [trajectoriesOf(few), trajectoriesOf(many)]
    expect(b.q.slice(0, 300)).toEqual(a.q)
    expect(b.p.slice(0, 300)).toEqual(a.p)
    expect(b.psi.slice(0, 4 * 300)).toEqual(a.psi)
    if (a.active) expect(b.active?.slice(0, 300)).toEqual(a.active)
    expect(new Set(b.q).size).toBe(700)
  })

  test('computed part by part in any order, the merged run is the run to the last bit', async () => {
    const decoded = runSpec({ ...hopping, method: fssh(600), snapshots: [0, 800] })
    const { units } = problemOf(decoded)
    expect(planParts(decoded.spec)).toEqual({ kind: 'blocks', parts: 3 })
    const backwards = []
    for (const index of [2, 1, 0]) backwards.unshift(await computePart(decoded, index))
    expect(lasting(mergeParts(decoded.spec, units, backwards))).toEqual(lasting(await run(decoded)))
    const copied = structuredClone(backwards)
    expect(lasting(mergeParts(decoded.spec, units, copied))).toEqual(lasting(await run(decoded)))
  })

  test('another seed gives other trajectories', async () => {
    const [one, two] = await Promise.all([1, 2].map((seed) => runOf({ method: random(300, seed), snapshots: [0] })))
    const all = [...trajectoriesOf(one).q, ...trajectoriesOf(two).q]
    expect(new Set(all).size).toBe(600)
  })
})

describe('the numbers a hop is decided by', () => {
  const N = 40
  const model = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })
  const options = {
    hbar: 1,
    hopping: 'instantaneous',
    rescale: 'nac',
    frustrated: 'reverse',
    decoherence: 'none',
  } as const
  const endOf = async (method: object) => trajectoriesOf(await runOf({ ...hopping, method, snapshots: [0, 800] }), 1)
  /** The same trajectories by the model itself, their numbers from the oracle, `passed` of them drawn before. */
  const byHand = async (method: object, passed: number, first = 0) => {
    const start = trajectoriesOf(await runOf({ ...hopping, method, snapshots: [0] }))
    const draws = Array.from({ length: N }, (_, a) => {
      const next = uniformsOf(seedOf(4, first + a))
      for (let k = 0; k < passed; k++) next()
      return next
    })
    const hand = surfaceHopping(model, options).prepare(N, (a) => draws[a]())
    hand.state.q.set(start.q)
    hand.state.p.set(start.p)
    hand.state.psi.set(start.psi)
    for (let a = 0; a < N; a++) hand.start(a, 0)
    for (let k = 0; k < 160; k++) hand.step(5)
    return hand
  }
  test.each(['random', 'halton', 'lattice'])(
    '%s: they follow those that sample or shift the start',
    async (sampling) => {
      const lattice = sampling === 'lattice' ? 36 : N
      const method = { name: 'fssh', particles: N, sampling, seed: 4 }
      if (lattice !== N) return expect((await endOf(method)).q.length).toBe(lattice)
      const end = await endOf(method)
      const hand = await byHand(method, 2)
      expect(end.q).toEqual(hand.state.q)
      expect(end.active).toEqual(hand.active)
      const wrong = await byHand(method, 0)
      expect(end.q).not.toEqual(wrong.state.q)
    },
  )
  test('from a point nothing is sampled and the first number decides the first step', async () => {
    const point = { q: -3, p: 15, basis: 'adiabatic', level: 0 }
    const result = await runOf({ ...hopping, initial: { point }, method: fssh(300), snapshots: [800] })
    expect(result.statistics).toEqual({ over: 'trajectories', samples: 300 })
    const next = Array.from({ length: 300 }, (_, a) => uniformsOf(seedOf(4, a)))
    const hand = surfaceHopping(model, options).prepare(300, (a) => next[a]())
    hand.state.q.fill(-3)
    hand.state.p.fill(15)
    const { psi } = trajectoriesOf(await runOf({ ...hopping, initial: { point }, method: fssh(1), snapshots: [0] }))
    for (let a = 0; a < 300; a++) {
      hand.state.psi.set(psi, 4 * a)
      hand.start(a, 0)
    }
    for (let k = 0; k < 160; k++) hand.step(5)
    expect(trajectoriesOf(result).q).toEqual(hand.state.q)
    expect(result.tallies?.hops).toBe(hand.hops.reduce((sum, x) => sum + x, 0))
  })
  test('replicas of surface hopping on a lattice start alike and hop differently', async () => {
    const method = { name: 'fssh', particles: 36, sampling: 'lattice', seed: 4 }
    const { statistics, errors } = await runOf({ ...hopping, method, replicas: 8 })
    expect(statistics).toEqual({ over: 'replicas', samples: 8 })
    expect(Math.max(...(errors?.q[0].slice(0, 1) ?? [1]))).toBe(0)
    expect(errors?.active?.[1].at(-1)).toBeGreaterThan(1e-3)
  })
})

describe('an interrupted run', () => {
  // a clock by which every step takes a second, so that each is followed by a question whether to go on, however fast the machine
  beforeEach(() => {
    let seconds = 0
    vi.spyOn(Date, 'now').mockImplementation(() => {
      seconds += 1
      return 1000 * seconds
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  const slow = { ...cheap, time: { end: 60, record: 30 }, integrator: { dt: 0.02 } }
  test('in a later block keeps the blocks before it whole, and says where it stopped', async () => {
    const decoded = runSpec({ ...slow, method: random(20_000) })
    // two blocks and half of the third, of 79
    const result = await run(decoded, { tick: async ({ fraction }) => 79 * fraction < 2.505 })
    expect(result.status).toBe('interrupted')
    expect(result.message).toBe('Stopped at step 1515, t = 30.3: interrupted (block 2).')
    expect(result.t).toEqual([0, 30, 60])
    expect(result.statistics).toEqual({ over: 'trajectories', samples: 2 * BLOCK })
    const kept = await runOf({ ...slow, method: random(2 * BLOCK) })
    expect(result.observables).toEqual(kept.observables)
    expect(result.errors).toEqual(kept.errors)
  })
  test('in the first part keeps what that has', async () => {
    const decoded = runSpec({ ...slow, time: { end: 60, record: 1 }, method: random(20_000) })
    const result = await run(decoded, { tick: async ({ t }) => t < 2.5 })
    expect(result.status).toBe('interrupted')
    expect(result.message).toBe('Stopped at step 125, t = 2.5: interrupted (block 0).')
    expect(result.t).toEqual([0, 1, 2])
    expect(result.observables.q[0].length).toBe(3)
  })
})

test('a block that fails ends the run there, and is named', async () => {
  const document = { ...cheap, guards: { norm: 1, energy: 1e-9 }, method: random(600) }
  const { status, message, t, counts } = await runOf(document)
  expect(status).toBe('drift')
  expect(message).toMatch(/^Stopped at step 5, t = 1: the energy has drifted .*\(block 0\)\.$/)
  expect(t).toEqual([0, 1])
  expect(counts.particles).toBe(BLOCK)
  const replica = await runOf({ ...document, method: { name: 'mean-field', particles: 20 }, replicas: 8 })
  expect(replica.message).toMatch(/\(replica 0\)\.$/)
})

describe('snapshots of a run in blocks', () => {
  test('are those of all trajectories in order, weighing the same', async () => {
    const decoded = runSpec({ ...cheap, method: random(600), snapshots: [0, 2] })
    const result = await run(decoded)
    const parts = await Promise.all([0, 1, 2].map((index) => computePart(decoded, index)))
    for (const k of [0, 1]) {
      const whole = trajectoriesOf(result, k)
      expect(whole.weights).toEqual(new Float64Array(600).fill(1 / 600))
      const blocks = parts.map((part) => part.snapshots[k]).filter((s) => s.kind === 'trajectories')
      expect([...whole.q]).toEqual(blocks.flatMap(({ q }) => [...q]))
      expect([...whole.psi]).toEqual(blocks.flatMap(({ psi }) => [...psi]))
      expect(blocks.map(({ q }) => q.length)).toEqual([256, 256, 88])
    }
  })
  test('of replicas are the first one', async () => {
    const decoded = runSpec({ ...cheap, method: { name: 'ehrenfest', particles: 10 }, replicas: 8, snapshots: [2] })
    const [result, first] = [await run(decoded), await computePart(decoded, 0)]
    expect(result.snapshots).toEqual(first.snapshots)
  })
})
