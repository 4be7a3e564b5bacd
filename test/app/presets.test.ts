import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from '@casimir/cli'
import { decodeStudy } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { call, folderWith, quickCompare } from './cliSession.ts'

const folder = fileURLToPath(new URL('../../packages/cli/presets/', import.meta.url))
const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''))
const short = ['--set', 'time={ end: 0.2, record: 0.1 }', '--set', 'snapshots=[0]', '--json']
const problemOf = (out: string): string => JSON.parse(out).spec.problem.name

describe('a preset', () => {
  test.each(names)('%s says in its first line what it is, and decodes', (name) => {
    const text = readFileSync(join(folder, `${name}.yaml`), 'utf8')
    expect(text).toMatch(/^# .{20,96}\.\n/)
    const raw = parseDocument(text, name)
    if (E.isLeft(raw)) throw new Error(raw.left)
    const decoded = decodeStudy(raw.right, () => E.left('a preset names no file'))
    expect(E.isLeft(decoded) ? decoded.left : []).toEqual([])
  })

  test('is found by its name where there is no such file, and takes settings', async () => {
    const { code, out, err } = await call(['compare', 'rabi-revival', ...short], { cwd: folderWith() })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(problemOf(out)).toBe('rabi')
    expect(JSON.parse(out).spec.time).toEqual({ end: 0.2, record: 0.1 })
  })

  test('gives way to a file of its name, in either folder that is looked in', async () => {
    const cwd = folderWith({ 'rabi-revival': { ...quickCompare, problem: { name: 'tully2' } } })
    const here = await call(['compare', 'rabi-revival', ...short, '--set', 'initial.wavepacket.q=-8'], { cwd })
    expect(problemOf(here.out)).toBe('tully2')
    const there = await call(['compare', 'rabi-revival', ...short], { cwd: folderWith(), fallbackCwd: cwd })
    expect(problemOf(there.out)).toBe('tully2')
  })

  test('is not hidden by a folder of its name, such as its own result', async () => {
    const cwd = folderWith()
    mkdirSync(join(cwd, 'rabi-revival'))
    const { code, out } = await call(['compare', 'rabi-revival', ...short], { cwd })
    expect([code, problemOf(out)]).toEqual([0, 'rabi'])
  })

  test('is a comparison, which run refuses', async () => {
    const { code, err } = await call(['run', 'rabi-revival'])
    expect(code).toBe(2)
    expect(err).toMatch(/^methods: .*casimir compare/)
  })

  const missing = (name: string) => `${name} cannot be read: there is no such file or folder`
  test.each([
    ['rabi-revivel', `${missing('rabi-revivel')}; the nearest preset is 'rabi-revival'`],
    ['Rabi-Revival', `${missing('Rabi-Revival')}; the nearest preset is 'rabi-revival'`],
    ['rabi-revival.yaml', `${missing('rabi-revival.yaml')}; the nearest preset is 'rabi-revival'`],
    ['rabi-rev', `${missing('rabi-rev')}; the nearest preset is 'rabi-revival'`],
    ['nowhere.yaml', missing('nowhere.yaml')],
    ['../presets/rabi-revival', missing('../presets/rabi-revival')],
    ['', /SPEC|cannot be read/],
  ])('%j is none', async (name, sentence) => {
    const { code, out, err } = await call(['compare', name], { cwd: folderWith() })
    expect([code, out]).toEqual([2, ''])
    if (typeof sentence === 'string') expect(err).toBe(`${sentence}\n`)
    else expect(err).toMatch(sentence)
  })

  test('is listed with what it says it is', async () => {
    const { out } = await call(['list'])
    const { presets } = JSON.parse((await call(['list', '--json'])).out)
    expect(presets.map(({ name }: { name: string }) => name)).toEqual([...names].sort())
    for (const { name, description } of presets) {
      expect(readFileSync(join(folder, `${name}.yaml`), 'utf8').startsWith(`# ${description}\n`)).toBe(true)
      expect(out).toContain(`\n  ${name}\n    ${description}\n`)
    }
  })

  test('is in the published package', () => {
    const manifest = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'))
    expect(manifest.files).toContain('presets')
  })
})
