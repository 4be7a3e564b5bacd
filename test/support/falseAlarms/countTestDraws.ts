import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { root } from '../sourceTree.ts'
import type { TestDraws } from './FalseAlarms.ts'
import type { TallyVariable } from './tallyDraws.ts'

/** Runs the project's tests, or those of some files, and counts the draws of every law that held; those of processes that tests start are not counted. */
export const countTestDraws = async (filters: ReadonlyArray<string> = []): Promise<ReadonlyArray<TestDraws>> => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-'))
  const tally = join(folder, 'draws')
  writeFileSync(tally, '')
  const variable: TallyVariable = 'CASIMIR_TALLY'
  process.env[variable] = tally
  const setupFiles = ['../seed.ts', './tallyDraws.ts'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  // which repeats the draws of the page
  const exclude = ['**/node_modules/**', 'test/docs/falseAlarms.test.ts']
  const run = await startVitest('test', [...filters], { root, watch: false, setupFiles, exclude })
  await run.close()
  const draws = new Map<string, number>()
  for (const line of readFileSync(tally, 'utf8').split('\n')) {
    const [law, count] = line.split('\t')
    if (count !== undefined) draws.set(law, (draws.get(law) ?? 0) + Number(count))
  }
  rmSync(folder, { recursive: true })
  return [...draws].map(([law, count]) => ({ law, draws: count })).toSorted((a, b) => a.law.localeCompare(b.law))
}
