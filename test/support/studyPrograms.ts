import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A study of six runs in twelve parts, each of which takes some hundredths of a second. */
export const smallStudy = {
  problem: { name: 'rabi' },
  initial: { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } },
  methods: [{ name: 'exact' }, { name: 'ehrenfest', particles: 300, sampling: 'random', seed: 3 }],
  time: { end: 1, record: 0.5 },
  sweep: { 'problem.coupling': [0.1, 0.2], 'methods.ehrenfest.particles': [300, 520] },
}

/** The parts of a study that a result folder holds. */
export const partsIn = (folder: string): ReadonlyArray<string> => {
  const path = join(folder, '.parts')
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith('.part'))
    .sort()
    .map((name) => join(path, name))
}

const filesIn = (folder: string, prefix = ''): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(folder).flatMap((name): Array<[string, Buffer]> => {
      const path = join(folder, name)
      return statSync(path).isDirectory()
        ? [[`${prefix}${name}/`, Buffer.of()], ...filesIn(path, `${prefix}${name}/`)]
        : [[`${prefix}${name}`, readFileSync(path)]]
    }),
  )

/** The names of the files in which two folders differ by a byte, or that only one of them has. */
export const differingFiles = (one: string, other: string): ReadonlyArray<string> => {
  const [a, b] = [filesIn(one), filesIn(other)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => {
    const [x, y] = [a.get(name), b.get(name)]
    return x === undefined || y === undefined || !x.equals(y)
  })
}

/** A program that runs, and how it ends. */
export interface StartedProgram {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly err: string }>
}

/** Starts Node in a folder. */
export const startNode = (args: ReadonlyArray<string>, cwd: string): StartedProgram => {
  const { INIT_CWD: _, npm_package_json: __, ...env } = process.env
  const child = spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let err = ''
  child.stderr.on('data', (data) => {
    err += data
  })
  return { child, ended: once(child, 'close').then(([code, signal]) => ({ code, signal, err })) }
}

/** What came of a study that was killed again and again. */
export interface KilledStudy {
  readonly kills: number
  /** Parts on the disk after each kill. */
  readonly kept: ReadonlyArray<number>
  /** The exit codes of programs that ended before they were killed, and of the last one, which was left alone. */
  readonly codes: ReadonlyArray<number | null>
  readonly err: string
}

/** How often the disk is asked for a new part, and how long after one at most a program is killed, in milliseconds. */
const ASK = 2
const AFTER = 40

const after = (delay: number, kill: () => void): (() => void) => {
  const timer = setTimeout(kill, delay)
  return () => clearTimeout(timer)
}

/** Calls `kill` within so many milliseconds of there being more parts in a folder than there are now; gives what takes that back. */
const soonAfterAPart = (folder: string, within: number, kill: () => void): (() => void) => {
  const before = partsIn(folder).length
  const timers: NodeJS.Timeout[] = []
  const asking = setInterval(() => {
    if (partsIn(folder).length <= before) return
    clearInterval(asking)
    timers.push(setTimeout(kill, within))
  }, ASK)
  return () => {
    clearInterval(asking)
    timers.forEach(clearTimeout)
  }
}

/**
 * Runs a program again and again, killing it, until it was killed so many times; then to its end. It is killed in turn after a part of `span` milliseconds, and soon after it
 * has kept one part more, while it works on others.
 *
 * One that ends before its time comes leaves a result, which the next one does anew. `draw` gives numbers from 0 to 1.
 */
export const killAndResume = async (
  args: ReadonlyArray<string>,
  cwd: string,
  out: string,
  { kills, span, draw }: { readonly kills: number; readonly span: number; readonly draw: () => number },
): Promise<KilledStudy> => {
  const kept: number[] = []
  const codes: Array<number | null> = []
  let err = ''
  for (let done = 0; done < kills; ) {
    const { child, ended } = startNode(args, cwd)
    const kill = (): void => {
      child.kill('SIGKILL')
    }
    const forget = done % 2 === 0 ? after(span * draw(), kill) : soonAfterAPart(join(cwd, out), AFTER * draw(), kill)
    const ending = await ended
    forget()
    err += ending.err
    if (ending.signal === 'SIGKILL') {
      done += 1
      kept.push(partsIn(join(cwd, out)).length)
    } else codes.push(ending.code)
  }
  const last = await startNode(args, cwd).ended
  return { kills, kept, codes: [...codes, last.code], err: err + last.err }
}
