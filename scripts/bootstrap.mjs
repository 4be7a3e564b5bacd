// Sets the workspace up on a machine that has only Node and npm, then runs one thing; all set-up output goes to stderr.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const [task = 'start', ...args] = process.argv.slice(2)

const fail = (sentence, code = 1) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

const quietly = (command, commandArgs, what) => {
  const { status, error } = spawnSync(command, commandArgs, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CI: 'true' },
    shell: windows,
  })
  if (error) fail(`${what} could not start (${error.message}); check that npm is on the PATH.`)
  if (status !== 0) fail(`${what} failed (its output is above); mend what it names and run the same command again.`)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.versions.node} is too old: Casimir needs Node 20.19 or newer.`)

const pin = readFileSync(join(root, '.pnpm-version'), 'utf8').trim()
const stampFile = join(root, 'node_modules', '.casimir-stamp')
const stamp = createHash('sha256')
  .update(`${pin} ${process.versions.node} `)
  .update(readFileSync(join(root, 'pnpm-lock.yaml')))
  .digest('hex')

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  process.stderr.write('Casimir: installing dependencies (once)\n')
  const onPath = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell: windows })
  const install = ['install', '--frozen-lockfile']
  if (onPath.status === 0 && onPath.stdout.trim() === pin) quietly('pnpm', install, 'Installing dependencies')
  else quietly('npx', ['--yes', `pnpm@${pin}`, ...install], 'Installing dependencies')
  writeFileSync(stampFile, stamp)
}

/** Runs Node where the user stands, so that the paths they type mean what they expect, and passes signals and the exit code on. */
const node = (cwd, ...nodeArgs) => {
  const child = spawn(process.execPath, nodeArgs, { cwd, stdio: 'inherit', env: { ...process.env, INIT_CWD: cwd } })
  // Ctrl-C in a terminal reaches the child by itself; a signal sent to this process alone does not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  child.on('error', (error) => fail(`Node could not start (${error.message}).`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
const bin = (...path) => join(root, 'node_modules', ...path)

quietly(process.execPath, [bin('typescript', 'bin', 'tsc'), '-b'], 'Building')
const cli = join(root, 'packages', 'cli', 'dist', 'main.js')
if (task === 'test') node(root, bin('vitest', 'vitest.mjs'), 'run', ...args)
else if (args.length > 0) node(process.env.INIT_CWD ?? process.cwd(), cli, ...args)
else node(root, cli, 'compare', 'docs/examples/rabi.yaml', '--out', 'out/rabi')
