import type { PartJob } from './PartJob.ts'
import type { DistinctRun } from './StudyLayout.ts'

/** How far a study is, and how long it may take yet. */
export interface WorkEstimate {
  /** Takes note of a part computed here. */
  readonly finished: (job: PartJob, seconds: number) => void
  /** Takes note that a run needs no more. */
  readonly completed: (run: number) => void
  /** From 0 to 1. */
  readonly fraction: () => number
  /** Seconds left on so many workers; undefined before anything is known. */
  readonly secondsLeft: (workers: number) => number | undefined
}

/** A measure of a part's work that is fair between runs of one method: steps, times trajectories where it says how many. */
const workOf = ({ spec, parts }: DistinctRun): number => {
  const { method, integrator, time } = spec
  const dt = integrator?.dt ?? (method.name === 'exact' ? method.grid.dt : undefined)
  const steps = dt === undefined ? 1 : time.end / dt
  const trajectories = 'particles' in method ? (method.particles ?? 1) : 1
  return (steps * trajectories) / (spec.replicas === undefined ? parts : 1)
}

/** Estimates from the seconds that the work of each method has taken so far; of a method not begun, as of all others. */
export const makeWorkEstimate = (runs: ReadonlyArray<DistinctRun>): WorkEstimate => {
  const work = runs.map(workOf)
  const left = runs.map(({ parts }) => parts)
  const total = runs.reduce((sum, { parts }) => sum + parts, 0)
  const known = new Map<string, { seconds: number; work: number; parts: number }>()
  return {
    finished: ({ run }, seconds) => {
      const { name } = runs[run]!.spec.method
      const rate = known.get(name) ?? { seconds: 0, work: 0, parts: 0 }
      known.set(name, { seconds: rate.seconds + seconds, work: rate.work + work[run]!, parts: rate.parts + 1 })
      left[run] = Math.max(0, left[run]! - 1)
    },
    completed: (run) => {
      left[run] = 0
    },
    fraction: () => 1 - left.reduce((sum, parts) => sum + parts, 0) / Math.max(1, total),
    secondsLeft: (workers) => {
      const all = [...known.values()]
      const parts = all.reduce((sum, rate) => sum + rate.parts, 0)
      if (parts === 0) return undefined
      const mean = all.reduce((sum, { seconds }) => sum + seconds, 0) / parts
      const seconds = runs.reduce((sum, { spec }, run) => {
        const rate = known.get(spec.method.name)
        return sum + left[run]! * (rate ? (rate.seconds / rate.work) * work[run]! : mean)
      }, 0)
      return seconds / workers
    },
  }
}
