import { deserialize } from 'node:v8'
import {
  type Comparison,
  comparisonOf,
  encodeStudy,
  mergeParts,
  methodLabels,
  type PartResult,
  problemOf,
  type RunResult,
  runOf,
  type StudyPlan,
  type StudyPoint,
  version,
} from '@casimir/experiments'
import { reasonOf } from '../spec/reasonOf.ts'
import type { FinishedPart, WorkerSetup } from './PartJob.ts'
import type { PartStore } from './PartStore.ts'
import { layOut, type StudyLayout } from './StudyLayout.ts'
import type { StudyRun } from './StudyRun.ts'
import { makeSchedule, type Schedule } from './schedule.ts'
import { makeWorkEstimate } from './workEstimate.ts'
import { isWorkerLost, runPool } from './workerPool.ts'

/** How far a study is. */
export interface StudyProgress {
  readonly points: number
  readonly donePoints: number
  readonly fraction: number
  readonly secondsLeft?: number
}

/** How a study is to be computed; none of it has a part in the result. */
export interface StudyOptions {
  readonly workers: number
  readonly batch: number
  readonly setup: WorkerSetup
  readonly signal: AbortSignal
  readonly onProgress?: (progress: StudyProgress) => void
}

/** A run that ended early, at a point that asks for it. */
interface FailedRun {
  readonly point: number
  readonly label: string
  readonly message: string
}

/** What came of a study: all of it, or the points done before it was interrupted, a part could not be written for a reason, or a worker was lost, which a sentence says. */
export type StudyOutcome =
  | { readonly kind: 'complete'; readonly study: StudyRun; readonly failures: ReadonlyArray<FailedRun> }
  | { readonly kind: 'interrupted' | 'unwritten' | 'lost'; readonly donePoints: number; readonly reason: string }

/** Milliseconds between two reports at least. */
const REPORT_INTERVAL = 100

const read = (store: PartStore, { runs }: StudyLayout, run: number, index: number): PartResult => {
  const payload = store.read({ key: runs[run]!.key, index })
  if (payload === undefined)
    throw new Error('A part was damaged while the study was computed: the same command computes it again')
  return deserialize(payload) as PartResult
}

const resultOf = (
  { decoded }: StudyPoint,
  method: number,
  run: number,
  { schedule, store, layout }: { schedule: Schedule; store: PartStore; layout: StudyLayout },
): RunResult => {
  const { spec, ...rest } = decoded
  const runSpec = runOf(spec, spec.methods[method]!)
  const parts = Array.from({ length: schedule.used(run) }, (_, index) => read(store, layout, run, index))
  return mergeParts(runSpec, problemOf({ ...rest, spec: runSpec }).units, parts)
}

/** Gives the schedule what the store holds. */
const recall = ({ runs }: StudyLayout, store: PartStore, schedule: Schedule): void => {
  for (const [run, { key, parts }] of runs.entries())
    for (let index = 0; index < parts && !schedule.isComplete(run); index++) {
      const payload = store.read({ key, index })
      if (payload === undefined) continue
      const { status }: PartResult = deserialize(payload)
      schedule.accept(run, index, status !== 'ok', payload)
    }
}

/**
 * Computes the parts of a study that the store does not hold yet, on worker threads, and keeps each as soon as it is finished.
 *
 * The study that comes out depends on the plan alone, not on workers, batches, or what was kept before. Errors: throws the sentence that a run of it
 * throws while it is built; a part that cannot be kept, or a worker that is lost, stops it with a reason.
 */
export const computeStudy = async (plan: StudyPlan, store: PartStore, options: StudyOptions): Promise<StudyOutcome> => {
  const { workers, batch, setup, signal, onProgress } = options
  const layout = layOut(plan.points, setup.folder, setup.texts)
  const { runs, runsOfPoint } = layout
  const schedule = makeSchedule(runs)
  recall(layout, store, schedule)
  const estimate = makeWorkEstimate(runs)
  for (const run of runs.keys()) if (schedule.isComplete(run)) estimate.completed(run)
  const isPointDone = (point: ReadonlyArray<number>): boolean => point.every(schedule.isComplete)
  const donePoints = (): number => runsOfPoint.filter(isPointDone).length
  let reported = Number.NEGATIVE_INFINITY
  const report = (): void => {
    if (onProgress === undefined || performance.now() - reported < REPORT_INTERVAL) return
    reported = performance.now()
    const secondsLeft = estimate.secondsLeft(workers)
    onProgress({
      points: runsOfPoint.length,
      donePoints: donePoints(),
      fraction: estimate.fraction(),
      ...(secondsLeft !== undefined && { secondsLeft }),
    })
  }
  let unwritten: string | undefined
  const keep = async ({ job, payload, failed, seconds }: FinishedPart): Promise<void> => {
    await store.write({ key: runs[job.run]!.key, index: job.part }, payload).catch((error: unknown) => {
      unwritten ??= reasonOf(error)
      throw error
    })
    schedule.accept(job.run, job.part, failed, payload)
    estimate.finished(job, seconds)
    if (schedule.isComplete(job.run)) estimate.completed(job.run)
    report()
  }
  try {
    report()
    const rawOf = (point: number): unknown => plan.points[point]?.raw
    await runPool({ workers, batch, setup, next: schedule.next, rawOf, keep, isDone: schedule.isDone, signal })
  } catch (error) {
    if (unwritten !== undefined) return { kind: 'unwritten', donePoints: donePoints(), reason: unwritten }
    if (isWorkerLost(error)) return { kind: 'lost', donePoints: donePoints(), reason: error.message }
    throw error
  }
  if (!schedule.isDone()) return { kind: 'interrupted', donePoints: donePoints(), reason: '' }

  const held = { schedule, store, layout }
  const comparisonAt = async (index: number): Promise<Comparison> => {
    const point = plan.points[index]
    if (point === undefined) throw new Error(`computeStudy: there is no point ${index}`)
    const { spec } = point.decoded
    const finished = methodLabels(spec.methods.map(({ name }) => name)).map((label, method) => {
      return { label, result: resultOf(point, method, runsOfPoint[index]![method]!, held) }
    })
    return comparisonOf(spec, finished)
  }
  const failed = new Set(schedule.failedRuns())
  const failures = plan.points.flatMap((point, index) => {
    const { methods } = point.decoded.spec
    return methodLabels(methods.map(({ name }) => name)).flatMap((label, method): ReadonlyArray<FailedRun> => {
      const run = runsOfPoint[index]![method]!
      return failed.has(run) ? [{ point: index, label, message: resultOf(point, method, run, held).message }] : []
    })
  })
  const points = plan.points.map(({ index, settings }) => ({ index, settings }))
  const study = { version, spec: encodeStudy(plan), axes: plan.axes, points, comparisonAt }
  return { kind: 'complete', study, failures }
}
