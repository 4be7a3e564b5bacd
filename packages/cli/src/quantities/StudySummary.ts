import type { CompareSpec, Comparison, RunStatus, Setting, SweepAxis, Units } from '@casimir/experiments'
import { lacksErrors, missedTarget } from '../print/errorSources.ts'
import type { StudyRun } from '../study/StudyRun.ts'
import type { Quantity } from './finalQuantities.ts'
import { finalQuantities } from './finalQuantities.ts'
import { type Inside, stillInside } from './stillInside.ts'

/** What one method ends with at one point; `inside` is what is still inside where that is too much, `lacksErrors` whether it drew its trajectories and says nothing of how they scatter, `missedTarget` says that its errors stayed above the target. */
export interface SummarisedRun {
  readonly label: string
  readonly method: string
  readonly status: RunStatus
  readonly inside?: Inside
  readonly lacksErrors: boolean
  readonly missedTarget: ReadonlyArray<string>
  readonly quantities: ReadonlyArray<Quantity>
}

/** One point of a study with what its methods end with. */
export interface SummarisedPoint {
  readonly index: number
  readonly settings: ReadonlyArray<Setting>
  readonly runs: ReadonlyArray<SummarisedRun>
}

/** A study without its time series. `first` is the spec of the first point, and `units` are its units. */
export interface StudySummary {
  readonly version: string
  readonly spec: unknown
  readonly axes: ReadonlyArray<SweepAxis>
  readonly first: CompareSpec
  readonly units: Units
  readonly points: ReadonlyArray<SummarisedPoint>
}

/** What one comparison comes to. */
const summariseRuns = (comparison: Comparison): ReadonlyArray<SummarisedRun> =>
  comparison.runs.map((run) => {
    const inside = stillInside(run.result)
    return {
      label: run.label,
      method: run.result.spec.method.name,
      status: run.result.status,
      ...(inside !== undefined && { inside }),
      lacksErrors: lacksErrors(run),
      missedTarget: missedTarget(run),
      quantities: finalQuantities(run, comparison),
    }
  })

/** Goes through the points of a study in order, hands each comparison to `each`, and keeps what they come to. */
export const summariseStudy = async (
  { version, spec, axes, points, comparisonAt }: StudyRun,
  each: (comparison: Comparison, point: StudyRun['points'][number]) => void = () => undefined,
): Promise<StudySummary> => {
  const summarised: SummarisedPoint[] = []
  let first: Comparison | undefined
  for (const point of points) {
    const comparison = await comparisonAt(point.index)
    first ??= comparison
    each(comparison, point)
    summarised.push({ ...point, runs: summariseRuns(comparison) })
  }
  const units = first?.runs[0]?.result.units
  if (first === undefined || units === undefined)
    throw new Error('the study holds no run: give a sweep with one point or more and at least one method')
  return { version, spec, axes, first: first.spec, units, points: summarised }
}

/** A quantity of a run by its name and component. */
export const quantityOf = ({ quantities }: SummarisedRun, name: string, component = ''): Quantity | undefined =>
  quantities.find((row) => row.quantity === name && row.component === component)
