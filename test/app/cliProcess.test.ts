import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { contentsOf, folderWith, quickCompare, quickRun } from './cliSession.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const loader = pathToFileURL(createRequire(join(root, 'package.json')).resolve('tsx/esm')).href
const main = join(root, 'packages/cli/src/main.ts')
/** Says on stderr when the program begins to listen for Ctrl-C, which is when it begins to compute. */
const announce = `data:text/javascript,${encodeURIComponent(
  "process.on('newListener', (event) => { if (event === 'SIGINT') process.stderr.write('listening\\n') })",
)}`
/** Presses Ctrl-C a second time as soon as the program has answered the first. */
const impatient = `data:text/javascript,${encodeURIComponent(
  "const { write } = process.stderr; process.stderr.write = function (text, ...rest) { if (String(text).startsWith('Stopping')) process.kill(process.pid, 'SIGINT'); return write.call(this, text, ...rest) }",
)}`
const stopping = 'Stopping after this step; press Ctrl-C again to give up what was computed.\n'
const endless = { ...quickRun, time: { end: 1e5, record: 10 }, snapshots: [] }

interface Child {
  readonly process: ChildProcessWithoutNullStreams
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>
  readonly out: () => string
  readonly err: () => string
}

/** Starts the program from source as a process of its own. */
const start = (
  args: ReadonlyArray<string>,
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  imports: ReadonlyArray<string> = [],
  stdout: 'pipe' | number = 'pipe',
): Child => {
  const { INIT_CWD: _, npm_package_json: __, ...inherited } = process.env
  const child = spawn(
    process.execPath,
    ['--conditions=@casimir/source', ...[loader, ...imports].flatMap((url) => ['--import', url]), main, ...args],
    {
      cwd,
      env: { ...inherited, ...env },
      stdio: ['pipe', stdout, 'pipe'],
    },
  ) as ChildProcessWithoutNullStreams
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout?.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  return { process: child, ended, out: () => out, err: () => err }
}

describe('as a process', () => {
  test('JSON on stdout, nothing on stderr, exit 0', async () => {
    const folder = folderWith({ 'spec.yaml': quickRun })
    const child = start(['run', 'spec.yaml', '--json'], folder)
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(JSON.parse(child.out()).status).toBe('ok')
    expect(child.err()).toBe('')
  })

  test('a refusal exits with 2 and no stack', async () => {
    const child = start(['run', 'nowhere.yaml'], folderWith())
    expect(await child.ended).toEqual({ code: 2, signal: null })
    expect(child.err()).toBe('nowhere.yaml cannot be read: there is no such file or folder\n')
  })

  test.each([
    ['while it is loaded', 'process.exit(0)'],
    ['later', 'export const problem = { build: () => process.exit(0) }'],
  ])('a module that ends the program %s passes for nothing: one sentence, exit 1', async (_, text) => {
    const child = start(['verify', 'mine.mjs', '--json'], folderWith({ 'mine.mjs': text }))
    expect(await child.ended).toEqual({ code: 1, signal: null })
    expect(child.out()).toBe('')
    expect(child.err()).toBe(
      'The program was ended before it was done, by process.exit in a module it loaded: remove that.\n',
    )
  })

  test('a reader that goes away is no error', async () => {
    const child = start(['schema'], folderWith())
    child.process.stdout.destroy()
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(child.err()).toBe('')
  })

  test('npm start moves to the root: paths are still those of the folder it was typed in', async () => {
    const folder = folderWith({ 'package.json': '{}', 'root.yaml': quickRun })
    const inside = join(folder, 'inside')
    mkdirSync(inside)
    writeFileSync(join(inside, 'here.yaml'), JSON.stringify(quickRun))
    const env = { INIT_CWD: inside, npm_package_json: join(folder, 'package.json') }
    const { ended } = start(['run', 'here.yaml', '--out', 'out'], folder, env)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(contentsOf(inside).has('out/result.h5')).toBe(true)
    expect(await start(['run', 'root.yaml'], folder, env).ended).toEqual({ code: 0, signal: null })
    const moved = join(folder, 'moved')
    mkdirSync(moved)
    const child = start(['run', 'here.yaml'], moved, env)
    expect(await child.ended).toEqual({ code: 2, signal: null })
  })
})

describe.runIf(existsSync('/dev/full'))('a full disk behind stdout', () => {
  test.each([
    ['run', 'run.yaml', '--json'],
    ['compare', 'compare.yaml'],
    ['list', '--json'],
  ])('%s: one sentence, exit 1', async (...args) => {
    const folder = folderWith({ 'run.yaml': quickRun, 'compare.yaml': quickCompare })
    const full = openSync('/dev/full', 'w')
    onTestFinished(() => closeSync(full))
    const child = start(args, folder, {}, [], full)
    expect(await child.ended).toEqual({ code: 1, signal: null })
    expect(child.err()).toBe('Standard output could not be written: the disk is full\n')
  })
})

describe.runIf(process.platform !== 'win32')('Ctrl-C', () => {
  test('keeps what was computed: exit 130, printed and written', async () => {
    const folder = folderWith({ 'spec.yaml': endless })
    const child = start(['run', 'spec.yaml', '--json', '--out', 'out'], folder, {}, [announce])
    while (!child.err().includes('listening\n') && child.process.exitCode === null)
      await Promise.race([once(child.process.stderr, 'data'), child.ended])
    child.process.kill('SIGINT')
    expect(await child.ended).toEqual({ code: 130, signal: null })
    const document = JSON.parse(child.out())
    expect(document.status).toBe('interrupted')
    expect(child.err()).toBe(`listening\n${stopping}ehrenfest: ${document.message}\n`)
    const names = [...contentsOf(join(folder, 'out')).keys()]
    for (const name of ['result.h5', 'observables.csv', 'spec.yaml', 'purity.svg']) expect(names).toContain(name)
    expect([...contentsOf(folder).keys()].filter((name) => name.includes('.casimir-'))).toEqual([])
  })

  test('the second gives up what was computed: exit 130 at once, nothing printed or written', async () => {
    const folder = folderWith({ 'spec.yaml': endless })
    const child = start(['run', 'spec.yaml', '--json', '--out', 'out'], folder, {}, [announce, impatient])
    while (!child.err().includes('listening\n') && child.process.exitCode === null)
      await Promise.race([once(child.process.stderr, 'data'), child.ended])
    child.process.kill('SIGINT')
    expect(await child.ended).toEqual({ code: 130, signal: null })
    expect(child.out()).toBe('')
    expect(child.err().replaceAll('listening\n', '')).toBe(stopping)
    expect([...contentsOf(folder).keys()]).toEqual(['spec.yaml'])
  })
})
