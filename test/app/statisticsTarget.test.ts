import { BLOCK, computePart, judgeParts, mergeParts, planParts, problemOf, run } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'
import { cheap, lasting, runOf } from '../support/statisticsRuns.ts'

const random = { name: 'ehrenfest', sampling: 'random', seed: 3 }
const largest = (series: ReadonlyArray<ReadonlyArray<number>> | undefined): number => Math.max(...(series ?? []).flat())

describe('a target error of independent trajectories', () => {
  const target = 0.012
  test('ends the run at the first block that reaches it, and gives what as many particles give', async () => {
    const result = await runOf({ method: random, statistics: { target, most: 20 * BLOCK } })
    const { samples, reached } = result.statistics ?? { samples: 0, reached: undefined }
    expect(reached).toBe(true)
    expect(samples % BLOCK).toBe(0)
    expect(samples).toBeGreaterThan(2 * BLOCK)
    expect(samples).toBeLessThan(20 * BLOCK)
    expect(largest(result.errors?.population)).toBeLessThanOrEqual(target)
    expect(largest(result.errors?.adiabatic)).toBeLessThanOrEqual(target)
    const fixed = await runOf({ method: { ...random, particles: samples } })
    expect(lasting(result)).toEqual(lasting(fixed))
    expect(fixed.statistics).toEqual({ over: 'trajectories', samples })
    const before = await runOf({ method: { ...random, particles: samples - BLOCK } })
    const { population, adiabatic } = before.errors ?? {}
    expect(Math.max(largest(population), largest(adiabatic))).toBeGreaterThan(target)
  })
  test('takes no more than `most`, the last block filled only up to it, and says that it was not reached', async () => {
    const most = BLOCK + 44
    const result = await runOf({ method: random, statistics: { target: 1e-4, most } })
    expect(result.status).toBe('ok')
    expect(result.statistics).toEqual({ over: 'trajectories', samples: most, reached: false })
    expect(result.counts.particles).toBe(most)
    const fixed = await runOf({ method: { ...random, particles: most } })
    expect(lasting(result)).toEqual(lasting(fixed))
  })
  test('a wide target ends after one block, and method.particles is not looked at', async () => {
    const result = await runOf({ method: { ...random, particles: 7 }, statistics: { target: 0.9 } })
    expect(result.statistics).toEqual({ over: 'trajectories', samples: BLOCK, reached: true })
  })
  test('counts active states of surface hopping, which scatter more than amplitudes do', async () => {
    const hopping = {
      problem: { name: 'tully1' },
      initial: { point: { q: -3, p: 15, basis: 'adiabatic', level: 0 } },
      integrator: { dt: 5 },
      time: { end: 800, record: 200 },
      method: { name: 'fssh', seed: 2 },
    }
    const { errors, statistics } = await runOf({ ...hopping, statistics: { target: 0.02 } })
    expect(statistics?.reached).toBe(true)
    expect(largest(errors?.active)).toBeLessThanOrEqual(0.02)
    expect(largest(errors?.transmitted)).toBeLessThanOrEqual(0.02)
    const { errors: first } = await runOf({ ...hopping, method: { ...hopping.method, particles: BLOCK } })
    expect(largest(first?.population)).toBeLessThan(0.02)
    expect(largest(first?.active)).toBeGreaterThan(0.02)
  })
})

describe('a target error of replicas', () => {
  const method = { name: 'mean-field', particles: 16, seed: 1 }
  test('is asked from the eighth on and ends at the first that reaches it, like a run of that many', async () => {
    const all = await runOf({ method, replicas: 8 })
    const target = largest(all.errors?.population) * 0.7
    const result = await runOf({ method, replicas: 200, statistics: { target } })
    const samples = result.statistics?.samples ?? 0
    expect(result.statistics).toEqual({ over: 'replicas', samples, reached: true })
    expect(samples).toBeGreaterThan(8)
    expect(samples).toBeLessThan(200)
    expect(lasting(result)).toEqual(lasting(await runOf({ method, replicas: samples })))
  })
  test('a wide one takes the eight that are the least', async () => {
    const { statistics } = await runOf({ method, replicas: 12, statistics: { target: 0.9 } })
    expect(statistics).toEqual({ over: 'replicas', samples: 8, reached: true })
  })
  test('one out of reach takes them all', async () => {
    const { statistics } = await runOf({ method, replicas: 9, statistics: { target: 1e-9 } })
    expect(statistics).toEqual({ over: 'replicas', samples: 9, reached: false })
  })
})

test('whether parts are enough is a question to those alone: asking of more in hand changes nothing', async () => {
  const decoded = runSpec({ ...cheap, method: random, statistics: { target: 0.012, most: 20 * BLOCK } })
  const whole = await run(decoded)
  const parts = await Promise.all(Array.from({ length: 12 }, (_, index) => computePart(decoded, index)))
  const answers = parts.map(judgeParts(decoded.spec))
  const used = answers.indexOf(true) + 1
  expect(used * BLOCK).toBe(whole.statistics?.samples)
  expect(planParts(decoded.spec)).toEqual({ kind: 'blocks', parts: 20, target: 0.012 })
  expect(lasting(mergeParts(decoded.spec, problemOf(decoded).units, parts.slice(0, used)))).toEqual(lasting(whole))
})
