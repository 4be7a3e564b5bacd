import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, decodeStudy, version } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { PresetData, PresetRow } from '../bench/presets/PresetData.ts'
import { MARKS, presetBlock, verdict } from '../bench/presets/presetBlock.ts'
import { presetDigest } from '../bench/presets/readPreset.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const names = readdirSync(join(root, 'packages/cli/presets')).map((file) => file.replace('.yaml', ''))
const noFiles = () => ({ _tag: 'Left' as const, left: 'there are no files here' })
const studyOf = (name: string) => {
  const decoded = decodeStudy(parse(read(`packages/cli/presets/${name}.yaml`)), noFiles)
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}
const dataOf = (name: string): PresetData => JSON.parse(read(`docs/data/presets/${name}.json`))

test('the presets of the field are all there', () => {
  expect(names.sort()).toEqual([
    'alpha-atlas',
    'pure-dephasing',
    'rabi-revival',
    'rabi-ultrastrong',
    'rashba-nanowire',
    'spin-boson',
    'tully1-scattering',
    'tully2-stueckelberg',
    'tully3-reflection',
  ])
})

describe.each(names)('%s', (name) => {
  test('has a page whose measured part is that of its data, made from this very spec by this version', () => {
    const data = dataOf(name)
    expect(data.digest).toBe(presetDigest(name))
    expect(data.version).toBe(version)
    const page = read(`docs/presets/${name}.md`)
    expect(page).toContain(presetBlock(data))
    expect(page.indexOf(MARKS[0])).toBeGreaterThan(200)
    expect(page).toContain(`compare ${name}`)
  })
  test('every figure its page shows is there', () => {
    const shown = [...read(`docs/presets/${name}.md`).matchAll(/\]\((\.\.\/figures\/[^)]+)\)/g)].map(([, path]) => path)
    expect(shown.length).toBeGreaterThan(0)
    for (const path of shown) expect(existsSync(join(root, 'docs/presets', path ?? ''))).toBe(true)
  })
  test('has a row for every point and method', () => {
    const { points } = studyOf(name)
    const { rows } = dataOf(name)
    expect(rows.length).toBe(points.reduce((sum, { decoded }) => sum + decoded.spec.methods.length, 0))
    const stopped = rows.filter(({ status }) => status !== 'ok' && status !== 'unfinished')
    expect(stopped.every(({ method }) => method === 'koopmon')).toBe(true)
    for (const { status } of stopped) expect(read(`docs/presets/${name}.md`)).toContain(`| ${status} |`)
  })
})

/** Recomputes some methods of one point of a preset and gives their rows. */
const recomputed = async (name: string, index: number, kept: ReadonlyArray<string>) => {
  const point = studyOf(name).points[index]
  if (!point) throw new Error(`${name} has no point ${index}`)
  const { decoded } = point
  const methods = decoded.spec.methods.filter((method) => kept.includes(method.name))
  return compare({ ...decoded, spec: { ...decoded.spec, methods } })
}

const rowOf = (name: string, index: number, method: string): PresetRow | undefined =>
  dataOf(name).rows.find((row) => row.point === index && row.method === method)

describe('numbers on the pages are those that the program gives', () => {
  test.each([
    ['pure-dephasing', 0],
    ['rashba-nanowire', 0],
    ['rabi-ultrastrong', 3],
    ['alpha-atlas', 40],
  ] as const)('%s, point %i: ehrenfest against exact', async (name, index) => {
    const { runs } = await recomputed(name, index, ['exact', 'ehrenfest'])
    const found = runs.find(({ label }) => label === 'ehrenfest')?.deviations
    const stated = rowOf(name, index, 'ehrenfest')?.rms
    for (const quantity of ['population', 'purity', 'q', 'p'] as const) {
      expect(Math.abs((found?.[quantity].rms ?? Number.NaN) - (stated?.[quantity]?.value ?? 0))).toBeLessThan(1e-9)
      expect(Math.abs((found?.[quantity].error ?? Number.NaN) - (stated?.[quantity]?.error ?? 0))).toBeLessThan(1e-9)
    }
  })
  /** ../shared reference numbers for sigma = 10/k, x0 = -10, lower adiabat, given to 2e-5. */
  test.each([
    ['tully1-scattering', 15, [0.67697, 0.32303, 0, 0]],
    ['tully1-scattering', 25, [0.37749, 0.62251, 0, 0]],
    ['tully2-stueckelberg', 20, [0.9424, 0.0576, 0, 0]],
    ['tully2-stueckelberg', 30, [0.35955, 0.64045, 0, 0]],
    ['tully3-reflection', 10, [0.70393, 0, 0.08884, 0.20722]],
    ['tully3-reflection', 20, [0.61134, 0, 0.15404, 0.23462]],
  ] as const)('%s, k = %i: exact has the reference numbers', (name, k, reference) => {
    const row = dataOf(name).rows.find((one) => one.method === 'exact' && one.settings['initial.wavepacket.p'] === k)
    const channels = row?.channels.map(({ value }) => value ?? Number.NaN) ?? []
    expect(channels.length).toBe(4)
    for (const [i, value] of reference.entries())
      expect(Math.abs((channels[i] ?? Number.NaN) - value)).toBeLessThan(3e-5)
  })
  test('points with more than 1e-4 inside are unfinished, and have no final numbers', () => {
    for (const name of ['tully1-scattering', 'tully2-stueckelberg', 'tully3-reflection']) {
      const unfinished = dataOf(name).rows.filter(({ status }) => status === 'unfinished')
      expect(unfinished.length).toBeGreaterThan(0)
      for (const { channels } of unfinished) for (const { value } of channels) expect(value).toBeUndefined()
    }
  })
})

test('a difference within twice the errors is not called one', () => {
  expect(verdict({ value: 0.1, error: 0.02 }, { value: 0.14, error: 0.02 })).toBe('undecided')
  expect(verdict({ value: 0.1, error: 0.002 }, { value: 0.14, error: 0.002 })).toBe('better')
  expect(verdict({ value: 0.14 }, { value: 0.1 })).toBe('worse')
})
