import { deserialize } from 'node:v8'
import { judgeParts, type PartResult, planParts } from '@casimir/experiments'
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
  /** Of a run with a target error: whether a further part, in index order, makes enough. */
  readonly judge: ((part: PartResult) => boolean) | undefined
  readonly waiting: Map<number, Part>
  /** How many parts from the first on have been judged. */
  judged: number
  handedOut: number
  used: number
  failed: boolean
}

const freshState = ({ spec }: DistinctRun): State => ({
  judge: planParts(spec).target === undefined ? undefined : judgeParts(spec),
  waiting: new Map(),
  judged: 0,
  handedOut: 0,
  used: 0,
  failed: false,
})

const suffices = ({ judge, judged }: State, { failed, result }: Part, { parts }: DistinctRun): boolean => {
  const isJudged = judge !== undefined && result !== undefined && judge(result)
  return isJudged || failed || judged >= parts
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
      if (part >= state.judged && !state.waiting.has(part))
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
      state.waiting.set(part, { failed, ...(state.judge && { result: deserialize(payload) as PartResult }) })
      for (;;) {
        const following = state.waiting.get(state.judged)
        if (following === undefined) return
        state.waiting.delete(state.judged)
        state.judged += 1
        if (!suffices(state, following, run)) continue
        state.used = state.judged
        state.failed = following.failed
        state.waiting.clear()
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
