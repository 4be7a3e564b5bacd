import { dirname, resolve } from 'node:path'
import type { Terminal } from './Terminal.ts'

/** npm runs a script in the folder of package.json and leaves the user's own folder in INIT_CWD. */
const folders = (): Pick<Terminal, 'cwd' | 'fallbackCwd'> => {
  const cwd = process.cwd()
  const { INIT_CWD: initial, npm_package_json: manifest } = process.env
  const moved = initial !== undefined && manifest !== undefined && resolve(dirname(manifest)) === cwd
  return moved ? { cwd: initial, fallbackCwd: cwd } : { cwd }
}

/** The terminal of this process; a reader that has gone away (EPIPE) is no error. */
export const processTerminal = (): Terminal => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    ...(process.stderr.isTTY ? { screen: process.stderr } : {}),
    ...folders(),
    debug: process.env.CASIMIR_DEBUG === '1',
    // Once: a second Ctrl-C then has its default effect, which ends the process at once.
    onInterrupt: (listener) => {
      process.once('SIGINT', listener)
      return () => process.off('SIGINT', listener)
    },
  }
}
