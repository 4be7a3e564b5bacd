import { solveContinuum } from '@casimir/experiments'
import { continuumModel } from '@casimir/models'
import { torusState } from '../../support/torusState.ts'
import type { RunRow, TailSeries } from './StudyData.ts'
import type { Model } from './setting.ts'
import { ehrenfest, HBAR, hybrid, NARROW, progress, regularised, torusFields, WIDE } from './setting.ts'

export const TAIL_BOUND = 0.01
export const END = 4
const CUTOFFS = [8, 12, 16, 24, 32]
const pointsFor = (cutoff: number): number => 2 ** Math.ceil(Math.log2(3 * cutoff))

/** The slope of log(tail) over the last stretch, from a hundredth of the bound on, where there are at least three records in it. */
const lateRate = (t: ReadonlyArray<number>, tail: ReadonlyArray<number>): number | null => {
  const late = t.map((_, k) => k).filter((k) => tail[k] > TAIL_BOUND / 100)
  if (late.length < 3) return null
  const mean = (f: (k: number) => number): number => late.reduce((sum, k) => sum + f(k), 0) / late.length
  const [tm, lm] = [mean((k) => t[k]), mean((k) => Math.log(tail[k]))]
  return mean((k) => (t[k] - tm) * (Math.log(tail[k]) - lm)) / mean((k) => (t[k] - tm) ** 2)
}

/** One pseudo-spectral run from a uniform spinor. */
export const measureRun = (
  { name, energy }: Model,
  cutoff: number,
  { dt = 0.01, noise = 0 } = {},
): { readonly row: RunRow; readonly series: TailSeries } => {
  const points = pointsFor(cutoff)
  const fields = torusFields(points)
  const run = solveContinuum({
    model: continuumModel({ fields, hbar: HBAR, energy: energy(fields) }),
    initial: torusState(fields, { varying: false, noise }),
    dt,
    end: END,
    cutoff,
    tail: TAIL_BOUND,
  })
  const drift = (series: ReadonlyArray<number>): number => Math.max(...series.map((x) => Math.abs(x - series[0])))
  const row = {
    model: name,
    cutoff,
    points,
    dt,
    noise,
    lost: run.status === 'ok' ? null : Number(run.until.toFixed(6)),
    rate: run.status === 'ok' ? null : lateRate(run.t, run.tail),
    energyDrift: drift(run.energy),
    massDrift: drift(run.mass),
  }
  progress(`${name}, K = ${cutoff}, dt = ${dt}, noise ${noise}: lost at ${row.lost}, late rate ${row.rate?.toFixed(1)}`)
  const kept = run.t
    .map((_, k) => k)
    .filter((k) => k % Math.max(1, Math.round(0.02 / dt)) === 0 || k === run.t.length - 1)
  return {
    row,
    series: {
      model: name,
      cutoff,
      t: kept.map((k) => Number(run.t[k].toFixed(6))),
      tail: kept.map((k) => Number(run.tail[k].toPrecision(4))),
    },
  }
}

/** Part (c), run by run: when resolution is lost, against the cut-off; for the hybrid model also with half the step and with noise. */
export const RUNS: ReadonlyArray<{
  readonly model: Model
  readonly cutoff: number
  readonly dt: number
  readonly noise: number
}> = [
  { model: hybrid, dt: 0.01, noise: 0 },
  { model: hybrid, dt: 0.01, noise: 1e-6 },
  { model: ehrenfest, dt: 0.02, noise: 0 },
  { model: regularised(WIDE), dt: 0.02, noise: 0 },
  { model: regularised(NARROW), dt: 0.02, noise: 0 },
  { model: hybrid, dt: 0.005, noise: 0 },
].flatMap((run) => CUTOFFS.map((cutoff) => ({ ...run, cutoff })))

/** Does all of part (c). */
export const measureRuns = (): { readonly runs: ReadonlyArray<RunRow>; readonly tails: ReadonlyArray<TailSeries> } => {
  const found = RUNS.map(({ model, cutoff, dt, noise }) => measureRun(model, cutoff, { dt, noise }))
  return {
    runs: found.map(({ row }) => row),
    tails: found.filter(({ row }) => row.noise === 0 && row.dt >= 0.01).map(({ series }) => series),
  }
}
