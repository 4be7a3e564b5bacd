import { serialize } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import {
  type CompareSpec,
  type Decoded,
  decodeCompare,
  type PartComputer,
  prepareParts,
  runOf,
} from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { loadNamedModules } from '../modules/loadModules.ts'
import type { SentJob, WorkerMessage, WorkerSetup } from './PartJob.ts'

/** Points decoded last that are kept. */
const KEPT = 4

/** A point with its runs, each prepared when its first part is asked for. */
interface Point {
  readonly decoded: Decoded<CompareSpec>
  readonly runs: Map<number, PartComputer>
}

const { folder, modules: names, texts }: WorkerSetup = workerData
const modules = await loadNamedModules(names, folder)
const points = new Map<number, Point>()

const pointOf = ({ point, raw }: SentJob): Point => {
  const known = points.get(point)
  if (known) return known
  const readText = (path: string) => E.fromNullable(`${path} was not read`)(texts.get(path))
  const decoded = decodeCompare(raw, readText, modules.load)
  if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  const oldest = points.keys().next()
  if (points.size >= KEPT && !oldest.done) points.delete(oldest.value)
  const made = { decoded: decoded.right, runs: new Map<number, PartComputer>() }
  points.set(point, made)
  return made
}

const runAt = (job: SentJob): PartComputer => {
  const { decoded, runs } = pointOf(job)
  const { spec, ...rest } = decoded
  const method = spec.methods[job.method]
  if (method === undefined) throw new Error(`the point ${job.point} has no method ${job.method}`)
  const known = runs.get(job.method)
  if (known) return known
  const made = prepareParts({ ...rest, spec: runOf(spec, method) })
  runs.set(job.method, made)
  return made
}

const say = (message: WorkerMessage, transfer: ReadonlyArray<ArrayBuffer> = []): void =>
  parentPort?.postMessage(message, [...transfer])

const compute = async ({ raw, ...job }: SentJob): Promise<void> => {
  const result = await runAt({ raw, ...job })(job.part)
  const payload = new Uint8Array(serialize(result))
  say({ kind: 'part', job, payload, failed: result.status !== 'ok', seconds: result.seconds }, [payload.buffer])
}

const complain = (error: unknown): void => {
  const blamed = modules.blame(error)
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const misuse = blamed !== undefined || (error instanceof Error && error.constructor === Error && !('code' in error))
  say({ kind: 'error', misuse, name, message: blamed ?? message, ...(stack !== undefined && { stack }) })
}

parentPort?.on('message', async (jobs: ReadonlyArray<SentJob>) => {
  try {
    for (const job of jobs) await compute(job)
    say({ kind: 'idle' })
  } catch (error) {
    complain(error)
  }
})
