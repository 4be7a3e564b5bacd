import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeRun, run } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { call, contentsOf, folderWith } from './cliSession.ts'

const header = 'weight,q1,p1,re0,im0,re1,im1'
const table = `${header}\n5,1.4,0.1,1,0,0,0\n0,1.6,-0.1,3,0,0,4\n`
const document = {
  problem: { name: 'rabi', coupling: 0.3 },
  initial: { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } },
  method: { name: 'koopmon', particles: 12, tracers: 'tracers.csv' },
  time: { end: 1, record: 0.5 },
}
const files = (text: string) => (path: string) => (path === 'tracers.csv' ? E.right(text) : E.left(`no ${path}`))

const resultOf = async (method: object, text = table) => {
  const decoded = decodeRun({ ...document, method }, files(text))
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return run(decoded.right)
}

describe('method.tracers', () => {
  test.each(['koopmon', 'ehrenfest', 'mean-field'])('%s: they move no other and change no observable', async (name) => {
    const bare = await resultOf({ name, particles: 12 })
    const { observables, snapshots, notes, counts } = await resultOf({ name, particles: 12, tracers: 'tracers.csv' })
    for (const key of ['population', 'q', 'p'] as const)
      observables[key].forEach((series, i) => {
        series.forEach((value, k) => {
          expect(Math.abs(value - bare.observables[key][i][k])).toBeLessThan(1e-11)
        })
      })
    expect(counts.particles).toBe(14)
    expect(notes).toContain('2 tracers follow the 12 trajectories in every snapshot, with weight 0.')
    const [first, last] = [snapshots[0], snapshots[snapshots.length - 1]]
    if (first?.kind !== 'trajectories' || last?.kind !== 'trajectories') throw new Error('trajectories have snapshots')
    expect(Array.from(first.weights.subarray(12))).toEqual([0, 0])
    expect(Array.from(first.q.subarray(12))).toEqual([1.4, 1.6])
    expect(Array.from(first.psi.subarray(4 * 13))).toEqual([0.6, 0, 0, 0.8])
    expect(Math.abs((last.p[12] ?? 0) - 0.1)).toBeGreaterThan(0.1)
  })

  test('a tracer where a trajectory is, in its state, goes with it; elsewhere it does not', async () => {
    const particles = `${header}\n1,1.4,0.1,1,0,0,0\n2,1,-0.1,3,0,0,4\n`
    const spec = {
      ...document,
      initial: { particles: 'particles.csv' },
      method: { name: 'koopmon', tracers: 'tracers.csv', mollifier: { alpha: { q: 0.5, p: 0.5 } } },
    }
    const decoded = decodeRun(spec, (path) => E.right(path === 'tracers.csv' ? table : particles))
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
    const { snapshots } = await run(decoded.right)
    const last = snapshots[snapshots.length - 1]
    if (last?.kind !== 'trajectories') throw new Error('trajectories have snapshots')
    expect(Math.abs((last.q[2] ?? 0) - (last.q[0] ?? 0))).toBeLessThan(1e-11)
    expect(Math.abs((last.q[3] ?? 0) - (last.q[1] ?? 0))).toBeGreaterThan(0.1)
  })

  test('every faulty row of the file is reported under the key', () => {
    const decoded = decodeRun(document, files(`${header}\n1,x,0,1,0,0,0\n1,0,0,0,0,0,0\n`))
    const problems = E.isLeft(decoded) ? decoded.left : []
    expect(problems.map(({ path }) => path)).toEqual(['method.tracers', 'method.tracers'])
    expect(problems[0]?.message).toContain("'tracers.csv': line 2, column q1")
  })

  test('weights of the file are not looked at: all zero, or none, is the same', async () => {
    const [one, other] = await Promise.all(
      [table, table.replace('5,', '0,')].map((text) => resultOf(document.method, text)),
    )
    expect(one?.observables).toEqual(other?.observables)
  })

  test('the result folder keeps the file and runs wherever it goes; another file makes another result', async () => {
    const spec = { ...document, method: { ...document.method, tracers: 'data/loop.csv' } }
    const folder = folderWith({ 'spec.yaml': spec })
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'loop.csv'), table)
    expect((await call(['run', 'spec.yaml', '--out', 'out'], { cwd: folder })).code).toBe(0)
    const other = folderWith()
    renameSync(join(folder, 'out'), join(other, 'moved'))
    const moved = contentsOf(join(other, 'moved'))
    expect(moved.get('tracers.csv')).toBe(table)
    expect(parse(moved.get('spec.yaml') ?? '').method.tracers).toBe('tracers.csv')
    expect((await call(['run', 'moved/spec.yaml', '--out', 'again'], { cwd: other })).code).toBe(0)
    expect(contentsOf(join(other, 'again'))).toEqual(moved)
    writeFileSync(join(folder, 'data', 'loop.csv'), table.replace('1.4', '1.3'))
    expect((await call(['run', 'spec.yaml', '--out', join(other, 'again')], { cwd: folder })).code).toBe(2)
  })
})
