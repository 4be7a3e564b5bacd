import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Figure,
  figureJson,
  figureSvg,
  figuresOf,
  negativeDots,
  reportOfComparison,
  reportOfRun,
  wignerCells,
  writeFolder,
} from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import * as h5wasm from 'h5wasm/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sampleResult } from './outputSamples.ts'
import { cloudAt, compared, factors, largestOf, like, pictured, quintic, range, waveAt } from './wignerSamples.ts'

const results = (levels = 2) => {
  const times = [0, 20, 40]
  const exact = sampleResult('exact', {
    levels,
    snapshots: times.map((t) =>
      waveAt(
        t,
        t === 0
          ? [[0, 0]]
          : [
              [-2, 0],
              [2, t / 20],
            ],
        levels,
      ),
    ),
  })
  const cloud = sampleResult('koopmon', {
    levels,
    snapshots: times.map((t) => cloudAt(t, [t / 20, 0], factors)),
  })
  const { spec } = cloud
  const method = { name: 'koopmon', mollifier: quintic, lattice: { spacing: 0.5 } } as const
  return { exact, cloud: { ...cloud, spec: { ...spec, method } } }
}
const report = (...given: ReadonlyArray<RunResult>) =>
  reportOfComparison({
    version: '9.8.7',
    spec: { ...sampleResult('exact').spec, methods: [] },
    status: 'ok',
    runs: given.map((result, index) => ({ label: `${result.spec.method.name}-${index}`, result })),
  })
const wigners = (...given: ReadonlyArray<RunResult>): ReadonlyArray<Figure> =>
  figuresOf(report(...given)).filter(({ name }) => name.startsWith('wigner'))
const colourScales = (json: unknown): unknown[] =>
  json === null || typeof json !== 'object'
    ? []
    : Object.entries(json).flatMap(([key, value]) =>
        key === 'color' && value !== null && typeof value === 'object' && 'scale' in value
          ? [value.scale]
          : colourScales(value),
      )

describe('the figures', () => {
  const { exact, cloud } = results()
  const both = wigners(exact, cloud)

  test('there are two, where exact and koopmon have snapshots at the same times, and two more a further koopmon', () => {
    const names = (...given: ReadonlyArray<RunResult>) => wigners(...given).map(({ name }) => name)
    expect(both.map(({ name }) => name)).toEqual(['wigner', 'wigner-bloch'])
    expect(names(cloud, exact, cloud)).toEqual([
      'wigner-koopmon-0',
      'wigner-bloch-koopmon-0',
      'wigner-koopmon-2',
      'wigner-bloch-koopmon-2',
    ])
    expect(names(cloud)).toEqual([])
    expect(names(exact, sampleResult('ehrenfest', { snapshots: cloud.snapshots }))).toEqual([])
    expect(names(exact, { ...cloud, snapshots: [] })).toEqual([])
    expect(names(exact, { ...cloud, snapshots: cloud.snapshots.map((s) => ({ ...s, t: s.t + 1 })) })).toEqual([])
    expect(names(results(3).exact, results(3).cloud)).toEqual(['wigner'])
  })

  test.each(both.map((figure) => [figure.name, figure] as const))(
    '%s has one colour scale, symmetric about zero, in three rows of three panels, and says what they are',
    async (name, figure) => {
      const scales = colourScales(figure.spec).map((scale) => JSON.stringify(scale))
      expect(scales).toHaveLength(9)
      expect(new Set(scales).size).toBe(1)
      const { domain } = JSON.parse(scales[0] as string) as { domain: [number, number] }
      expect(domain[0]).toBe(-domain[1])
      const values = Object.values(figure.datasets).flatMap((rows) => rows.map((row) => Number(row.value ?? 0)))
      expect(largestOf(values)).toBeCloseTo(domain[1], 5)
      const svg = await figureSvg(figure)
      const { datasets, ...spec } = JSON.parse(figureJson(figure))
      expect(await figureSvg({ name, spec, datasets })).toBe(svg)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      expect(svg.length).toBeLessThan(1.5e6)
      for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(11)
      const text = svg.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
      for (const words of [
        't = 0 a.u.',
        't = 40 a.u.',
        'q (a.u.)',
        'p (a.u.)',
        '(1/(a.u. × a.u.))',
        'Exact, mollified',
      ])
        expect(text).toContain(words)
      expect(text).toContain('a B-spline of degree 5, alpha = 0.5 in q, 0.4 in p')
      const distances = [...text.matchAll(/distance (\d\.\d\d)/g)].map(([, found]) => Number(found))
      const expected = exact.snapshots.map((wave, k) => {
        const state = cloud.snapshots[k]
        if (wave.kind !== 'wavefunction' || state?.kind !== 'trajectories') throw new Error()
        return compared(wave, state, like, name === 'wigner' ? 'density' : 'difference').distance
      })
      expect(distances).toEqual(expected.map((distance) => Number(distance.toFixed(2))))
      expect(distances[0]).toBe(0)
      expect(distances[2]).toBeGreaterThan(0.2)
    },
  )

  test('at most four times are drawn, the first and the last among them', () => {
    const times = range(9).map((k) => 5 * k)
    const many = wigners(
      { ...exact, snapshots: times.map((t) => waveAt(t, [[0, 0]])) },
      { ...cloud, snapshots: times.map((t) => cloudAt(t, [0, 0], factors)) },
    )
    expect(JSON.stringify(many[0]?.spec).match(/"t = \d+ a\.u\."/g)).toEqual(
      ['0', '15', '25', '40'].map((t) => `"t = ${t} a.u."`),
    )
  })

  test('cells have the sign of the density and its size to half a shade, dots are on the negative ones only', () => {
    const picture = pictured(
      waveAt(0, [
        [-3, 0],
        [3, 0],
      ]),
      1,
      { most: 60 },
    )
    const largest = largestOf(picture.values)
    const cells = wignerCells(picture, largest, Number.POSITIVE_INFINITY)
    const inside = (q: number, p: number) =>
      cells.filter((c) => Number(c.q) < q && q < Number(c.q2) && Number(c.p) < p && p < Number(c.p2))
    picture.q.forEach((q, i) => {
      picture.p.forEach((p, j) => {
        const value = picture.values[i * picture.p.length + j]
        const found = inside(q, p)
        expect(found.length).toBeLessThanOrEqual(1)
        expect(Math.abs(Number(found[0]?.value ?? 0) - value)).toBeLessThan((0.5001 * largest) / 20)
      })
    })
    const dots = negativeDots(cells, { q: 0.05, p: 0.05 })
    expect(dots.length).toBeGreaterThan(100)
    for (const { q, p } of dots)
      expect(inside(Number(q) + 1e-9, Number(p) + 1e-9).some((c) => Number(c.value) < 0)).toBe(true)
    const coarse = wignerCells(picture, largest, 100)
    expect(coarse.length).toBeGreaterThan(10)
    expect(coarse.length).toBeLessThanOrEqual(100)
    expect(wignerCells({ ...picture, values: picture.values.map(() => 0) }, 0, 100)).toEqual([])
  })
})

describe('in HDF5', () => {
  const write = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'casimir-test-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    await writeFolder(join(folder, 'out'), 'out', reportOfRun(results().exact))
    return join(folder, 'out', 'result.h5')
  }

  test('each exact snapshot has its Wigner function, with units, and equal runs give equal files', async () => {
    const path = await write()
    expect(readFileSync(path).equals(readFileSync(await write()))).toBe(true)
    const file = new h5wasm.File(path, 'r')
    onTestFinished(() => void file.close())
    results().exact.snapshots.forEach((snapshot, index) => {
      if (snapshot.kind !== 'wavefunction') throw new Error()
      const picture = pictured(snapshot, 1)
      const at = `snapshots/${index}/wigner`
      const dataset = (name: string) => file.get(`${at}/${name}`) as h5wasm.Dataset
      expect(Array.from(dataset('q').value as Float64Array)).toEqual([...picture.q])
      expect(Array.from(dataset('p').value as Float64Array)).toEqual([...picture.p])
      expect(dataset('density').value).toEqual(picture.values)
      expect(dataset('density').shape).toEqual([picture.q.length, picture.p.length])
      expect(dataset('density').attrs.units?.value).toBe('1/((a.u.)(a.u.))')
      expect(String((file.get(at) as h5wasm.Group).attrs.description?.value)).toContain('at most 128 a side')
    })
  })
})
