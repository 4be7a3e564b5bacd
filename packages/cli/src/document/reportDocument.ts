import { type ComparedRun, encodeSpec } from '@casimir/experiments'
import { stillInside } from '../quantities/stillInside.ts'
import type { Report } from '../Report.ts'
import { finite } from './finite.ts'

const body = ({ result }: ComparedRun) => {
  const { density: _density, adiabaticDensity: _adiabaticDensity, ...observables } = result.observables
  const { value, replaced } = finite({
    t: result.t,
    observables,
    ...(result.errors && { errors: result.errors, statistics: result.statistics }),
    drift: result.drift,
    counts: result.counts,
    ...(result.tallies && { tallies: result.tallies }),
    grid: result.grid,
    ...(result.derived && { derived: result.derived }),
  })
  const lost = replaced === 0 ? [] : [`${replaced} values are not finite and stand as null`]
  return {
    status: result.status,
    message: result.message,
    notes: [...result.notes, ...lost],
    ...(stillInside(result) !== undefined && { unfinished: true }),
    ...(value as object),
  }
}

/**
 * The one JSON document of a run, or of a comparison with its deviations from exact.
 *
 * The density matrices are left to result.h5; so is the wall time to the printed table, because equal runs give equal documents. A scattering that is not over has
 * `unfinished: true`.
 */
export const reportDocument = (report: Report): unknown => {
  const { version, document: spec, units, status, runs } = report
  const first = runs[0]
  if (report.kind === 'run' && first !== undefined) return { version, spec, units, ...body(first) }
  const deviations = runs.flatMap((run) => (run.deviations === undefined ? [] : [[run.label, run.deviations] as const]))
  return {
    version,
    spec,
    units,
    status,
    runs: runs.map((run) => ({ label: run.label, spec: encodeSpec(run.result.spec), ...body(run) })),
    deviations: finite(Object.fromEntries(deviations)).value,
  }
}
