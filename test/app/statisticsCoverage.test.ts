import type { Observables, RunResult, StandardErrors } from '@casimir/experiments'
import { beforeAll, describe, expect, test } from 'vitest'
import { runOf } from '../support/statisticsRuns.ts'

const RUNS = 400
/** The observables looked at, at the last record. */
const readings = {
  population: ({ population }: Observables | StandardErrors) => population[0].at(-1) ?? Number.NaN,
  adiabatic: ({ adiabatic }: Observables | StandardErrors) => adiabatic?.[1].at(-1) ?? Number.NaN,
  purity: ({ purity }: Observables | StandardErrors) => purity.at(-1) ?? Number.NaN,
  coherence: ({ coherence }: Observables | StandardErrors) => coherence[0].at(-1) ?? Number.NaN,
  q: ({ q }: Observables | StandardErrors) => q[0].at(-1) ?? Number.NaN,
  p: ({ p }: Observables | StandardErrors) => p[0].at(-1) ?? Number.NaN,
  kinetic: ({ kinetic }: Observables | StandardErrors) => kinetic?.at(-1) ?? Number.NaN,
  energy: ({ energy }: Observables | StandardErrors) => energy.at(-1) ?? Number.NaN,
}
const names = Object.keys(readings) as ReadonlyArray<keyof typeof readings>

/** The fraction of runs whose interval of so many standard errors holds the truth. */
const coverage = (runs: ReadonlyArray<RunResult>, truth: RunResult, name: keyof typeof readings, sigmas: number) =>
  runs.filter(({ observables, errors }) => {
    if (!errors) throw new Error('a sampled run has errors')
    return Math.abs(readings[name](observables) - readings[name](truth.observables)) < sigmas * readings[name](errors)
  }).length / runs.length

/** The probability that Student's t with nu degrees of freedom is within x, by Simpson's rule for its density in the angle. */
const within = (x: number, nu: number): number => {
  // t = sqrt(nu) tan(angle): the density is proportional to cos(angle)^(nu - 1)
  const integral = (end: number): number => {
    const cells = 2000
    let sum = 0
    for (let k = 0; k <= cells; k++)
      sum += (k === 0 || k === cells ? 1 : k % 2 === 0 ? 2 : 4) * Math.cos((end * k) / cells) ** (nu - 1)
    return (sum * end) / cells / 3
  }
  return integral(Math.atan(x / Math.sqrt(nu))) / integral(Math.PI / 2)
}

/** Four standard deviations of a fraction of RUNS draws, and what samples that are not normal change: below 0.02 of the coverage. */
const slack = (probability: number): number => 4 * Math.sqrt((probability * (1 - probability)) / RUNS) + 0.02

/** Independent runs in batches, since a run waits for its parts. */
const repeated = async (document: (seed: number) => object): Promise<ReadonlyArray<RunResult>> => {
  const runs: RunResult[] = []
  for (let seed = 1; seed <= RUNS; seed++) runs.push(await runOf(document(seed)))
  return runs
}

const converged = () => runOf({ method: { name: 'ehrenfest', particles: 40_000 } })

test("the oracle's quantiles are Student's: 0.95 within 2.365 for 7 degrees of freedom, 0.6827 within 1.008 for 63", () => {
  expect(Math.abs(within(2.364624, 7) - 0.95)).toBeLessThan(1e-6)
  expect(Math.abs(within(1, 1) - 0.5)).toBeLessThan(1e-12)
  expect(Math.abs(within(1.96, 1e5) - 0.95)).toBeLessThan(1e-4)
})

describe('400 independent runs of 64 random trajectories', () => {
  let truth: RunResult
  let runs: ReadonlyArray<RunResult>
  beforeAll(async () => {
    truth = await converged()
    runs = await repeated((seed) => ({ method: { name: 'ehrenfest', particles: 64, sampling: 'random', seed } }))
  })
  test.each(names)('%s: two standard errors hold the converged mean as often as they should', (name) => {
    const probability = within(2, 63)
    expect(Math.abs(coverage(runs, truth, name, 2) - probability)).toBeLessThan(slack(probability))
  })
  test.each(names)('%s: errors a half or twice as large would not', (name) => {
    const probability = within(2, 63)
    expect(coverage(runs, truth, name, 1)).toBeLessThan(probability - slack(probability))
    // twice as large: nearly all, where one in twenty must be outside
    expect(runs.length * (1 - coverage(runs, truth, name, 2))).toBeGreaterThan(4)
    expect(runs.length * (1 - coverage(runs, truth, name, 4))).toBeLessThan(4)
  })
})

describe('400 independent runs of 8 replicas of 16 shifted halton points', () => {
  let truth: RunResult
  let runs: ReadonlyArray<RunResult>
  beforeAll(async () => {
    truth = await converged()
    runs = await repeated((seed) => ({ method: { name: 'ehrenfest', particles: 16, seed }, replicas: 8 }))
  })
  test.each(['population', 'coherence', 'q', 'p', 'kinetic'] as const)(
    "%s: the interval of Student's t for 7 degrees of freedom holds the converged mean 95 times in 100",
    (name) => {
      expect(runs.every(({ statistics }) => statistics?.over === 'replicas' && statistics.samples === 8)).toBe(true)
      expect(Math.abs(coverage(runs, truth, name, 2.364624) - 0.95)).toBeLessThan(slack(0.95))
      expect(coverage(runs, truth, name, 1)).toBeLessThan(within(1, 7) + slack(within(1, 7)))
    },
  )
  test.each(['population', 'q', 'p'] as const)('%s: the mean over all runs is the converged one', (name) => {
    const mean = runs.reduce((sum, { observables }) => sum + readings[name](observables), 0) / RUNS
    const rms = Math.sqrt(runs.reduce((sum, { errors }) => sum + (errors ? readings[name](errors) ** 2 : 0), 0) / RUNS)
    // without bias: 400 runs determine the mean twenty times better than one
    expect(Math.abs(mean - readings[name](truth.observables))).toBeLessThan((4 * rms) / Math.sqrt(RUNS))
  })
})

test('replicas of shifted halton points agree with as many random trajectories within errors, which are several times smaller', async () => {
  const halton = await runOf({ method: { name: 'ehrenfest', particles: 256 }, replicas: 16 })
  const random = await runOf({ method: { name: 'ehrenfest', particles: 4096, sampling: 'random' } })
  for (const name of ['population', 'q', 'p', 'kinetic', 'coherence'] as const) {
    if (!halton.errors || !random.errors) throw new Error('both have errors')
    const [small, large] = [readings[name](halton.errors), readings[name](random.errors)]
    expect(small).toBeLessThan(large / 3)
    const difference = Math.abs(readings[name](halton.observables) - readings[name](random.observables))
    expect(difference).toBeLessThan(4 * Math.hypot(small, large))
  }
})
