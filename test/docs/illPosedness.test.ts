import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { figureJson, figureSvg } from '@casimir/cli'
import { hybridBracket } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { studyFigures } from '../bench/illPosedness/drawFigures.ts'
import { GROWTHS, measureGrowth } from '../bench/illPosedness/measureGrowth.ts'
import { measurePackets, WAVES } from '../bench/illPosedness/measurePackets.ts'
import { measureRun, RUNS } from '../bench/illPosedness/measureRuns.ts'
import { measureSpectrum, SPECTRA, symbolBound } from '../bench/illPosedness/measureSpectra.ts'
import { fillPage } from '../bench/illPosedness/pageTables.ts'
import { rightmostOf } from '../bench/illPosedness/rightmost.ts'
import type { StudyData } from '../bench/illPosedness/StudyData.ts'
import { ehrenfest, HBAR, hybrid, torusFields } from '../bench/illPosedness/setting.ts'
import { truncatedLinearisation } from '../bench/illPosedness/truncatedLinearisation.ts'
import { root } from '../support/sourceTree.ts'
import { torusState } from '../support/torusState.ts'

const read = (path: string): string => readFileSync(join(root, 'docs', path), 'utf8')
const page = read('ill-posedness.md')
const data: StudyData = JSON.parse(read('data/ill-posedness.json'))

describe('docs/ill-posedness.md', () => {
  test('has the tables that the data make', () => expect(fillPage(page, data)).toBe(page))
  test('would show another number', () => {
    const [first, ...rest] = data.packets
    expect(fillPage(page, { ...data, packets: [{ ...first, measured: 1.01 * first.measured }, ...rest] })).not.toBe(
      page,
    )
  })
  test('refuses a page without its markers', () => expect(() => fillPage('', data)).toThrow(/'<!-- packets -->'/))
  test.each(studyFigures(data).map((figure) => [figure.name, figure] as const))(
    'shows %s, drawn from the data',
    async (name, figure) => {
      expect(page).toContain(`(figures/${name}.svg)`)
      expect(read(`figures/${name}.vl.json`)).toBe(figureJson(figure))
      expect(read(`figures/${name}.svg`)).toBe(await figureSvg(figure))
    },
  )
})

describe('the data are those of the study, all of it', () => {
  const keys = (rows: ReadonlyArray<ReadonlyArray<unknown>>): string[] => rows.map((row) => row.join(' ')).sort()
  test('packets', () => {
    const asked = WAVES.flatMap((wave) => ['density', 'orientation'].map((sector) => [wave, sector, 256]))
    expect(keys(data.packets.map(({ wave, sector, points }) => [wave, sector, points]))).toEqual(keys(asked))
  })
  test('growth in time', () => {
    expect(data.growth.map(({ model, sector }) => [model, sector])).toEqual(
      GROWTHS.map(([{ name }, sector]) => [name, sector]),
    )
  })
  test('spectra and the bounds of the symbol', () => {
    expect(keys(data.spectra.map(({ model, cutoff }) => [model, cutoff]))).toEqual(
      keys(SPECTRA.map(([{ name }, cutoff]) => [name, cutoff])),
    )
    expect(data.bounds.map(({ cutoff }) => cutoff)).toEqual([...new Set(SPECTRA.map(([, cutoff]) => cutoff))])
  })
  test('runs, and the tails of those without noise at the longer step', () => {
    const asked = RUNS.map(({ model, cutoff, dt, noise }) => [model.name, cutoff, dt, noise] as const)
    expect(keys(data.runs.map(({ model, cutoff, dt, noise }) => [model, cutoff, dt, noise]))).toEqual(keys(asked))
    const drawn = asked.filter(([, , dt, noise]) => noise === 0 && dt >= 0.01)
    expect(keys(data.tails.map(({ model, cutoff }) => [model, cutoff]))).toEqual(
      keys(drawn.map(([name, cutoff]) => [name, cutoff])),
    )
  })
})

describe('what the page claims', () => {
  const lost = (model: string, of: (row: StudyData['runs'][number]) => boolean): number[] =>
    data.runs
      .filter((row) => row.model === model && of(row))
      .sort((a, b) => a.cutoff - b.cutoff)
      .map((row) => row.lost ?? Number.POSITIVE_INFINITY)
  const falls = (times: number[]): boolean => times.length > 2 && times.every((t, k) => k === 0 || t < times[k - 1])
  const plain = lost(hybrid.name, ({ dt, noise }) => dt === 0.01 && noise === 0)
  const halved = lost(hybrid.name, ({ dt }) => dt < 0.01)
  const noisy = lost(hybrid.name, ({ noise }) => noise > 0)

  test('packets agree with the symbol within 5 per cent', () => {
    for (const { measured, symbol } of data.packets) expect(Math.abs(measured / symbol - 1)).toBeLessThan(0.05)
  })
  test('evolved in time they keep to it within 8 per cent, the density growing; Ehrenfest and the regularised model do not grow', () => {
    const [density, orientation, ...others] = data.growth
    for (const { symbol, rates } of [density])
      for (const rate of rates) expect(Math.abs(rate / symbol - 1)).toBeLessThan(0.08)
    expect(Math.abs(orientation.rates[0] / orientation.symbol - 1)).toBeLessThan(0.08)
    expect(orientation.symbol).toBeLessThan(0)
    for (const { symbol, rates } of others) for (const rate of rates) expect(Math.abs(rate)).toBeLessThan(0.05 * symbol)
  })
  test('the spectrum of (3)-(5) stays below the largest rate of the symbol, from K = 4 on comes nearer to it, and passes half', () => {
    const shares = data.bounds.map(({ cutoff, rate }) => {
      const row = data.spectra.find((one) => one.model === hybrid.name && one.cutoff === cutoff)
      return (row?.largest ?? Number.NaN) / rate
    })
    shares.forEach((share, k) => {
      if (k > 1) expect(share).toBeGreaterThan(shares[k - 1])
      expect(share).toBeLessThan(1)
    })
    expect(shares.at(-1)).toBeGreaterThan(0.5)
  })
  test('(3)-(5) loses resolution sooner with more modes, whatever the step, and with noise', () => {
    expect([falls(plain), falls(halved), falls(noisy)]).toEqual([true, true, true])
    expect(plain.length).toBe(5)
    halved.forEach((t, k) => {
      expect(Math.abs(t - plain[k])).toBeLessThan(0.0101)
    })
    noisy.forEach((t, k) => {
      expect(t).toBeLessThan(plain[k])
    })
  })
  test('the other models lose it later', () => {
    for (const model of new Set(data.runs.map((row) => row.model)))
      if (model !== hybrid.name) {
        const times = lost(model, () => true)
        expect(falls(times.map((t) => -t)), model).toBe(true)
      }
  })
})

describe('measured anew', () => {
  test('a run loses resolution at the same time', () => {
    const { row } = measureRun(hybrid, 8)
    const stored = data.runs.find(
      ({ model, cutoff, dt, noise }) => model === row.model && cutoff === 8 && dt === 0.01 && noise === 0,
    )
    expect(stored?.lost).toBe(row.lost)
    expect(stored?.rate).toBeCloseTo(row.rate ?? Number.NaN, 6)
  })
  test('a packet of either sector, at the same place, has the same rates', () => {
    const rows = measurePackets(256, [WAVES[0]])
    rows.forEach((row, k) => {
      const stored = data.packets[k]
      expect([stored.sector, stored.wave, stored.centre]).toEqual([row.sector, row.wave, row.centre])
      for (const key of ['symbol', 'measured', 'ehrenfest'] as const) expect(stored[key]).toBeCloseTo(row[key], 5)
    })
  })
  test('a packet evolved in time has the same rates', () => {
    const [row] = measureGrowth([GROWTHS[2]])
    const [stored] = data.growth.filter(({ model }) => model === row.model)
    expect(stored.symbol).toBeCloseTo(row.symbol, 6)
    row.rates.forEach((rate, k) => {
      expect(stored.rates[k]).toBeCloseTo(rate, 6)
    })
  })
  test('the spectrum of (3)-(5) and its bound are the same', () => {
    const [row, stored] = [
      measureSpectrum(hybrid, 3),
      data.spectra.find(({ model, cutoff }) => model === hybrid.name && cutoff === 3),
    ]
    for (const key of ['largest', 'smallest'] as const) expect(stored?.[key]).toBeCloseTo(row[key], 6)
    expect(data.bounds[0].rate).toBeCloseTo(symbolBound(3).rate, 9)
  })
  test('a spectrum is the same, and that of a full decomposition', () => {
    const stored = data.spectra.find(({ model, cutoff }) => model === ehrenfest.name && cutoff === 3)
    const row = measureSpectrum(ehrenfest, 3)
    expect(row.largest).toBeCloseTo(stored?.largest ?? Number.NaN, 6)
    const fields = torusFields(32)
    const velocity = hybridBracket(fields, HBAR).vectorField(ehrenfest.energy(fields))
    const whole = rightmostOf(truncatedLinearisation(fields, velocity, torusState(fields), 3))
    expect(row.largest).toBeCloseTo(whole.real, 5)
  })
})
