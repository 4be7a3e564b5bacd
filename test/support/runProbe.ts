import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a probe wrote: its rows, none when it failed, and what it said on standard error. */
export interface Probed<Row> {
  readonly rows: ReadonlyArray<Row>
  readonly stderr: string
}

/**
 * Runs a file in a process of its own, with the collector at its call and a young generation so large that no scavenge hides
 * what a step allocates, and reads the JSON it prints.
 */
export const runProbe = <Row>(file: URL): Probed<Row> => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--min-semi-space-size=256',
      '--max-semi-space-size=256',
      '--conditions=@casimir/source',
      '--import',
      'tsx',
      fileURLToPath(file),
    ],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  )
  return { rows: status === 0 ? JSON.parse(stdout) : [], stderr }
}
