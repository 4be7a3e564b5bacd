import { decodeCompare, decodeRun } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const problemsOf = (decoded: E.Either<ReadonlyArray<{ path: string; message: string }>, unknown>) =>
  E.isLeft(decoded) ? decoded.left : []

const alpha = { 'method.mollifier.alpha': { q: 0.3, p: 0.3 } }
const missingAlpha = ['method.mollifier.alpha.q', 'method.mollifier.alpha.p']

describe('all problems at once', () => {
  it('reports every section of a thoroughly wrong document, each problem once', () => {
    const document = {
      spec: 1,
      hbar: -1,
      sweep: { over: 'alpha' },
      problem: { name: 'rabi', omega: 'fast', couplng: 0.2 },
      intial: { wavepacket: { q: [1, 2], p: 0, sigma: 0, level: 5 } },
      method: {
        name: 'koopmon',
        particles: 0,
        sampling: 'sobol',
        mollifier: { shape: 'bspline', degree: 4, alpha: { q: -1, p: 'wide' } },
        lattice: { spacing: 2 },
      },
      integrator: { name: 'lie-trotter', dt: 0.07, tolerance: 2 },
      time: { end: 24.1, record: 0.2 },
      guards: { energy: 0 },
    }
    const paths = problemsOf(decodeRun(document, readText)).map(({ path }) => path)
    expect([...paths].sort()).toEqual(
      [
        'hbar',
        'sweep',
        'problem.omega',
        'problem.couplng',
        'intial',
        'initial.wavepacket.q',
        'initial.wavepacket.sigma',
        'initial.wavepacket.level',
        'method.particles',
        'method.sampling',
        'method.mollifier.degree',
        'method.mollifier.alpha.q',
        'method.mollifier.alpha.p',
        'method.lattice.spacing',
        'integrator.name',
        'integrator.tolerance',
        'time.end',
        'time.record',
        'guards.energy',
      ].sort(),
    )
  })

  it('reports each line of a cloud under the key that names the file', () => {
    const found = problemsOf(
      decodeRun(changedAll(shortestRun, { initial: { particles: 'bad.csv' }, ...alpha }), readText),
    )
    expect(found.map(({ path }) => path)).toEqual(['initial.particles', 'initial.particles'])
    expect(found[0].message).toMatch(/'bad.csv'.*line 2.*q1.*"x"/)
    expect(found[1].message).toMatch(/'bad.csv'.*line 3.*weight.*-1/)
  })

  it('says a shared fault once, however many methods meet it', () => {
    const document = changedAll(shortestCompare, {
      integrator: { dt: 0.05 },
      'time.record': 0.24,
      'methods.3': { name: 'ehrenfest' },
    })
    expect(problemsOf(decodeCompare(document, readText))).toHaveLength(1)
  })

  it('does not judge what rests on a wrong value', () => {
    const rows: ReadonlyArray<readonly [Document, ReadonlyArray<string>]> = [
      [{ 'time.rec': 0.2, 'integrator.dt': 0.05 }, ['time.rec']],
      [{ 'time.record': -1, 'integrator.dt': 0.05, snapshots: [0.1] }, ['time.record']],
      [{ 'problem.name': 'foo', 'initial.wavepacket.level': 9 }, ['problem.name']],
      [{ 'initial.wavepacket.sigma': 0 }, ['initial.wavepacket.sigma']],
      [{ initial: { point: 3 }, 'method.particles': 3 }, ['initial.point', 'method.particles', ...missingAlpha]],
    ]
    for (const [changes, paths] of rows)
      expect(problemsOf(decodeRun(changedAll(shortestRun, changes), readText)).map(({ path }) => path)).toEqual(paths)
  })
})
