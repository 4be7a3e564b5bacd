import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Outcome } from './cliSession.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = pathToFileURL(createRequire(join(root, 'package.json')).resolve('tsx/esm')).href

/** The program as `npm start` and an installed `casimir` run it; the packages must be built. */
export const built = [join(root, 'packages/cli/bin/casimir.mjs')]

/** The program from its source. */
export const source = ['--conditions=@casimir/source', '--import', tsx, join(root, 'packages/cli/src/main.ts')]

/** Runs the program as a process in a folder that knows nothing of it. */
export const start = async (
  program: ReadonlyArray<string>,
  args: ReadonlyArray<string>,
  cwd: string,
): Promise<Outcome> => {
  const { INIT_CWD: _, npm_package_json: __, NODE_PATH: ___, ...env } = process.env
  const child = spawn(process.execPath, [...program, ...args], { cwd, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}
