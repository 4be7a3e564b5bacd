import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differingFiles, smallStudy } from '../support/studyPrograms.ts'
import { call, folderWith, quickCompare } from './cliSession.ts'

describe('a study', () => {
  test('is the same to the byte for one or two workers and any batch, and leaves no parts', async () => {
    const cwd = folderWith({ 'spec.yaml': smallStudy })
    const study = (out: string, ...rest: string[]) => call(['compare', 'spec.yaml', '--out', out, ...rest], { cwd })
    const first = await study('one', '--workers', '1')
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toContain('Written to one: ')
    for (const [out, ...rest] of [['batches', '--workers', '2', '--batch', '3']] as const) {
      expect((await study(out, ...rest)).code).toBe(0)
      expect(differingFiles(join(cwd, out), join(cwd, 'one'))).toEqual([])
    }
    expect(readdirSync(join(cwd, 'one'))).toEqual(expect.arrayContaining(['result.h5', 'spec.yaml', 'study.csv']))
    expect(existsSync(join(cwd, 'one/.parts'))).toBe(false)
  })

  test('says as JSON what a comparison says at each of its points', async () => {
    const { sweep: _, ...plain } = { ...smallStudy, snapshots: [] }
    const document = { ...plain, methods: [{ name: 'exact' }, { name: 'ehrenfest', particles: 8 }] }
    const cwd = folderWith({
      'study.json': JSON.stringify({ ...document, sweep: { 'problem.coupling': [0.1, 0.2] } }),
      'point.json': JSON.stringify({ ...document, problem: { name: 'rabi', coupling: 0.2 } }),
    })
    const study = await call(['compare', 'study.json', '--json', '--workers', '1'], { cwd })
    const point = await call(['compare', 'point.json', '--json'], { cwd })
    const { points, axes } = JSON.parse(study.out)
    expect(axes).toEqual([{ paths: ['problem.coupling'], values: [[0.1], [0.2]] }])
    expect(points).toHaveLength(2)
    const { index, settings, ...rest } = points[1]
    expect([index, settings]).toEqual([1, [{ path: 'problem.coupling', value: 0.2 }]])
    expect(rest).toEqual(JSON.parse(point.out))
  })

  test('with a run that ends early goes on, says which, and exits with 1', async () => {
    const methods = [{ name: 'ehrenfest', particles: 8, integrator: { dt: 0.5 }, guards: { energy: 1e-9 } }]
    const document = { ...smallStudy, methods, sweep: { 'problem.coupling': [0, 0.4] } }
    const cwd = folderWith({ 'spec.yaml': document })
    const { code, err } = await call(['compare', 'spec.yaml', '--out', 'out', '--workers', '1'], { cwd })
    expect(code).toBe(1)
    expect(err).toMatch(/^point \d, ehrenfest: Stopped at step \d+, t = .*energy has drifted.*\n/)
    expect(readFileSync(join(cwd, 'out/study.csv'), 'utf8')).toContain('drift')
  })
})

describe('a comparison on workers', () => {
  test.each([
    ['with replicas', { replicas: 8, snapshots: [] }],
    ['with a target error', { replicas: 12, statistics: { target: 0.02, most: 3000 }, snapshots: [1] }],
  ])('%s is what it is in one thread', async (_, sampled) => {
    const methods = [...quickCompare.methods, { name: 'ehrenfest', particles: 600, sampling: 'random', seed: 5 }]
    const cwd = folderWith({ 'spec.yaml': { ...quickCompare, methods, ...sampled } })
    const here = await call(['compare', 'spec.yaml', '--out', 'here'], { cwd })
    expect(here.code).toBe(0)
    const there = await call(['compare', 'spec.yaml', '--out', 'there', '--workers', '2', '--batch', '2'], { cwd })
    expect([there.code, there.err]).toEqual([0, ''])
    expect(differingFiles(join(cwd, 'there'), join(cwd, 'here'))).toEqual([])
  })

  test.each([
    ['--workers', '0', 'from 1 to 1024'],
    ['--workers', 'two', 'from 1 to 1024'],
    ['--batch', '1.5', 'from 1 to 1000000'],
  ])('refuses %s %s', async (option, value, range) => {
    const cwd = folderWith({ 'spec.yaml': quickCompare })
    const { code, err } = await call(['compare', 'spec.yaml', option, value], { cwd })
    expect([code, err]).toEqual([2, `${option} ${value}: give a whole number ${range}\n`])
  })
})
