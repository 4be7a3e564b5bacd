import type { ComparedRun, Comparison, Deviation, Deviations } from './Comparison.ts'
import type { Hooks } from './Hooks.ts'
import type { RunResult } from './RunResult.ts'
import { run } from './run.ts'
import type { Decoded } from './spec/decode.ts'
import { methodLabels } from './spec/methodLabels.ts'
import type { ComparedMethod, CompareSpec, RunSpec } from './spec/Spec.ts'
import { statisticsOf } from './spec/statisticsOf.ts'
import { version } from './version.ts'

type Series = ReadonlyArray<ReadonlyArray<number>>

const deviation = (series: Series, reference: Series, records: number, errors: Series | undefined): Deviation => {
  let sum = 0
  let max = 0
  series.forEach((run, k) => {
    for (let i = 0; i < records; i++) {
      const difference = Math.abs(run[i] - reference[k][i])
      sum += difference * difference
      max = Math.max(max, difference)
    }
  })
  const count = series.length * records
  const error = errors?.reduce((all, run) => run.slice(0, records).reduce((s, e) => s + e * e, all), 0)
  return { rms: Math.sqrt(sum / count), max, ...(error !== undefined && { error: Math.sqrt(error / count) }) }
}

/**
 * Root-mean-square and largest deviations of a result from a reference, over the records both have.
 *
 * Both must record at the same times, as the runs of one comparison do.
 *
 * @example
 * const result = (q) => ({ t: [0, 1], observables: { population: [[1, 1]], purity: [1, 1], q: [q], p: [[0, 0]] } })
 * deviations(result([0, 3]), result([0, 1])).q // => { rms: Math.SQRT2, max: 2 }
 */
export const deviations = (result: RunResult, reference: RunResult): Deviations => {
  const records = Math.min(result.t.length, reference.t.length)
  const { observables: a, errors } = result
  const { observables: b } = reference
  return {
    population: deviation(a.population, b.population, records, errors?.population),
    purity: deviation([a.purity], [b.purity], records, errors && [errors.purity]),
    q: deviation(a.q, b.q, records, errors?.q),
    p: deviation(a.p, b.p, records, errors?.p),
    until: result.t[records - 1],
  }
}

/**
 * The run a comparison makes of one of its methods; `replicas` and `statistics` go with the methods they apply to.
 *
 * @example
 * const methods = [{ name: 'exact', guards: {} }, { name: 'koopmon', sampling: 'halton', guards: {} }]
 * const spec = { initial: { wavepacket: {} }, methods, replicas: 8 }
 * methods.map((method) => runOf(spec, method).replicas) // => [undefined, 8]
 */
export const runOf = (
  { methods: _, replicas, statistics, ...common }: CompareSpec,
  { integrator, guards, ...method }: ComparedMethod,
): RunSpec => ({
  ...common,
  method,
  guards,
  ...(integrator ? { integrator } : {}),
  ...statisticsOf(method, common.initial, {
    ...(replicas !== undefined && { replicas }),
    ...(statistics && { statistics }),
  }),
})

/** A finished run of a comparison under its label. */
export interface LabelledRun {
  readonly label: string
  readonly result: RunResult
}

/**
 * Puts finished runs together as a comparison, each measured against the first `exact`.
 *
 * @example
 * comparisonOf({ methods: [] }, []).status // => 'ok'
 */
export const comparisonOf = (spec: CompareSpec, finished: ReadonlyArray<LabelledRun>): Comparison => {
  const reference = finished.find(({ result }) => result.spec.method.name === 'exact')
  const runs: ComparedRun[] = finished.map((each) =>
    reference && each !== reference ? { ...each, deviations: deviations(each.result, reference.result) } : each,
  )
  return {
    version,
    spec,
    status: finished.find(({ result }) => result.status !== 'ok')?.result.status ?? 'ok',
    runs,
  }
}

/**
 * Runs every method of a comparison on its one problem, in order, and measures each against the first `exact`.
 *
 * Errors: as `run`; an interruption leaves out the methods not begun, a numerical failure only ends the method it happens in.
 *
 * @example
 * const decoded = decodeCompare({
 *   spec: 1, problem: { name: 'rabi' }, initial: { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } },
 *   methods: [{ name: 'exact' }, { name: 'ehrenfest', particles: 8 }], time: { end: 0.2, record: 0.1 },
 * })
 * const { status, runs } = await compare(decoded.right)
 * [status, runs.map(({ label }) => label)] // => ['ok', ['exact', 'ehrenfest']]
 */
export const compare = async (
  { spec, cloud, definitions }: Decoded<CompareSpec>,
  hooks: Hooks = {},
): Promise<Comparison> => {
  const { tick } = hooks
  const names = methodLabels(spec.methods.map(({ name }) => name))
  const finished: LabelledRun[] = []
  for (const [i, method] of spec.methods.entries()) {
    const label = names[i]
    const result = await run(
      { spec: runOf(spec, method), ...(cloud ? { cloud } : {}), ...(definitions ? { definitions } : {}) },
      tick
        ? { tick: (progress) => tick({ ...progress, label, fraction: (i + progress.fraction) / spec.methods.length }) }
        : {},
    )
    finished.push({ label, result })
    if (result.status === 'interrupted') break
  }
  return comparisonOf(spec, finished)
}
