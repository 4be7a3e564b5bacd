import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { differingFiles, killAndResume, partsIn, smallStudy, startNode } from '../support/studyPrograms.ts'
import { built } from './builtProgram.ts'
import { folderWith } from './cliSession.ts'

const KILLS = 5
const longer = { ...smallStudy, time: { end: 40, record: 1 } }
const args = (out: string) => [...built, 'compare', 'spec.yaml', '--workers', '2', '--out', out]

test(`killed ${KILLS} times and resumed, a study is what it is undisturbed`, async () => {
  const cwd = folderWith({ 'spec.yaml': longer })
  const began = performance.now()
  expect(await startNode(args('undisturbed'), cwd).ended).toEqual({ code: 0, signal: null, err: '' })
  const span = performance.now() - began
  const { codes, kept, err } = await killAndResume(args('killed'), cwd, 'killed', {
    kills: KILLS,
    span: span / 2,
    draw: Math.random,
  })
  expect(codes.every((code) => code === 0)).toBe(true)
  expect(kept).toHaveLength(KILLS)
  expect(Math.max(...kept)).toBeGreaterThan(0)
  expect(err).toBe('')
  expect(differingFiles(join(cwd, 'killed'), join(cwd, 'undisturbed'))).toEqual([])
})

test('Ctrl-C at a process ends it with 130, its parts kept', async () => {
  // parts of some tenths of a second: the signal comes while there are more to do
  const cwd = folderWith({ 'spec.yaml': { ...smallStudy, time: { end: 800, record: 10 } } })
  const { child, ended } = startNode(args('out'), cwd)
  while (partsIn(join(cwd, 'out')).length < 3) await setTimeout(5)
  child.kill('SIGINT')
  const { code, err } = await ended
  expect(code).toBe(130)
  expect(err).toMatch(/^Stopped; \d of 4 points are done, and what was finished is kept in out: .*\n$/)
  expect(existsSync(join(cwd, 'out/.parts/study.json'))).toBe(true)
  expect(existsSync(join(cwd, 'out/result.h5'))).toBe(false)
})
