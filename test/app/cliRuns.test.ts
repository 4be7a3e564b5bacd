import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { call, contentsOf, folderWith, quickCompare, quickRun } from './cliSession.ts'

const data = ['observables.csv', 'observables.csv-metadata.json', 'result.h5', 'spec.yaml']
const figures = (...names: ReadonlyArray<string>) => names.flatMap((name) => [`${name}.svg`, `${name}.vl.json`])
const failing = { ...quickRun, method: { name: 'exact', grid: { box: [-4, 4] } }, time: { end: 20, record: 0.5 } }

describe('casimir run', () => {
  test('prints the last record, and writes nothing without --out', async () => {
    const folder = folderWith({ 'spec.yaml': quickRun })
    const { code, out, err } = await call(['run', 'spec.yaml'], { cwd: folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('ehrenfest on rabi: H = ')
    expect(out).toMatch(/^At t = 1:$/m)
    expect(out).toMatch(/^ {2}populations, diabatic +0: 0\.\d+ {3}1: 0\.\d+$/m)
    expect(out).toMatch(/^Add --out DIR for data and figures\.$/m)
    expect([...contentsOf(folder).keys()]).toEqual(['spec.yaml'])
  })

  test('--json prints one document, with every setting in it', async () => {
    const folder = folderWith({ 'spec.yaml': quickRun })
    const args = ['run', 'spec.yaml', '--json', '--set', 'problem.coupling=0.3', '--set', 'time.end=2']
    const { code, out, err } = await call(args, { cwd: folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const document = JSON.parse(out)
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining([
        'version',
        'spec',
        'units',
        'status',
        'message',
        'notes',
        't',
        'observables',
        'drift',
        'counts',
      ]),
    )
    expect(document.spec.problem).toEqual({ name: 'rabi', omega: 1, splitting: 1, coupling: 0.3 })
    expect(document.t).toEqual([0, 0.5, 1, 1.5, 2])
    for (const level of document.observables.population) expect(level).toHaveLength(5)
    expect(document.counts.particles).toBe(8)
  })

  test('JSON files are specs too', async () => {
    const folder = folderWith({ 'spec.json': JSON.stringify(quickRun) })
    expect((await call(['run', 'spec.json'], { cwd: folder })).code).toBe(0)
  })

  test('a failure keeps what was computed: exit 1, printed, written, the reason on stderr', async () => {
    const folder = folderWith({ 'spec.yaml': failing })
    const { code, out, err } = await call(['run', 'spec.yaml', '--out', 'out', '--json'], { cwd: folder })
    expect(code).toBe(1)
    const document = JSON.parse(out)
    expect(document.status).toBe('edge')
    expect(document.t.length).toBeLessThan(41)
    expect(err).toBe(`exact: ${document.message}\n`)
    expect(contentsOf(join(folder, 'out')).has('result.h5')).toBe(true)
  })

  test('an interrupted run keeps what was computed: exit 130, printed and written', async () => {
    const folder = folderWith({ 'spec.yaml': { ...quickRun, time: { end: 2e4, record: 2 }, snapshots: [] } })
    const { code, out, err } = await call(['run', 'spec.yaml', '--out', 'out', '--json'], {
      cwd: folder,
      onInterrupt: (listener) => {
        const timer = setTimeout(listener, 100)
        return () => clearTimeout(timer)
      },
    })
    expect(code).toBe(130)
    expect(JSON.parse(out)).toMatchObject({ status: 'interrupted' })
    expect(err).toContain('interrupted')
    const csv = readFileSync(join(folder, 'out', 'observables.csv'), 'utf8')
    expect(csv.split('\n').length - 2).toBe(JSON.parse(out).t.length)
  })

  test('a folder that disappears while the run goes on: the result is printed, exit 1', async () => {
    const folder = folderWith({ 'spec.yaml': quickRun })
    const { code, out, err } = await call(['run', 'spec.yaml', '--out', 'a/out'], {
      cwd: folder,
      onInterrupt: () => {
        writeFileSync(join(folder, 'a'), 'in the way')
        return () => {}
      },
    })
    expect(code).toBe(1)
    expect(out).toContain('At t = 1:')
    expect(err).toBe('a/out could not be written: a file of that name is in the way\n')
    expect([...contentsOf(folder).keys()]).toEqual(['a', 'spec.yaml'])
  })
})

describe('casimir compare', () => {
  test('prints one line per method within a hundred columns', async () => {
    const folder = folderWith({ 'spec.yaml': quickCompare })
    const { code, out, err } = await call(['compare', 'spec.yaml'], { cwd: folder })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const lines = out.split('\n')
    expect(lines.filter((line) => line.length > 100)).toEqual([])
    const at = lines.findIndex((line) => line.startsWith('method'))
    expect(lines[at]?.trim().split(/ +/)).toEqual([
      'method',
      'population',
      'purity',
      '<q>',
      '<p>',
      'energy',
      'norm',
      'seconds',
    ])
    expect(lines.slice(at + 2, at + 6).map((line) => line.split(' ')[0])).toEqual(['exact', 'ehrenfest', 'koopmon', ''])
    expect(lines[at + 2]).toMatch(/^exact( +-){4}( +\S+){3}$/)
    expect(lines[at + 4]).toMatch(/^koopmon( +\d\S*){7}$/)
  })

  test('--json gives each method, and the deviations its series say', async () => {
    const folder = folderWith({ 'spec.yaml': quickCompare })
    const document = JSON.parse((await call(['compare', 'spec.yaml', '--json'], { cwd: folder })).out)
    expect(document.runs.map((run: { label: string }) => run.label)).toEqual(['exact', 'ehrenfest', 'koopmon'])
    expect(Object.keys(document.deviations)).toEqual(['ehrenfest', 'koopmon'])
    const [exact, ehrenfest] = document.runs
    const squares = exact.observables.purity.map(
      (value: number, k: number) => (value - ehrenfest.observables.purity[k]) ** 2,
    )
    const rms = Math.sqrt(squares.reduce((a: number, b: number) => a + b) / squares.length)
    expect(document.deviations.ehrenfest.purity.rms).toBeCloseTo(rms, 14)
    expect(ehrenfest.spec.method.name).toBe('ehrenfest')
    expect(document.spec.methods).toHaveLength(3)
  })

  test('a run that fails marks its line and does not stop the others', async () => {
    const spec = { ...quickCompare, methods: [failing.method, { name: 'ehrenfest', particles: 8 }], time: failing.time }
    const folder = folderWith({ 'spec.yaml': spec })
    const { code, out, err } = await call(['compare', 'spec.yaml'], { cwd: folder })
    expect(code).toBe(1)
    expect(out).toMatch(/^exact( +-){4} .* edge at t = 0$/m)
    expect(out).toMatch(/^ehrenfest( +-){4} .* ok$/m)
    expect(out).toMatch(/^\* exact stopped at t = 0 \(edge\): all deviations up to there at most\.$/m)
    expect(err).toMatch(/^exact: Stopped at step \d+, t = .*\n$/)
  })
})

describe('the result folder', () => {
  test('its numbers are numbers to readers of YAML 1.1 too, which need a point and a signed exponent', async () => {
    const folder = folderWith({ 'spec.yaml': { ...quickRun, guards: { energy: 1e21, norm: 1e-8 } } })
    const args = ['run', 'spec.yaml', '--out', 'out', '--set', 'problem.splitting=-1e-30']
    expect((await call(args, { cwd: folder })).code).toBe(0)
    const text = readFileSync(join(folder, 'out', 'spec.yaml'), 'utf8')
    expect(text).toMatch(/^ +norm: 1\.0e-8$/m)
    expect(text).toMatch(/^ +splitting: -1\.0e-30$/m)
    expect(text).toMatch(/^ +energy: 1\.0e\+21$/m)
    expect(parse(text).guards).toEqual({ energy: 1e21, norm: 1e-8 })
    const numbers = [...text.matchAll(/(?<=[:-] )[-+]?\.?\d\S*$/gm)].map(([number]) => number)
    expect(numbers.length).toBeGreaterThan(10)
    for (const number of numbers)
      expect(number).toMatch(/^([-+]?(0|[1-9][0-9]*)|[-+]?[0-9][0-9]*\.[0-9]*([eE][-+][0-9]+)?)$/)
  })

  test('holds data, tables and figures, and nothing else', async () => {
    const folder = folderWith({ 'spec.yaml': quickCompare })
    const { out } = await call(['compare', 'spec.yaml', '--out', 'deep/er/out'], { cwd: folder })
    const names = [
      ...data,
      ...figures('populations', 'purity', 'coherence', 'energy', 'phase-space', 'wigner', 'wigner-bloch'),
    ].sort()
    expect([...contentsOf(join(folder, 'deep/er/out')).keys()]).toEqual(names)
    expect([...contentsOf(join(folder, 'deep/er')).keys()].filter((name) => !name.startsWith('out/'))).toEqual([])
    expect(out).toContain(`Written to deep/er/out: ${names.join(', ')}.`)
  })

  test('is the same to the byte when the same spec is run again, other files left alone', async () => {
    const folder = folderWith({ 'spec.yaml': quickCompare })
    const args = ['compare', 'spec.yaml', '--out', 'out']
    await call(args, { cwd: folder })
    const first = contentsOf(join(folder, 'out'))
    writeFileSync(join(folder, 'out', 'notes.txt'), 'mine')
    writeFileSync(join(folder, 'out', 'phase-space-koopmon-2.svg'), 'stale')
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await call(args, { cwd: folder })).code).toBe(0)
    expect(contentsOf(join(folder, 'out'))).toEqual(
      new Map([...first, ['notes.txt', 'mine']].sort() as Array<[string, string]>),
    )
  })

  test('its spec.yaml gives the same result wherever the folder goes, the cloud with it', async () => {
    const cloud = 'weight,q1,p1,re0,im0,re1,im1\n1,1.5,0,1,0,0,0\n3,1,0.5,0,0,0,1\n'
    const spec = { ...quickRun, initial: { particles: 'data/cloud.csv' }, method: { name: 'ehrenfest' } }
    const folder = folderWith({ 'spec.yaml': spec })
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'cloud.csv'), cloud)
    await call(['run', 'spec.yaml', '--out', 'out'], { cwd: folder })
    const other = folderWith()
    renameSync(join(folder, 'out'), join(other, 'moved'))
    const moved = contentsOf(join(other, 'moved'))
    expect(parse(moved.get('spec.yaml') ?? '').initial).toEqual({ particles: 'particles.csv' })
    expect((await call(['run', 'moved/spec.yaml', '--out', 'again'], { cwd: other })).code).toBe(0)
    expect(contentsOf(join(other, 'again'))).toEqual(moved)
    writeFileSync(join(folder, 'data', 'cloud.csv'), cloud.replace('3,', '4,'))
    expect((await call(['run', 'spec.yaml', '--out', join(other, 'again')], { cwd: folder })).code).toBe(2)
  })
})
