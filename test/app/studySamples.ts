import type { StudyRun } from '@casimir/cli'
import type { ComparedRun, RunResult } from '@casimir/experiments'
import { deviations } from '@casimir/experiments'
import { sampleResult, withErrors } from './outputSamples.ts'

/** What a made-up study sweeps, and how a result at a point differs from the sample. */
export interface StudyShape {
  readonly axes: StudyRun['axes']
  readonly change?: (result: RunResult, index: number) => RunResult
  readonly methods?: ReadonlyArray<'exact' | 'ehrenfest' | 'koopmon' | 'fssh'>
}

const shifted = (result: RunResult, by: number): RunResult => {
  const { observables: o } = result
  const move = (series: ReadonlyArray<number>) => series.map((x) => x + by)
  return {
    ...result,
    observables: { ...o, population: o.population.map(move), purity: move(o.purity), q: o.q.map(move) },
  }
}

/** A study of made-up comparisons over all combinations of the values of its axes, the last fastest; fssh has errors. */
export const sampleStudy = ({
  axes,
  change = (result) => result,
  methods = ['exact', 'ehrenfest', 'fssh'],
}: StudyShape): StudyRun => {
  const tuples = axes.reduce<ReadonlyArray<StudyRun['points'][number]['settings']>>(
    (all, { paths, values }) =>
      all.flatMap((before) =>
        values.map((tuple) => [...before, ...paths.map((path, j) => ({ path, value: tuple[j] }))]),
      ),
    [[]],
  )
  return {
    version: '9.8.7',
    spec: { problem: { name: 'tully1' }, methods, sweep: axes },
    axes,
    points: tuples.map((settings, index) => ({ index, settings })),
    comparisonAt: async (index) => {
      const results = methods.map((name, k) => {
        const made = shifted(sampleResult(name), name === 'exact' ? 0 : (index + 1) * (k + 1) * 1e-3)
        return change(name === 'fssh' ? withErrors({ ...made, tallies: { hops: 4 } }) : made, index)
      })
      const exact = results.find(({ spec }) => spec.method.name === 'exact')
      const runs: ComparedRun[] = results.map((result, k) => {
        const label = methods[k] as string
        return exact === undefined || result === exact
          ? { label, result }
          : { label, result, deviations: deviations(result, exact) }
      })
      const status = results.find((result) => result.status !== 'ok')?.status ?? 'ok'
      return { version: '9.8.7', spec: { ...sampleResult('exact').spec, methods: [] }, status, runs }
    },
  }
}

/** One axis over momenta. */
export const momenta = (...values: number[]): StudyRun['axes'][number] => ({
  paths: ['initial.wavepacket.p'],
  values: values.map((value) => [value]),
})

/** A sample as a scattering of which so much is still inside at the end. */
export const scattering = (result: RunResult, inside: number): RunResult => {
  const side = (scale: number) => [result.t.map((_, k) => scale * k), result.t.map((_, k) => 2 * scale * k)]
  const observables = {
    ...result.observables,
    transmitted: side(0.05),
    reflected: side(0.03),
    inside: result.t.map((_, k) => (k === result.t.length - 1 ? inside : 1)),
  }
  return result.errors ? withErrors({ ...result, observables }) : { ...result, observables }
}

/** A result that has the first records only. */
export const stoppedAfter = (result: RunResult, records: number): RunResult => {
  const cut = (series: unknown): unknown =>
    Array.isArray(series) && Array.isArray(series[0]) && series.length !== result.t.length
      ? series.map(cut)
      : (series as ReadonlyArray<unknown>).slice(0, records)
  const observables = Object.fromEntries(
    Object.entries(result.observables).map(([name, series]) => [name, cut(series)]),
  )
  return { ...result, t: result.t.slice(0, records), observables: observables as unknown as RunResult['observables'] }
}

/** Scattering at three momenta of which fssh is unfinished at the second. */
export const scatteredStudy = (inside = 0.0312): StudyRun =>
  sampleStudy({
    axes: [momenta(10, 20, 30)],
    change: (result, index) => scattering(result, index === 1 && result.spec.method.name === 'fssh' ? inside : 0),
  })
