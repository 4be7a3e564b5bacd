import { deserialize } from 'node:v8'
import { isEnough, type PartResult, planParts } from '@casimir/experiments'
import type { PartJob } from './PartJob.ts'
import type { DistinctRun } from './StudyLayout.ts'

/** Which parts of a study's runs are still to be computed. */
export interface Schedule {
  /** The next jobs to hand out, at most so many, in the order of runs and parts; none when all are handed out. */
  readonly next: (count: number) => ReadonlyArray<PartJob>
  /** Takes note of a part that is kept. */
  readonly accept: (run: number, part: number, failed: boolean, payload: Uint8Array) => void
  readonly isComplete: (run: number) => boolean
  readonly isDone: () => boolean
  /** How many parts a complete run is made of: those from 0 up to the one that sufficed. */
  readonly used: (run: number) => number
  readonly failedRuns: () => ReadonlyArray<number>
}

interface Part {
  readonly failed: boolean
  /** Kept only for runs with a target error. */
  readonly result?: PartResult
}

interface State {
  readonly isTargeted: boolean
  readonly waiting: Map<number, Part>
  readonly prefix: Part[]
  handedOut: number
  used: number
  failed: boolean
}

const freshState = ({ spec }: DistinctRun): State => ({
  isTargeted: planParts(spec).target !== undefined,
  waiting: new Map(),
  prefix: [],
  handedOut: 0,
  used: 0,
  failed: false,
})

const suffices = ({ isTargeted, prefix }: State, { spec, parts }: DistinctRun): boolean => {
  if (prefix.length >= parts || prefix.at(-1)?.failed) return true
  return (
    isTargeted &&
    isEnough(
      spec,
      prefix.flatMap(({ result }) => result ?? []),
    )
  )
}

/**
 * Makes the schedule of runs of which nothing is computed.
 *
 * Whether a run has parts enough is decided from its parts in index order, whatever order they come in: after a part that failed or that
 * reaches the target error, all later ones are surplus. So the outcome does not depend on who computes what when.
 */
export const makeSchedule = (runs: ReadonlyArray<DistinctRun>): Schedule => {
  const states = runs.map(freshState)
  let first = 0
  let open = runs.length
  const take = (index: number): PartJob | undefined => {
    const run = runs[index]!
    const state = states[index]!
    while (state.used === 0 && state.handedOut < run.parts) {
      const part = state.handedOut++
      if (part >= state.prefix.length && !state.waiting.has(part))
        return { run: index, point: run.point, method: run.method, part }
    }
    return undefined
  }
  return {
    next: (count) => {
      const jobs: PartJob[] = []
      while (jobs.length < count && first < runs.length) {
        const job = take(first)
        if (job) jobs.push(job)
        else first += 1
      }
      return jobs
    },
    accept: (index, part, failed, payload) => {
      const run = runs[index]!
      const state = states[index]!
      if (state.used > 0) return
      state.waiting.set(part, { failed, ...(state.isTargeted && { result: deserialize(payload) as PartResult }) })
      for (;;) {
        const following = state.waiting.get(state.prefix.length)
        if (following === undefined) return
        state.waiting.delete(state.prefix.length)
        state.prefix.push(following)
        if (!suffices(state, run)) continue
        state.used = state.prefix.length
        state.failed = following.failed
        state.waiting.clear()
        state.prefix.length = 0
        open -= 1
        return
      }
    },
    isComplete: (index) => states[index]!.used > 0,
    isDone: () => open === 0,
    used: (index) => states[index]!.used,
    failedRuns: () => states.flatMap(({ failed }, index) => (failed ? [index] : [])),
  }
}
