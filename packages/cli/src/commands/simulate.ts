import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Decoded, Hooks, LoadModule, ReadText, SpecProblem } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import { checkFolder } from '../folder/checkFolder.ts'
import { checkVersion } from '../folder/checkVersion.ts'
import { tablesOf } from '../folder/tables.ts'
import { loadModules } from '../modules/loadModules.ts'
import { moveModules } from '../modules/moveModules.ts'
import { progressBar } from '../progressBar.ts'
import type { Report } from '../Report.ts'
import type { RawSpec } from '../spec/readSpec.ts'
import { PARTS } from '../study/folderStore.ts'
import type { Terminal } from '../Terminal.ts'
import { deliver } from './deliver.ts'
import { type CommandRequest, makeTableReader, readSource, refuse, sentencesOf } from './source.ts'

/** What differs between `run` and `compare`. */
export interface Simulation<S extends Report['spec']> {
  readonly decode: (
    raw: unknown,
    readText: ReadText,
    loadModule: LoadModule,
  ) => E.Either<NonEmptyArray<SpecProblem>, Decoded<S>>
  readonly compute: (decoded: Decoded<S>, hooks: Hooks) => Promise<Report>
  readonly text: (report: Report) => string
}

/** Computes with a progress bar, stopping at the first Ctrl-C, and hands the report on while a second one may still come. */
const computeThen = async <S extends Report['spec'], A>(
  simulation: Simulation<S>,
  decoded: Decoded<S>,
  terminal: Terminal,
  handOn: (report: Report) => Promise<A>,
): Promise<A> => {
  let stopped = false
  let computed = false
  const bar = progressBar(terminal.screen)
  const unregister = terminal.onInterrupt(() => {
    stopped = true
    bar.stop()
    const doing = computed ? 'Writing the result' : 'Stopping after this step'
    terminal.err(`${doing}; press Ctrl-C again to give up what was computed.\n`)
  })
  try {
    const report = await simulation.compute(decoded, {
      tick: async (progress) => {
        bar.update(progress)
        await nextTurn()
        return !stopped
      },
    })
    computed = true
    bar.stop()
    return await handOn(report)
  } finally {
    bar.stop()
    unregister()
  }
}

/** Decode, compute in this thread, write, print a document that was read; resolves to the exit code. */
export const simulateSource =
  <S extends Report['spec']>(simulation: Simulation<S>) =>
  async ({ raw, folder }: RawSpec, request: CommandRequest, terminal: Terminal): Promise<number> => {
    const [file = ''] = request.positionals
    const name = request.values.get('out')?.[0]
    const json = request.values.has('json')
    const { readTable, texts } = makeTableReader(folder)
    const modules = await loadModules(raw, folder)
    const decoded = simulation.decode(raw, readTable, modules.load)
    if (E.isLeft(decoded)) return refuse(sentencesOf(decoded.left, file), terminal)

    const { spec } = decoded.right
    const tables = tablesOf(spec, texts)
    const out = name === undefined ? undefined : { name, path: resolve(terminal.cwd, name) }
    if (out !== undefined) {
      if (existsSync(join(out.path, PARTS)))
        return refuse([`${out.name} holds the beginning of a study: choose another folder for --out`], terminal)
      const free = checkFolder(out.path, out.name, moveModules(spec, folder, out.path), tables)
      if (E.isLeft(free)) return refuse([free.left], terminal)
      const made = await checkVersion(out.path, out.name)
      if (E.isLeft(made)) return refuse([made.left], terminal)
    }

    const destination = { ...(out && { out }), json, text: simulation.text, folder, tables }
    const computed = computeThen(simulation, decoded.right, terminal, (report) =>
      deliver(report, destination, terminal),
    )
    return computed.then(
      ({ code }) => code,
      (error: unknown) => {
        const sentence = modules.blame(error)
        if (sentence === undefined) throw error
        return refuse([sentence], terminal)
      },
    )
  }

/** Read, decode, compute, write, print: all of `run`; resolves to the exit code. */
export const simulate =
  <S extends Report['spec']>(simulation: Simulation<S>) =>
  async (request: CommandRequest, terminal: Terminal): Promise<number> => {
    const source = readSource(request, terminal)
    return E.isLeft(source)
      ? refuse(source.left, terminal)
      : simulateSource(simulation)(source.right, request, terminal)
  }
