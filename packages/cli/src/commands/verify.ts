import { readFileSync, writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Certification, Exports, Stage } from '@casimir/experiments'
import { certifyStages, prepareVerification, renderCertification, version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { Request } from '../arguments/parseArguments.ts'
import { finite } from '../document/finite.ts'
import { exitCodes } from '../exitCodes.ts'
import { loadModule } from '../modules/loadModule.ts'
import { progressBar } from '../progressBar.ts'
import { applySetting } from '../spec/applySetting.ts'
import { reasonOf } from '../spec/reasonOf.ts'
import type { Terminal } from '../Terminal.ts'
import { consistencyTable } from './consistencyTable.ts'

type CommandRequest = Extract<Request, { kind: 'command' }>

const DRAWS = 100
const LARGEST_SEED = 2 ** 31 - 1
/** By which a file is known for a certificate, which may be written again. */
const MARK = '<!-- casimir verify -->'

const refuse = (sentences: ReadonlyArray<string>, terminal: Terminal): number => {
  for (const sentence of sentences) terminal.err(`${sentence}\n`)
  return exitCodes.refused
}

/** A whole number of an option, or the sentence that says what it may be. */
const wholeOption = (
  { values }: CommandRequest,
  name: string,
  [least, most, usual]: readonly [number, number, number],
): E.Either<string, number> => {
  const [text] = values.get(name) ?? []
  if (text === undefined) return E.right(usual)
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most
    ? E.right(value)
    : E.left(`--${name} ${text}: give a whole number from ${least} to ${most}`)
}

const settingsOf = (settings: ReadonlyArray<string>): E.Either<string, unknown> =>
  settings.reduce<E.Either<string, unknown>>(
    (document, setting) => E.chain(applySetting(setting))(document),
    E.right({}),
  )

/** Why a certificate cannot go to a file; undefined when it can. */
const fileRefusal = (path: string, name: string): string | undefined => {
  if (!['.md', '.html'].includes(extname(path))) return `--out ${name}: give a file that ends in .md or .html`
  try {
    return readFileSync(path, 'utf8').includes(MARK)
      ? undefined
      : `--out ${name}: there is such a file already, and it is no certificate; give another name`
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isNew ? undefined : `--out ${name}: ${reasonOf(error)}`
  }
}

const page = (title: string, certification: Certification, path: string): string =>
  extname(path) === '.md'
    ? `${MARK}\n${renderCertification.markdown(title, certification)}`
    : renderCertification.html(title, certification).replace('<body>', `<body>\n${MARK}`)

const documentOf = (model: string, certification: Certification): string =>
  `${JSON.stringify(finite({ version, model, ...certification }).value)}\n`

/** Certifies with a progress bar; the first Ctrl-C ends it after the law in hand. */
const certifyWatched = async (
  stages: ReadonlyArray<Stage>,
  trial: { readonly draws: number; readonly seed: number },
  terminal: Terminal,
): Promise<Certification> => {
  let stopped = false
  const bar = progressBar(terminal.screen, () => performance.now(), false)
  const unregister = terminal.onInterrupt(() => {
    stopped = true
    bar.stop()
    terminal.err('Stopping after this law; press Ctrl-C again to give up what was found.\n')
  })
  try {
    return await certifyStages(stages, trial, {
      tick: async (progress) => {
        bar.update(progress)
        await nextTurn()
        return !stopped
      },
    })
  } finally {
    bar.stop()
    unregister()
  }
}

const exitCodeOf = ({ passed, interrupted }: Certification): number =>
  interrupted ? exitCodes.interrupted : passed ? exitCodes.ok : exitCodes.failed

const isModule = (model: string): boolean => ['.ts', '.mts', '.js', '.mjs'].includes(extname(model))

/** `casimir verify MODEL`: certifies a problem of the catalogue, or what a module of the user's exports. */
export const verify = async (request: CommandRequest, terminal: Terminal): Promise<number> => {
  if (request.values.has('table')) {
    const beside = [...request.values.keys()].filter((name) => name !== 'table' && name !== 'json')
    if (beside.length > 0)
      return refuse(
        [
          `--table takes only --json beside it, but --${beside.join(', --')} was given: its cases are fixed, so that the table is always the same`,
        ],
        terminal,
      )
    consistencyTable(request.values.has('json'), terminal)
    return exitCodes.ok
  }
  const [model = ''] = request.positionals
  const option = (name: string): string | undefined => request.values.get(name)?.[0]
  const draws = wholeOption(request, 'draws', [1, 1_000_000, DRAWS])
  const seed = wholeOption(request, 'seed', [0, LARGEST_SEED, 1])
  const settings = settingsOf(request.values.get('set') ?? [])
  const out = option('out')
  const outPath = out === undefined ? undefined : resolve(terminal.cwd, out)
  const outRefusal = out === undefined || outPath === undefined ? undefined : fileRefusal(outPath, out)
  if (E.isLeft(draws) || E.isLeft(seed) || E.isLeft(settings) || outRefusal !== undefined) {
    const wrong = [draws, seed, settings].flatMap((each) => (E.isLeft(each) ? [each.left] : []))
    return refuse([...wrong, ...(outRefusal === undefined ? [] : [outRefusal])], terminal)
  }
  let exports: Exports | undefined
  if (isModule(model)) {
    const loaded = await loadModule(resolve(terminal.cwd, model), model)
    if (E.isLeft(loaded)) return refuse([loaded.left], terminal)
    exports = loaded.right
  }
  const [named, method, integrator] = [option('export'), option('method'), option('integrator')]
  const stages = prepareVerification({
    model,
    ...(exports === undefined ? {} : { exports }),
    ...(named === undefined ? {} : { export: named }),
    ...(method === undefined ? {} : { method }),
    ...(integrator === undefined ? {} : { integrator }),
    settings: settings.right,
  })
  if (E.isLeft(stages)) return refuse(stages.left, terminal)

  const certification = await certifyWatched(stages.right, { draws: draws.right, seed: seed.right }, terminal)
  let code = exitCodeOf(certification)
  let written = ''
  if (out !== undefined && outPath !== undefined)
    try {
      writeFileSync(outPath, page(`Certificate of ${model}`, certification, outPath))
      written = `Written to ${out}.\n`
    } catch (error) {
      terminal.err(`--out ${out}: ${reasonOf(error)}\n`)
      if (code === exitCodes.ok) code = exitCodes.failed
    }
  terminal.out(
    request.values.has('json')
      ? documentOf(model, certification)
      : `${renderCertification.text(certification)}${written}`,
  )
  if (certification.interrupted) terminal.err('Interrupted: the laws above are those that were tried.\n')
  return code
}
