import { type ComparedRun, type Comparison, encodeSpec, type RunResult } from '@casimir/experiments'

/** What the writers and the figures need, the same for one run and for a comparison. */
export interface Report {
  readonly kind: 'run' | 'comparison'
  readonly version: string
  readonly spec: RunResult['spec'] | Comparison['spec']
  /** The resolved spec as plain data. */
  readonly document: unknown
  readonly units: RunResult['units']
  readonly status: RunResult['status']
  readonly runs: ReadonlyArray<ComparedRun>
}

/** The report of one run, labelled with its method. */
export const reportOfRun = (result: RunResult): Report => ({
  kind: 'run',
  version: result.version,
  spec: result.spec,
  document: encodeSpec(result.spec),
  units: result.units,
  status: result.status,
  runs: [{ label: result.spec.method.name, result }],
})

/** The report of a comparison; throws when it holds no run, which `decodeCompare` rules out. */
export const reportOfComparison = (comparison: Comparison): Report => {
  const first = comparison.runs[0]
  if (first === undefined) throw new Error('the comparison holds no run: name at least one method under methods')
  return {
    kind: 'comparison',
    version: comparison.version,
    spec: comparison.spec,
    document: encodeSpec(comparison.spec),
    units: first.result.units,
    status: comparison.status,
    runs: comparison.runs,
  }
}
