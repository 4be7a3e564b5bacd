import { Worker } from 'node:worker_threads'
import type { FinishedPart, PartJob, SentJob, WorkerMessage, WorkerSetup } from './PartJob.ts'

const LOST = 'ERR_CASIMIR_WORKER_LOST'

const workerLost = (sentence: string): Error => Object.assign(new Error(sentence), { code: LOST })

/** Whether an error says, in a sentence to print, that a worker thread ended on its own account. */
export const isWorkerLost = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === LOST

/** What a pool of workers is to do. */
export interface PoolOrder {
  readonly workers: number
  /** Jobs handed to a worker at once. */
  readonly batch: number
  readonly setup: WorkerSetup
  /** The next jobs, at most so many; none when there will be no more. */
  readonly next: (count: number) => ReadonlyArray<PartJob>
  readonly rawOf: (point: number) => unknown
  /** Keeps a part; a rejection stops the pool. */
  readonly keep: (part: FinishedPart) => Promise<void>
  readonly isDone: () => boolean
  readonly signal: AbortSignal
}

/** Parts that may wait to be kept before workers have to wait. */
const MOST_WAITING = 32

/** A thread that computes parts: from this program as it is compiled or, where that is what runs, in TypeScript. */
const startWorker = (setup: WorkerSetup): Worker =>
  import.meta.url.endsWith('.ts')
    ? new Worker(new URL('../../bin/sourceWorker.mjs', import.meta.url), {
        workerData: setup,
        execArgv: ['--conditions=@casimir/source'],
      })
    : new Worker(new URL('./partWorker.js', import.meta.url), { workerData: setup })

const errorOf = ({ misuse, name, message, stack }: Extract<WorkerMessage, { kind: 'error' }>): Error =>
  misuse ? new Error(message) : Object.assign(new TypeError(message), { name, ...(stack !== undefined && { stack }) })

const lost = (error: unknown): Error => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return workerLost('A worker ran out of memory: give fewer --workers, or make a run smaller')
  return error instanceof Error ? error : workerLost(`A worker stopped: ${String(error)}`)
}

/**
 * Computes jobs on worker threads until there are no more, all is done or the signal comes; resolves when every finished part is kept.
 *
 * Errors: rejects with the sentence that a job threw, with an `isWorkerLost` when a thread ended, with what `keep` rejected with.
 */
export const runPool = async (order: PoolOrder): Promise<void> => {
  const { batch, setup, next, rawOf, keep, isDone, signal } = order
  const threads: Worker[] = []
  const waiting = new Set<Promise<void>>()
  const serve = (finishAll: () => void, fail: (error: unknown) => void) =>
    new Promise<void>((resolve) => {
      const first = next(batch)
      if (first.length === 0) return resolve()
      const worker = startWorker(setup)
      threads.push(worker)
      const send = (jobs: ReadonlyArray<PartJob>): void => {
        if (jobs.length === 0) resolve()
        else worker.postMessage(jobs.map((job): SentJob => ({ ...job, raw: rawOf(job.point) })))
      }
      worker.on('message', async (message: WorkerMessage) => {
        if (message.kind === 'error') return fail(errorOf(message))
        if (message.kind === 'part') {
          const kept: Promise<void> = keep(message)
            .then(() => (isDone() ? finishAll() : undefined), fail)
            .finally(() => waiting.delete(kept))
          waiting.add(kept)
          return
        }
        while (waiting.size > MOST_WAITING) await Promise.race(waiting)
        send(next(batch))
      })
      worker.on('error', (error) => fail(lost(error)))
      worker.on('exit', (code) => fail(workerLost(`A worker stopped before it was done (exit code ${code})`)))
      send(first)
    })
  try {
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) return resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      Promise.all(Array.from({ length: order.workers }, () => serve(resolve, reject))).then(() => resolve(), reject)
    })
    await Promise.all(waiting)
  } finally {
    for (const worker of threads) worker.removeAllListeners()
    await Promise.all(threads.map((worker) => worker.terminate()))
    await Promise.allSettled(waiting)
  }
}
