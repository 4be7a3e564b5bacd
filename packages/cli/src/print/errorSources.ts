import type { ComparedRun } from '@casimir/experiments'

/** What the error bars of a run are the scatter of; undefined without any. */
export const errorSource = ({ result: { errors, statistics } }: ComparedRun): string | undefined =>
  errors && statistics && `over ${statistics.samples} ${statistics.over}`

/** Whether a run drew its trajectories and says nothing of how they scatter. */
const lacksErrors = ({ result: { errors, spec } }: ComparedRun): boolean =>
  errors === undefined &&
  'wavepacket' in spec.initial &&
  'sampling' in spec.method &&
  spec.method.sampling !== undefined &&
  spec.method.sampling !== 'lattice'

/** Sentences on where error bars come from, and which sampled methods have none. */
export const errorSources = (runs: ReadonlyArray<ComparedRun>): ReadonlyArray<string> => {
  const found = runs.flatMap((run) => {
    const source = errorSource(run)
    return source === undefined ? [] : [runs.length === 1 ? source : `${run.label} ${source}`]
  })
  const without = runs.filter(lacksErrors).map(({ label }) => label)
  return [
    ...(found.length > 0 ? [`+-: one standard error: ${found.join(', ')}.`] : []),
    ...(without.length > 0 ? [`${without.join(', ')}: no error bars: give replicas: 8 or more.`] : []),
  ]
}
