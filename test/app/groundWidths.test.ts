import type { RunSpec } from '@casimir/experiments'
import { decodeRun, encodeSpec, problems } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import * as h5wasm from 'h5wasm/node'
import { describe, expect, it } from 'vitest'
import { call, folderWith } from './cliSession.ts'
import type { Document } from './specDocuments.ts'
import { changedAll, readText } from './specDocuments.ts'

const run: Document = {
  problem: { name: 'spin-boson', modes: 3 },
  initial: { wavepacket: { q: 0, p: 0, sigma: 0.5 } },
  method: { name: 'ehrenfest', particles: 8 },
  time: { end: 0.5, record: 0.25 },
}
const ground = { 'initial.wavepacket.sigma': 'ground' }
const problemsOf = (document: Document) => {
  const decoded = decodeRun(document, readText)
  return E.isLeft(decoded) ? decoded.left : []
}
const specOf = (changes: Document): RunSpec => {
  const decoded = decodeRun(changedAll(run, changes), readText)
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right.spec
}
const sigmaOf = ({ initial }: RunSpec): ReadonlyArray<number> =>
  'wavepacket' in initial ? initial.wavepacket.sigma : []

describe('sigma: ground', () => {
  it('sigma: ground is the width sqrt(hbar/(2 m omega)) of each mode: there <p^2>/2m = m omega^2 <q^2>/2 = hbar omega/4', () => {
    const offered = problems.filter(({ groundWidths }) => groundWidths)
    expect(offered.map(({ name }) => name)).toEqual([
      'rabi',
      'pure-dephasing',
      'jaynes-cummings',
      'harmonic',
      'rashba',
      'spin-boson',
      'linear-vibronic',
      'ladder',
    ])
    const hbar = 0.7
    const uncoupled = { rashba: { mass: 3, omega: 2, rashba: 0 }, 'spin-boson': { modes: 3 }, 'linear-vibronic': {} }
    for (const { name, build } of offered) {
      const own: Document = (uncoupled as { [name: string]: Document })[name] ?? { omega: 1.7 }
      const spec = specOf({ problem: { name, ...own }, hbar, ...ground })
      const sigma = sigmaOf(spec)
      const { dof, levels, value } = build(spec.problem.parameters)
      expect(sigma).toHaveLength(dof)
      const matrix = new Float64Array(2 * levels * levels)
      // The mean of H over the levels, which the even part of what is linear drops out of.
      const mean = (j: number, q: number, p: number): number => {
        let sum = 0
        for (const sign of [1, -1]) {
          const at = (x: number) => Float64Array.from({ length: dof }, (_, i) => (i === j ? sign * x : 0))
          value(matrix, at(q), at(p), 0)
          for (let k = 0; k < levels; k++) sum += matrix[2 * (k * levels + k)] / (2 * levels)
        }
        return sum
      }
      sigma.forEach((width, j) => {
        const rest = mean(j, 0, 0)
        const potential = mean(j, width, 0) - rest
        expect(mean(j, 0, hbar / (2 * width)) - rest).toBeCloseTo(potential, 12)
        expect(potential).toBeGreaterThan(0)
      })
    }
  })

  it('sigma: ground sets the mollifier as numbers do, needs a mode that is bound, and is written as numbers', () => {
    expect(sigmaOf(specOf({ problem: { name: 'linear-vibronic' }, ...ground }))).toEqual([Math.SQRT1_2, Math.SQRT1_2])
    const spec = specOf({
      problem: { name: 'rabi', omega: 2 },
      ...ground,
      'method.name': 'koopmon',
    })
    expect(spec.method).toMatchObject({ mollifier: { alpha: { q: [0.25], p: [0.5] } } })
    expect(encodeSpec(spec)).toMatchObject({ initial: { wavepacket: { sigma: [0.5] } } })
    const free = { problem: { name: 'rashba', omega: 0 }, ...ground }
    expect(problemsOf(changedAll(run, free))).toEqual([
      { path: 'initial.wavepacket.sigma', message: expect.stringMatching(/^got ground, .*widths \[Infinity\] for 1/) },
    ])
    expect(problemsOf(changedAll(run, { ...free, 'problem.omega': 'x' })).map(({ path }) => path)).toEqual([
      'problem.omega',
    ])
  })

  it('a bath that starts in its ground state stays there, and its modes are in the output', async () => {
    const bath = { 'problem.delta': 0, 'problem.epsilon': 0, 'problem.lambda': 1e-12, 'time.end': 2 }
    const folder = folderWith({
      'spec.yaml': changedAll(run, {
        ...bath,
        ...ground,
        'method.particles': 400,
        snapshots: [0, 0.25, 1, 2],
      }),
    })
    const { code, out } = await call(['run', 'spec.yaml', '--json', '--out', 'out'], { cwd: folder })
    expect(code).toBe(0)
    const { derived } = JSON.parse(out)
    // ohmic with equal shares: w_j = -2.5 ln(1 - (j - 1/2)/3)
    const frequencies = [1 / 6, 3 / 6, 5 / 6].map((x) => -2.5 * Math.log(1 - x))
    for (const j of [0, 1, 2]) expect(derived.frequencies[j]).toBeCloseTo(frequencies[j], 12)
    for (const j of [0, 1, 2])
      expect(derived.couplings[j] / derived.frequencies[j]).toBeCloseTo(Math.sqrt(2e-12 / 3), 15)
    const file = new h5wasm.File(`${folder}/out/result.h5`, 'r')
    const attribute = (name: string) => Array.from(file.attrs[name]?.value as Float64Array)
    expect(attribute('problem_frequencies')).toEqual(derived.frequencies)
    expect(attribute('problem_couplings')).toEqual(derived.couplings)
    const q = ['0', '1', '2', '3'].map((k) => (file.get(`snapshots/${k}/q`) as h5wasm.Dataset).value as Float64Array)
    const variance = (x: Float64Array, j: number) => x.reduce((sum, v, i) => (i % 3 === j ? sum + v * v : sum), 0) / 400
    // To the sampling of <q^2>, <p^2> and <qp> by 400 Halton points.
    for (const x of q) for (const j of [0, 1, 2]) expect(variance(x, j) * 2 * frequencies[j]).toBeCloseTo(1, 0.7)
    file.close()
  })
})
