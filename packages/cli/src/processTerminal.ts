import { dirname, resolve } from 'node:path'
import { exitCodes } from './exitCodes.ts'
import { reasonOf } from './spec/reasonOf.ts'
import type { Terminal } from './Terminal.ts'

/** npm runs a script in the folder of package.json and leaves the user's own folder in INIT_CWD. */
const folders = (): Pick<Terminal, 'cwd' | 'fallbackCwd'> => {
  const cwd = process.cwd()
  const { INIT_CWD: initial, npm_package_json: manifest } = process.env
  const moved = initial !== undefined && manifest !== undefined && resolve(dirname(manifest)) === cwd
  return moved ? { cwd: initial, fallbackCwd: cwd } : { cwd }
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE'

/** Ends the process when one of its own streams cannot be written; a reader that has gone away (EPIPE) is no error. */
const failOn = (name: string, tell: boolean) => (error: unknown) => {
  if (isGone(error)) return
  if (tell) process.stderr.write(`${name} could not be written: ${reasonOf(error)}\n`)
  process.exit(exitCodes.failed)
}

/** Writes to a stream, whether it reports its errors by throwing, as files do on some versions of Node, or by an event. */
const writer = (stream: NodeJS.WriteStream, fail: (error: unknown) => void) => {
  stream.on('error', fail)
  return (text: string): void => {
    try {
      stream.write(text)
    } catch (error) {
      fail(error)
    }
  }
}

const onInterrupt: Terminal['onInterrupt'] = (listener) => {
  let interrupted = false
  const hear = () => {
    if (interrupted) process.exit(exitCodes.interrupted)
    interrupted = true
    listener()
  }
  process.on('SIGINT', hear)
  return () => process.off('SIGINT', hear)
}

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  out: writer(process.stdout, failOn('Standard output', true)),
  err: writer(process.stderr, failOn('Standard error', false)),
  ...(process.stderr.isTTY ? { screen: process.stderr } : {}),
  ...folders(),
  debug: process.env.CASIMIR_DEBUG === '1',
  onInterrupt,
})
