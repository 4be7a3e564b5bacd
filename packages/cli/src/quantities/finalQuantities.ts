import type { ComparedRun, Comparison } from '@casimir/experiments'
import type { ObservableSeries } from './observableSeries.ts'
import { observableSeries, seriesName } from './observableSeries.ts'
import { stillInside } from './stillInside.ts'

/**
 * One number that a run ends with. `value` is absent where there is none to give, as for a scattering that is not over.
 *
 * `deviation` is the value less that of exact at the same time. `status` is `ok`, how the run ended, `unfinished`, or `partial` for deviations from an exact run that ended early.
 */
export interface Quantity {
  readonly quantity: string
  readonly component: string
  readonly value?: number
  readonly error?: number
  readonly deviation?: number
  readonly status: string
}

const scattered: ReadonlyArray<string> = ['transmitted', 'reflected']

/** The last record of every observable: none is final while something is still inside, and T and R are then without a value. */
const lastRecords = ({ result }: ComparedRun, reference: ComparedRun | undefined): ReadonlyArray<Quantity> => {
  const last = result.t.length - 1
  const isInside = stillInside(result) !== undefined
  const ofReference =
    reference && new Map(observableSeries(reference.result.observables).map((s) => [seriesName(s), s]))
  const isReferenceInside = reference !== undefined && stillInside(reference.result) !== undefined
  const errors = new Map(result.errors ? observableSeries(result.errors).map((s) => [seriesName(s), s]) : [])
  return observableSeries(result.observables).map((series: ObservableSeries) => {
    const { name, component, values } = series
    const isScattered = scattered.includes(name)
    const head = {
      quantity: name,
      component,
      status: isInside && result.status === 'ok' ? 'unfinished' : result.status,
    }
    const value = values[last]
    if ((isScattered && isInside) || value === undefined) return head
    const error = errors.get(seriesName(series))?.values[last]
    const exact = isScattered && isReferenceInside ? undefined : ofReference?.get(seriesName(series))?.values[last]
    return {
      ...head,
      value,
      ...(error !== undefined && { error }),
      ...(exact !== undefined && { deviation: value - exact }),
    }
  })
}

const deviationRows = (
  { result, deviations }: ComparedRun,
  reference: ComparedRun | undefined,
): ReadonlyArray<Quantity> => {
  if (deviations === undefined || deviations.until === 0) return []
  const status = result.status !== 'ok' ? result.status : reference?.result.status === 'ok' ? 'ok' : 'partial'
  return (['population', 'purity', 'q', 'p'] as const).flatMap((name) => {
    const { rms, max, error } = deviations[name]
    return [
      { quantity: `rms_${name}`, component: '', value: rms, ...(error !== undefined && { error }), status },
      { quantity: `max_${name}`, component: '', value: max, status },
    ]
  })
}

/** All that one run of a comparison ends with: last records, deviations from exact, drifts and tallies, in a fixed order. */
export const finalQuantities = (run: ComparedRun, { runs }: Pick<Comparison, 'runs'>): ReadonlyArray<Quantity> => {
  const hasReference = run.deviations !== undefined
  const reference = hasReference ? runs.find(({ result }) => result.spec.method.name === 'exact') : undefined
  const { drift, tallies = {}, status } = run.result
  const plain = (quantity: string, value: number): Quantity => ({ quantity, component: '', value, status })
  return [
    ...lastRecords(run, reference),
    ...deviationRows(run, reference),
    plain('drift_norm', drift.norm),
    plain('drift_energy', drift.energy),
    ...Object.entries(tallies).map(([name, value]) => plain(`tally_${name}`, value)),
  ]
}
