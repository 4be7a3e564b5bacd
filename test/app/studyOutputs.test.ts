import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type StudyRun, summariseStudy, writeStudy } from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import * as h5wasm from 'h5wasm/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { momenta, sampleStudy, scatteredStudy, scattering, stoppedAfter } from './studySamples.ts'

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const written = async (study: StudyRun, folder = join(emptyFolder(), 'out')): Promise<string> => {
  expect(await writeStudy(folder, 'out', study)).toEqual(E.right(readdirSync(folder).sort()))
  return folder
}

const opened = (folder: string): h5wasm.File => {
  const file = new h5wasm.File(join(folder, 'result.h5'), 'r')
  onTestFinished(() => void file.close())
  return file
}

const dataset = (file: h5wasm.File, path: string): h5wasm.Dataset => {
  const found = file.get(path)
  if (!(found instanceof h5wasm.Dataset)) throw new Error(`${path} is not a dataset`)
  return found
}

/** study.csv as records by column. */
const recordsOf = (folder: string): ReadonlyArray<{ readonly [column: string]: string }> => {
  const [header = '', ...lines] = readFileSync(join(folder, 'study.csv'), 'utf8').trimEnd().split('\n')
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    expect(cells).toHaveLength(names.length)
    return Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']))
  })
}

const bytesOf = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')])

const one = sampleStudy({ axes: [momenta(10, 20, 30)] })

describe('study.csv', () => {
  test('has one line per point, method, quantity and component, with the numbers of the comparisons', async () => {
    const records = recordsOf(await written(one))
    const seen = new Set(records.map((r) => [r.point, r.method, r.quantity, r.component].join()))
    expect(seen.size).toBe(records.length)
    for (const { index, settings } of one.points) {
      const { runs } = await one.comparisonAt(index)
      const exact = runs[0]?.result
      for (const { label, result, deviations } of runs) {
        const of = (quantity: string, component = '') => {
          const found = records.filter(
            (r) =>
              r.point === String(index) && r.method === label && r.quantity === quantity && r.component === component,
          )
          expect([label, quantity, component, found.length]).toEqual([label, quantity, component, 1])
          return found[0] as { readonly [column: string]: string }
        }
        const level = of('population', '1')
        expect(level['initial.wavepacket.p']).toBe(String(settings[0]?.value))
        expect(level.value).toBe(String(result.observables.population[1]?.at(-1)))
        expect(level.error).toBe(String(result.errors?.population[1]?.at(-1) ?? ''))
        expect(level.status).toBe('ok')
        const difference =
          (result.observables.population[1]?.at(-1) ?? 0) - (exact?.observables.population[1]?.at(-1) ?? 0)
        expect(level.deviation).toBe(result === exact || label === 'exact' ? '' : String(difference))
        expect(of('q', '1').value).toBe(String(result.observables.q[0]?.at(-1)))
        expect(of('coherence', '0_1').value).toBe(String(result.observables.coherence[0]?.at(-1)))
        expect(of('drift_energy').value).toBe(String(result.drift.energy))
        if (deviations === undefined)
          expect(records.some((r) => r.method === label && r.quantity?.startsWith('rms'))).toBe(false)
        else {
          expect(of('rms_population')).toMatchObject({
            value: String(deviations.population.rms),
            error: String(deviations.population.error ?? ''),
          })
          expect(of('max_purity').value).toBe(String(deviations.purity.max))
        }
        if (label === 'fssh') expect(of('tally_hops').value).toBe('4')
      }
    }
    expect(records.filter((r) => r.method !== 'fssh' && r.error !== '')).toEqual([])
    expect(records.filter((r) => r.method === 'fssh' && r.error !== '').length).toBeGreaterThan(10)
  })

  test('leaves T and R empty and marks them where more than 1e-4 is still inside, there only', async () => {
    const sides = (folder: string) =>
      recordsOf(folder).filter((r) => r.quantity === 'transmitted' || r.quantity === 'reflected')
    const records = sides(await written(scatteredStudy()))
    expect(records).toHaveLength(3 * 3 * 4)
    const marked = records.filter((r) => r.status === 'unfinished')
    expect(marked).toHaveLength(4)
    for (const r of marked) expect(r).toMatchObject({ point: '1', method: 'fssh', value: '', error: '', deviation: '' })
    for (const r of records) expect(r.value === '').toBe(marked.includes(r))
    const finished = sides(await written(scatteredStudy(1e-4)))
    expect(finished.filter((r) => r.status !== 'ok' || r.value === '')).toEqual([])
  })

  test('calls no last record of such a run final, and its deviations and drifts as they are', async () => {
    const records = recordsOf(await written(scatteredStudy())).filter((r) => r.point === '1' && r.method === 'fssh')
    const overAll = /^(rms|max|drift|tally)_/
    expect(records.filter((r) => !overAll.test(r.quantity ?? '')).map((r) => r.status)).toEqual(
      records.filter((r) => !overAll.test(r.quantity ?? '')).map(() => 'unfinished'),
    )
    const values = records.filter((r) => r.quantity === 'population')
    expect(values.length).toBeGreaterThan(1)
    for (const { value } of values) expect(value).not.toBe('')
    expect(records.filter((r) => overAll.test(r.quantity ?? '') && r.status !== 'ok')).toEqual([])
  })

  test('does not measure T and R against an exact run that is unfinished itself', async () => {
    const study = sampleStudy({
      axes: [momenta(10)],
      change: (result) => scattering(result, result.spec.method.name === 'exact' ? 0.5 : 0),
    })
    const records = recordsOf(await written(study)).filter((r) => r.method === 'ehrenfest')
    const [t] = records.filter((r) => r.quantity === 'transmitted')
    expect(t).toMatchObject({ deviation: '', status: 'ok' })
    expect(t?.value).not.toBe('')
    expect(records.find((r) => r.quantity === 'population')?.deviation).not.toBe('')
  })

  test('says how runs ended that stopped early, and deviations that are partial since exact did', async () => {
    const short = (result: RunResult): RunResult =>
      result.spec.method.name === 'exact' ? { ...stoppedAfter(result, 3), status: 'edge', message: 'Too far.' } : result
    const folder = await written(
      sampleStudy({ axes: [momenta(10, 20)], change: (r, index) => (index === 1 ? short(r) : r) }),
    )
    const status = (point: string, method: string, quantity: string) =>
      recordsOf(folder).find((r) => r.point === point && r.method === method && r.quantity === quantity)?.status
    expect(status('1', 'exact', 'purity')).toBe('edge')
    expect(status('1', 'ehrenfest', 'rms_purity')).toBe('partial')
    expect(status('0', 'ehrenfest', 'rms_purity')).toBe('ok')
    const file = opened(folder)
    expect([file.attrs.status?.value, file.attrs.message?.value]).toEqual(['edge', 'Too far.'])
  })

  test('its metadata names every column', async () => {
    const folder = await written(one)
    const { url, tableSchema } = JSON.parse(readFileSync(join(folder, 'study.csv-metadata.json'), 'utf8'))
    expect(url).toBe('study.csv')
    const names = tableSchema.columns.map(({ name }: { name: string }) => name)
    expect(names.join()).toBe(readFileSync(join(folder, 'study.csv'), 'utf8').split('\n')[0])
    expect(tableSchema.columns[1]).toMatchObject({ datatype: 'number', 'schema:unitText': 'a.u.' })
  })
})

describe('result.h5', () => {
  test('has axes, points with their settings, and each method as a comparison writes it', async () => {
    const axes = [
      momenta(10, 20),
      {
        paths: ['methods.fssh.decoherence', 'hbar'],
        values: [
          ['none', 1],
          ['edc', 2],
        ],
      },
    ]
    const study = sampleStudy({ axes })
    const file = opened(await written(study))
    expect(dataset(file, 'axes/0/initial.wavepacket.p').to_array()).toEqual([10, 20])
    expect(dataset(file, 'axes/0/initial.wavepacket.p').attrs.units?.value).toBe('a.u.')
    expect(dataset(file, 'axes/1/methods.fssh.decoherence').to_array()).toEqual(['none', 'edc'])
    expect(dataset(file, 'axes/1/hbar').to_array()).toEqual([1, 2])
    expect((file.get('points') as h5wasm.Group).keys()).toEqual(['0', '1', '2', '3'])
    const { attrs } = file.get('points/3') as h5wasm.Group
    expect(Object.fromEntries(Object.entries(attrs).map(([name, { value }]) => [name, value]))).toEqual({
      'initial.wavepacket.p': 20,
      'methods.fssh.decoherence': 'edc',
      hbar: 2,
    })
    const { runs } = await study.comparisonAt(3)
    const fssh = runs[2]
    expect(dataset(file, 'points/3/fssh/observables/population').to_array()).toEqual(
      fssh?.result.observables.population,
    )
    expect(dataset(file, 'points/3/fssh/errors/purity').to_array()).toEqual(fssh?.result.errors?.purity)
    expect(dataset(file, 'points/3/fssh/deviations/population_error').to_array()).toEqual([
      fssh?.deviations?.population.error,
    ])
    expect(file.get('points/3/ehrenfest/deviations/population_error')).toBeNull()
    expect(file.get('points/3/ehrenfest/errors')).toBeNull()
    expect(file.attrs.status?.value).toBe('ok')
    expect(parse(String(file.attrs.spec?.value))).toEqual(JSON.parse(JSON.stringify(study.spec)))
  })

  test('sums up every final quantity [point, method], NaN where there is none, and errors where there are any', async () => {
    const file = opened(await written(scatteredStudy()))
    const rows = (await summariseStudy(scatteredStudy())).points
    expect(dataset(file, 'summary/method').to_array()).toEqual(['exact', 'ehrenfest', 'fssh'])
    expect(dataset(file, 'summary/status').to_array()).toEqual([
      ['ok', 'ok', 'ok'],
      ['ok', 'ok', 'unfinished'],
      ['ok', 'ok', 'ok'],
    ])
    const t = dataset(file, 'summary/transmitted')
    expect(t.shape).toEqual([3, 3, 2])
    const values = t.to_array() as number[][][]
    expect(values[1]?.[2]).toEqual([Number.NaN, Number.NaN])
    expect(values.flat(2).filter(Number.isNaN)).toHaveLength(2)
    const purity = dataset(file, 'summary/purity')
    expect(purity.to_array()).toEqual(
      rows.map(({ runs }) => runs.map((run) => run.quantities.find(({ quantity }) => quantity === 'purity')?.value)),
    )
    const errors = dataset(file, 'summary/errors/purity').to_array() as number[][]
    expect(errors.map((row) => row.map(Number.isNaN))).toEqual(Array(3).fill([true, true, false]))
    expect(file.get('summary/errors/max_purity')).toBeNull()
    expect(dataset(file, 'summary/energy').attrs.units?.value).toBe('hartree')
  })

  test('has no summary where the points have different methods', async () => {
    const study: StudyRun = {
      ...one,
      comparisonAt: async (index) => {
        const comparison = await one.comparisonAt(index)
        return index === 0 ? comparison : { ...comparison, runs: comparison.runs.slice(0, 2) }
      },
    }
    expect(opened(await written(study)).get('summary')).toBeNull()
    expect(opened(await written(one)).get('summary')).not.toBeNull()
  })
})

describe('the folder', () => {
  test('is the same to the byte when written again, and holds the document of the study', async () => {
    const first = await written(scatteredStudy())
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(bytesOf(await written(scatteredStudy()))).toEqual(bytesOf(first))
    expect(bytesOf(await written(scatteredStudy(0.2)))).not.toEqual(bytesOf(first))
    expect(parse(readFileSync(join(first, 'spec.yaml'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(scatteredStudy().spec)),
    )
  })

  test('is left as it was when a point cannot be read', async () => {
    const parent = emptyFolder()
    const broken: StudyRun = {
      ...one,
      comparisonAt: (index) => (index === 2 ? Promise.reject(new Error('damaged')) : one.comparisonAt(index)),
    }
    await expect(writeStudy(join(parent, 'out'), 'out', broken)).rejects.toThrow('damaged')
    expect(readdirSync(parent)).toEqual([])
    mkdirSync(join(parent, 'out'))
    writeFileSync(join(parent, 'out', 'study.csv'), 'mine')
    await expect(writeStudy(join(parent, 'out'), 'out', broken)).rejects.toThrow('damaged')
    expect(readdirSync(join(parent, 'out'))).toEqual(['study.csv'])
  })

  test('loses what an earlier study wrote and this one does not, and nothing else', async () => {
    const folder = await written(scatteredStudy())
    expect(existsSync(join(folder, 'scattering.svg'))).toBe(true)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    expect(E.isRight(await writeStudy(folder, 'out', one))).toBe(true)
    expect(existsSync(join(folder, 'scattering.svg'))).toBe(false)
    expect(existsSync(join(folder, 'final.svg'))).toBe(true)
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine')
  })
})
