import type { ComparedRun } from '@casimir/experiments'
import { LEAST_REPLICAS, statisticsOf } from '@casimir/experiments'

/** What the error bars of a run are the scatter of; undefined without any. */
export const errorSource = ({ result: { errors, statistics } }: ComparedRun): string | undefined =>
  errors && statistics && `over ${statistics.samples} ${statistics.over}`

/** Whether a run has no errors and replicas, which it has not, would give it some. */
export const lacksErrors = ({ result: { errors, spec } }: ComparedRun): boolean =>
  errors === undefined &&
  spec.replicas === undefined &&
  statisticsOf(spec.method, spec.initial, { replicas: LEAST_REPLICAS }).replicas !== undefined

/** The sentence on methods without error bars; none where there are none. */
export const lackOfErrors = (labels: ReadonlyArray<string>): ReadonlyArray<string> =>
  labels.length === 0 ? [] : [`${labels.join(', ')}: no error bars: give replicas: ${LEAST_REPLICAS} or more.`]

/** The sentence on a run whose errors stayed above the target; none where they did not. */
export const missedTarget = ({ label, result: { statistics, spec } }: ComparedRun): ReadonlyArray<string> =>
  statistics?.reached === false
    ? [
        `${label}: the target error of ${spec.statistics?.target} was not reached: raise ${statistics.over === 'replicas' ? 'replicas' : 'statistics.most'}.`,
      ]
    : []

/** Sentences on where error bars come from, and which sampled methods have none or larger ones than they were to have. */
export const errorSources = (runs: ReadonlyArray<ComparedRun>): ReadonlyArray<string> => {
  const found = runs.flatMap((run) => {
    const source = errorSource(run)
    return source === undefined ? [] : [runs.length === 1 ? source : `${run.label} ${source}`]
  })
  return [
    ...(found.length > 0 ? [`+-: one standard error: ${found.join(', ')}.`] : []),
    ...lackOfErrors(runs.filter(lacksErrors).map(({ label }) => label)),
    ...runs.flatMap(missedTarget),
  ]
}
