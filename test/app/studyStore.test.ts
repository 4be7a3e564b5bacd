import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '@casimir/experiments'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differingFiles, partsIn, smallStudy } from '../support/studyPrograms.ts'
import { call, contentsOf, folderWith } from './cliSession.ts'

const argv = ['compare', 'spec.yaml', '--out', 'out', '--workers', '1']
/** Its parts take some hundredths of a second: when five are kept others are not. */
const study = { ...smallStudy, time: { end: 100, record: 50 } }
const fresh = () => folderWith({ 'spec.yaml': study })
const folderForAll = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Stops the study as soon as so many parts are kept. */
const stopped = async (cwd: string, parts: number) =>
  call(argv, {
    cwd,
    onInterrupt: (listener) => {
      const watch = setInterval(() => partsIn(join(cwd, 'out')).length >= parts && listener(), 5)
      return () => clearInterval(watch)
    },
  })

describe('a study that was stopped', () => {
  const whole = folderForAll()
  beforeAll(async () => {
    writeFileSync(join(whole, 'spec.yaml'), JSON.stringify(study))
    expect((await call(argv, { cwd: whole })).code).toBe(0)
  })
  const resumedAsWhole = async (cwd: string) => {
    const outcome = await call(argv, { cwd })
    expect(differingFiles(join(cwd, 'out'), join(whole, 'out'))).toEqual([])
    return outcome
  }

  test('by Ctrl-C keeps its parts, says how to go on, and comes out the same', async () => {
    const cwd = fresh()
    const { code, out, err } = await stopped(cwd, 5)
    expect([code, out]).toEqual([130, ''])
    expect(err).toMatch(
      /^Stopped; \d of 4 points are done, and what was finished is kept in out: the same command goes on from there\.\n$/,
    )
    const kept = partsIn(join(cwd, 'out'))
    expect(kept.length).toBeGreaterThanOrEqual(5)
    // A part that says so was not computed again: the kept ones are read, and a wrong one would show.
    const before = new Map(kept.map((path) => [path, readFileSync(path)]))
    await stopped(cwd, kept.length + 1)
    for (const [path, content] of before) expect(readFileSync(path).equals(content)).toBe(true)
    expect((await resumedAsWhole(cwd)).err).toBe('')
  })

  test('by Ctrl-C before any part is finished says that nothing is kept', async () => {
    const cwd = fresh()
    const onInterrupt = (listener: () => void) => {
      listener()
      return () => undefined
    }
    const err = 'Stopped; 0 of 4 points are done, and nothing is kept in out yet.\n'
    expect(await call(argv, { cwd, onInterrupt })).toEqual({ code: 130, out: '', err })
    expect([...contentsOf(cwd).keys()]).toEqual(['spec.yaml'])
  })

  test('by a folder that cannot be written any more says so, exits with 1, and comes out the same', async () => {
    const cwd = fresh()
    const parts = join(cwd, 'out/.parts')
    let moved = false
    const obstruct = () => {
      if (moved || partsIn(join(cwd, 'out')).length < 2) return
      moved = true
      renameSync(parts, `${parts}-moved`)
      writeFileSync(parts, 'in the way')
    }
    const { code, err } = await call(argv, {
      cwd,
      onInterrupt: () => {
        const watch = setInterval(obstruct, 2)
        return () => clearInterval(watch)
      },
    })
    expect(code).toBe(1)
    expect(err).toMatch(
      /^out could not be written: a part of its path is a file, .*; \d of 4 points are done, and .*\n$/,
    )
    rmSync(parts)
    renameSync(`${parts}-moved`, parts)
    expect((await resumedAsWhole(cwd)).code).toBe(0)
  })

  test('computes again what was damaged since, and says how much', async () => {
    const cwd = fresh()
    await stopped(cwd, 6)
    const [flipped = '', cut = '', emptied = '', lengthened = ''] = partsIn(join(cwd, 'out'))
    const bytes = readFileSync(flipped)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4
    writeFileSync(flipped, bytes)
    truncateSync(cut, 100)
    truncateSync(emptied, 0)
    appendFileSync(lengthened, 'x')
    const { code, err } = await resumedAsWhole(cwd)
    expect([code, err]).toEqual([
      0,
      '4 of the parts in out were damaged, or of another version of Node, and computed again.\n',
    ])
  })

  test('is left alone by another spec, another version and what it cannot read', async () => {
    const cwd = fresh()
    await stopped(cwd, 1)
    const title = join(cwd, 'out/.parts/study.json')
    const own = readFileSync(title, 'utf8')
    const refused = async (sentence: string, ...rest: string[]) => {
      const before = contentsOf(cwd)
      const { code, err } = await call([...argv, ...rest], { cwd })
      expect([code, err]).toEqual([2, `${sentence}\n`])
      expect(contentsOf(cwd)).toEqual(before)
    }
    const choose = 'choose another folder for --out, or remove out/.parts'
    await refused(`out holds the beginning of a different study: ${choose}`, '--set', 'hbar=2')
    writeFileSync(title, own.replace(`"version":"${version}"`, '"version":"0.0.1"'))
    await refused(
      `out holds the beginning of a study by version 0.0.1, and this is ${version}: go on with that version, ${choose}`,
    )
    writeFileSync(title, own.slice(0, 40))
    await refused(`out/.parts/study.json is damaged, so that it cannot be known which study was begun there: ${choose}`)
    writeFileSync(title, own)
    expect((await resumedAsWhole(cwd)).code).toBe(0)
  })

  test('is not overwritten by a run, nor a finished one by a different study', async () => {
    const cwd = folderWith({
      'spec.yaml': study,
      'run.yaml': {
        ...study,
        methods: undefined,
        sweep: undefined,
        replicas: undefined,
        method: { name: 'ehrenfest' },
      },
    })
    mkdirSync(join(cwd, 'out/.parts'), { recursive: true })
    const run = await call(['run', 'run.yaml', '--out', 'out'], { cwd })
    expect([run.code, run.err]).toEqual([2, 'out holds the beginning of a study: choose another folder for --out\n'])
    const other = await call([...argv.slice(0, 2), '--out', join(whole, 'out'), '--set', 'hbar=2'], { cwd })
    expect(other.code).toBe(2)
    expect(other.err).toContain('already holds a different result')
  })
})
