import { resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Decoded, Hooks, LoadModule, ReadText, SpecProblem } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Request } from '../arguments/parseArguments.ts'
import { reportDocument } from '../document/reportDocument.ts'
import { exitCodeOf, exitCodes } from '../exitCodes.ts'
import { checkFolder } from '../folder/checkFolder.ts'
import { tablesOf } from '../folder/tables.ts'
import { loadModules } from '../modules/loadModules.ts'
import { moveModules } from '../modules/moveModules.ts'
import { progressBar } from '../progressBar.ts'
import type { Report } from '../Report.ts'
import { readSpec } from '../spec/readSpec.ts'
import { readText } from '../spec/readText.ts'
import type { Terminal } from '../Terminal.ts'

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

type CommandRequest = Extract<Request, { kind: 'command' }>

const refuse = (sentences: ReadonlyArray<string>, terminal: Terminal): number => {
  for (const sentence of sentences) terminal.err(`${sentence}\n`)
  return exitCodes.refused
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

/** Decode, compute, write, print: all of `run` and `compare`; resolves to the exit code. */
export const simulate =
  <S extends Report['spec']>(simulation: Simulation<S>) =>
  async (request: CommandRequest, terminal: Terminal): Promise<number> => {
    const [file = ''] = request.positionals
    const out = request.values.get('out')?.[0]
    const json = request.values.has('json')

    const source = readSpec(file, request.values.get('set') ?? [], terminal)
    if (E.isLeft(source)) return refuse(source.left, terminal)
    const { raw, folder } = source.right
    const texts = new Map<string, string>()
    const readTable: ReadText = (path) => {
      const text = readText(resolve(folder, path), path)
      if (E.isRight(text)) texts.set(path, text.right)
      return text
    }
    const modules = await loadModules(raw, folder)
    const decoded = simulation.decode(raw, readTable, modules.load)
    if (E.isLeft(decoded))
      return refuse(
        decoded.left.map(({ path, message }) => `${path === '' ? file : path}: ${message}`),
        terminal,
      )

    const tables = tablesOf(decoded.right.spec, texts)
    const outPath = out === undefined ? undefined : resolve(terminal.cwd, out)
    if (out !== undefined && outPath !== undefined) {
      const free = checkFolder(outPath, out, moveModules(decoded.right.spec, folder, outPath), tables)
      if (E.isLeft(free)) return refuse([free.left], terminal)
    }

    const computed = computeThen(simulation, decoded.right, terminal, async (report) => {
      let code = exitCodeOf(report.status)
      let written = 'Add --out DIR for data and figures.\n'
      if (out !== undefined && outPath !== undefined) {
        const { writeFolder } = await import('../folder/writeFolder.ts')
        const files = await writeFolder(
          outPath,
          out,
          { ...report, spec: moveModules(report.spec, folder, outPath) },
          tables,
        )
        if (E.isLeft(files)) {
          terminal.err(`${files.left}\n`)
          written = ''
          if (code === exitCodes.ok) code = exitCodes.failed
        } else written = `Written to ${out}: ${files.right.join(', ')}.\n`
      }
      terminal.out(json ? `${JSON.stringify(reportDocument(report))}\n` : `${simulation.text(report)}${written}`)
      for (const { label, result } of report.runs)
        if (result.status !== 'ok') terminal.err(`${label}: ${result.message}\n`)
      return code
    })
    return computed.catch((error: unknown) => {
      const sentence = modules.blame(error)
      if (sentence === undefined) throw error
      return refuse([sentence], terminal)
    })
  }
