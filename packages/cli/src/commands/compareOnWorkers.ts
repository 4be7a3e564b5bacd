import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { decodeStudy, type StudyPlan } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { wholeOption } from '../arguments/wholeOption.ts'
import { exitCodes } from '../exitCodes.ts'
import { checkVersion } from '../folder/checkVersion.ts'
import { loadModules, moduleNames } from '../modules/loadModules.ts'
import { progressBar } from '../progressBar.ts'
import type { RawSpec } from '../spec/readSpec.ts'
import { computeStudy, type StudyOutcome, type StudyProgress } from '../study/computeStudy.ts'
import { openFolderStore, PARTS } from '../study/folderStore.ts'
import { memoryStore } from '../study/PartStore.ts'
import type { Terminal } from '../Terminal.ts'
import type { OutputFolder } from './deliver.ts'
import { type CommandRequest, makeTableReader, refuse, sentencesOf } from './source.ts'
import { studyOutput } from './studyOutput.ts'

const MOST_WORKERS = 1024
const LARGEST_BATCH = 1_000_000

/** A study keeps no snapshots unless it says so: one of thousands of points would keep thousands. */
const withoutSnapshots = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && 'sweep' in raw && !('snapshots' in raw) ? { ...raw, snapshots: [] } : raw

/** Shows the progress of a study. */
const makeShow = (terminal: Terminal) => {
  const bar = progressBar(terminal.screen, () => performance.now(), false)
  return {
    stop: bar.stop,
    update: ({ points, donePoints, ...rest }: StudyProgress): void =>
      bar.update({ label: `${donePoints} of ${points} points`, t: 0, ...rest }),
  }
}

/** Why a study is not complete, what is kept of it, and the exit code. */
const endEarly = (
  { kind, donePoints, reason }: Extract<StudyOutcome, { donePoints: number }>,
  { points }: StudyPlan,
  out: OutputFolder | undefined,
  terminal: Terminal,
): number => {
  const why = { interrupted: 'Stopped', unwritten: `${out?.name} could not be written: ${reason}`, lost: reason }[kind]
  const kept =
    out === undefined
      ? 'nothing is kept without --out DIR'
      : existsSync(join(out.path, PARTS))
        ? `what was finished is kept in ${out.name}: the same command goes on from there`
        : `nothing is kept in ${out.name} yet`
  terminal.err(`${why}; ${donePoints} of ${points.length} points are done, and ${kept}.\n`)
  return kind === 'interrupted' ? exitCodes.interrupted : exitCodes.failed
}

/**
 * `casimir compare SPEC` on worker threads: a study, or a comparison whose parts are to be shared out; resolves to the exit code.
 *
 * With --out every finished part is kept until the results are written.
 */
export const compareOnWorkers = async (
  source: RawSpec,
  { positionals, values }: CommandRequest,
  terminal: Terminal,
): Promise<number> => {
  const { folder } = source
  const raw = withoutSnapshots(source.raw)
  const [file = ''] = positionals
  const workers = wholeOption(values, 'workers', { least: 1, most: MOST_WORKERS, usual: availableParallelism() })
  const batch = wholeOption(values, 'batch', { least: 1, most: LARGEST_BATCH, usual: 1 })
  if (E.isLeft(workers) || E.isLeft(batch))
    return refuse(
      [workers, batch].flatMap((each) => (E.isLeft(each) ? [each.left] : [])),
      terminal,
    )
  const { readTable, texts } = makeTableReader(folder)
  const modules = await loadModules(raw, folder)
  const plan = decodeStudy(raw, readTable, modules.load)
  if (E.isLeft(plan)) return refuse(sentencesOf(plan.left, file), terminal)

  const name = values.get('out')?.[0]
  const out = name === undefined ? undefined : { name, path: resolve(terminal.cwd, name) }
  const output = studyOutput(plan.right, { folder, texts, json: values.has('json'), ...(out && { out }) })
  const opened = out === undefined ? undefined : openFolderStore(out.path, out.name, output.document)
  if (opened !== undefined && E.isLeft(opened)) return refuse([opened.left], terminal)
  const free = opened?.right.begun ? undefined : output.check()
  if (free !== undefined && E.isLeft(free)) return refuse([free.left], terminal)
  const made = out === undefined ? undefined : await checkVersion(out.path, out.name)
  if (made !== undefined && E.isLeft(made)) return refuse([made.left], terminal)
  const store = opened?.right ?? memoryStore()

  const stop = new AbortController()
  let computed = false
  const show = makeShow(terminal)
  const unregister = terminal.onInterrupt(() => {
    stop.abort()
    show.stop()
    if (computed) terminal.err('Writing the result; press Ctrl-C again to leave that to the next time.\n')
  })
  try {
    const setup = { folder, modules: moduleNames(raw), texts }
    const outcome = await computeStudy(plan.right, store, {
      workers: workers.right,
      batch: batch.right,
      setup,
      signal: stop.signal,
      onProgress: show.update,
    })
    computed = true
    show.stop()
    const unusable = store.unusable()
    if (unusable > 0)
      terminal.err(
        `${unusable} of the parts in ${name} ${unusable === 1 ? 'was' : 'were'} damaged, or of another version of Node, and computed again.\n`,
      )
    if (outcome.kind !== 'complete') return endEarly(outcome, plan.right, out, terminal)
    const { code, isWritten } = await output.deliver(outcome, terminal)
    if (isWritten) opened?.right.remove()
    else if (out !== undefined)
      terminal.err(`What was computed is kept in ${out.name}, and the same command writes it.\n`)
    return code
  } catch (error) {
    const sentence = modules.blame(error)
    if (sentence === undefined) throw error
    return refuse([sentence], terminal)
  } finally {
    show.stop()
    unregister()
  }
}
