import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { casimir, type Terminal } from '@casimir/cli'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'

/** What a call of the program left behind. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A fresh folder, removed when the test is over, with the given files; values that are no text are written as YAML. */
export const folderWith = (files: { readonly [name: string]: unknown } = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : stringify(content))
  return folder
}

/** Calls the program in this process. */
export const call = async (
  args: ReadonlyArray<string>,
  { cwd = tmpdir(), ...changes }: Partial<Terminal> = {},
): Promise<Outcome> => {
  let out = ''
  let err = ''
  const code = await casimir(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    cwd,
    debug: false,
    onInterrupt: () => () => {},
    ...changes,
  })
  return { code, out, err }
}

/** Every file below a folder with its content, by relative name; folders end in a slash. */
export const contentsOf = (folder: string, prefix = ''): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      .sort()
      .flatMap((name): Array<[string, string]> => {
        const path = join(folder, name)
        return statSync(path).isDirectory()
          ? [[`${prefix}${name}/`, ''], ...contentsOf(path, `${prefix}${name}/`)]
          : [[`${prefix}${name}`, readFileSync(path, 'latin1')]]
      }),
  )

const initial = { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } }

/** A run that takes a few milliseconds. */
export const quickRun = {
  problem: { name: 'rabi' },
  initial,
  method: { name: 'ehrenfest', particles: 8 },
  time: { end: 1, record: 0.5 },
  snapshots: [0, 1],
}

/** A comparison that takes some tens of milliseconds. */
export const quickCompare = {
  problem: { name: 'rabi' },
  initial,
  methods: [
    { name: 'exact' },
    { name: 'ehrenfest', particles: 8 },
    { name: 'koopmon', particles: 12, mollifier: { alpha: { q: 0.4, p: 0.4 } } },
  ],
  time: { end: 1, record: 0.5 },
  snapshots: [0, 1],
}
