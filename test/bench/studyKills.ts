import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differingFiles, killAndResume, partsIn, smallStudy, startNode } from '../support/studyPrograms.ts'

/** Kills a study at random moments and resumes it: prints what was on the disk after each kill, and whether the result is what it is undisturbed. */
const KILLS = 20
const program = fileURLToPath(new URL('../../packages/cli/bin/casimir.mjs', import.meta.url))
const args = (out: string, workers: number) => [
  program,
  'compare',
  'spec.json',
  '--workers',
  String(workers),
  '--out',
  out,
]

const cwd = mkdtempSync(join(tmpdir(), 'casimir-kills-'))
try {
  writeFileSync(join(cwd, 'spec.json'), JSON.stringify({ ...smallStudy, time: { end: 240, record: 1 } }))
  const began = performance.now()
  const { code } = await startNode(args('undisturbed', 2), cwd).ended
  const span = performance.now() - began
  const { kept, codes, err } = await killAndResume(args('killed', 2), cwd, 'killed', {
    kills: KILLS,
    span: span / 2,
    draw: Math.random,
  })
  const differing = differingFiles(join(cwd, 'killed'), join(cwd, 'undisturbed'))
  console.log(`undisturbed: exit code ${code} in ${(span / 1000).toFixed(1)} s`)
  console.log(`killed ${KILLS} times, with so many parts kept: ${kept.join(', ')}`)
  console.log(
    `exit codes of the rest: ${codes.join(', ')}; parts left over: ${partsIn(join(cwd, 'killed')).length}; said: ${err.trim() || 'nothing'}`,
  )
  console.log(differing.length === 0 ? 'every file is the same to the byte' : `different: ${differing.join(', ')}`)
  process.exitCode = differing.length === 0 ? 0 : 1
} finally {
  rmSync(cwd, { recursive: true, force: true })
}
