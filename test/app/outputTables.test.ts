import {
  observablesMetadata,
  observablesTable,
  type Report,
  reportDocument,
  reportOfComparison,
  reportOfRun,
} from '@casimir/cli'
import { describe, expect, test } from 'vitest'
import { sampleComparison, sampleResult, withErrors } from './outputSamples.ts'

const exact = sampleResult('exact')
const koopmon = sampleResult('koopmon')

const comparison: Report = reportOfComparison(sampleComparison())

const rowsOf = (table: string) =>
  table
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

describe('observables.csv', () => {
  test('has one plain header and one row per method and time, numbers to the last digit', () => {
    const [header = [], ...rows] = rowsOf(observablesTable(comparison))
    expect(header.join()).toBe(
      'method,time,population_0,population_1,adiabatic_0,adiabatic_1,purity,coherence_0_1,norm,energy,q_1,p_1',
    )
    expect(rows.map((row) => row[0])).toEqual([...Array(5).fill('exact'), ...Array(5).fill('koopmon')])
    rows.forEach((row, index) => {
      const { t, observables: o } = index < 5 ? exact : koopmon
      const k = index % 5
      const adiabatic = o.adiabatic === undefined ? ['', ''] : o.adiabatic.map((level) => level[k])
      const wanted = [
        t[k],
        ...o.population.map((level) => level[k]),
        ...adiabatic,
        o.purity[k],
        o.coherence[0]?.[k],
        o.norm[k],
        o.energy[k],
        o.q[0]?.[k],
        o.p[0]?.[k],
      ]
      expect(row.slice(1)).toEqual(wanted.map(String))
    })
  })

  test('has the standard error behind every column where a method has one, empty for the others', () => {
    const fssh = withErrors(koopmon)
    const runs = [
      { label: 'exact', result: exact },
      { label: 'koopmon', result: fssh },
    ]
    const [header = [], ...rows] = rowsOf(observablesTable({ ...comparison, runs }))
    const [plain = []] = rowsOf(observablesTable(comparison))
    expect(header).toEqual(
      plain.flatMap((name) => (name === 'method' || name === 'time' ? [name] : [name, `${name}_error`])),
    )
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)])
    const none = Array(5).fill('')
    const { errors } = fssh
    expect(column('population_1_error')).toEqual([...none, ...(errors?.population[1]?.map(String) ?? [])])
    expect(column('coherence_0_1_error')).toEqual([...none, ...(errors?.coherence[0]?.map(String) ?? [])])
    expect(column('q_1_error')).toEqual([...none, ...(errors?.q[0]?.map(String) ?? [])])
    expect(plain.join()).not.toContain('error')
    const metadata = JSON.parse(observablesMetadata({ ...comparison, runs }))
    expect(metadata.tableSchema.columns.map((each: { name: string }) => each.name)).toEqual(header)
    const energy = metadata.tableSchema.columns.find((each: { name: string }) => each.name === 'energy_error')
    expect(energy['schema:unitText']).toBe('hartree')
  })

  test('has every observable that there is, by pair, level or degree of freedom', () => {
    const one = exact.observables.purity.map((x) => x / 2)
    const observables = {
      ...exact.observables,
      active: [one, one],
      inside: one,
      kinetic: one,
      potential: one,
      energyChange: one,
      adiabaticCoherence: [one],
    }
    const [header = []] = rowsOf(observablesTable(reportOfRun(sampleResult('exact', { observables }))))
    for (const name of ['active_1', 'inside', 'kinetic', 'potential', 'energyChange', 'adiabaticCoherence_0_1'])
      expect(header).toContain(name)
    const [three = []] = rowsOf(observablesTable(reportOfRun(sampleResult('exact', { levels: 3 }))))
    expect(three.filter((name) => name.startsWith('coherence'))).toEqual([
      'coherence_0_1',
      'coherence_0_2',
      'coherence_1_2',
    ])
  })

  test('writes what is not finite as pandas reads it', () => {
    const observables = {
      ...exact.observables,
      purity: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 1],
    }
    const [header = [], ...rows] = rowsOf(observablesTable(reportOfRun(sampleResult('exact', { observables }))))
    const purity = header.indexOf('purity')
    expect(rows.map((row) => row[purity])).toEqual(['NaN', 'inf', '-inf', '1', '1'])
  })

  test('its metadata names every column with its unit', () => {
    const metadata = JSON.parse(observablesMetadata(comparison))
    const columns: ReadonlyArray<{ name: string; 'schema:unitText'?: string }> = metadata.tableSchema.columns
    expect(columns.map((column) => column.name)).toEqual(rowsOf(observablesTable(comparison))[0])
    const units = Object.fromEntries(columns.map((column) => [column.name, column['schema:unitText']]))
    expect(units).toMatchObject({ time: 'a.u.', energy: 'hartree', purity: '1', population_0: '1', q_1: 'a.u.' })
  })
})

describe('the JSON document', () => {
  test('of a run has the run, and not the wall time', () => {
    const document = JSON.parse(JSON.stringify(reportDocument(reportOfRun(exact))))
    const { density: _, ...observables } = exact.observables
    expect(document).toEqual({
      version: '9.8.7',
      spec: expect.objectContaining({ problem: expect.objectContaining({ name: 'tully1', mass: 2000 }) }),
      units: exact.units,
      status: 'ok',
      message: '',
      notes: ['a note of exact'],
      t: exact.t,
      observables,
      drift: exact.drift,
      counts: exact.counts,
      grid: exact.grid,
    })
  })

  test('of a comparison has every method and the deviations by label', () => {
    const document = JSON.parse(JSON.stringify(reportDocument(comparison)))
    expect(document.runs.map((run: { label: string }) => run.label)).toEqual(['exact', 'koopmon'])
    expect(document.runs[1].observables.adiabatic).toEqual(koopmon.observables.adiabatic)
    expect(document.deviations).toEqual({ koopmon: comparison.runs[1]?.deviations })
    expect(document.runs[1].grid).toBeUndefined()
  })

  test('has standard errors, what they are over, and tallies; no densities', () => {
    const tallies = { hops: 3, hopBias: 0.5 }
    const adiabaticDensity = exact.observables.density
    const result = { ...withErrors({ ...koopmon, observables: { ...koopmon.observables, adiabaticDensity } }), tallies }
    const document = JSON.parse(JSON.stringify(reportDocument(reportOfRun(result))))
    expect(document).toMatchObject({
      errors: result.errors,
      statistics: { over: 'trajectories', samples: 2000 },
      tallies,
    })
    expect(Object.keys(document.observables)).not.toEqual(expect.arrayContaining([expect.stringMatching(/ensity/)]))
    for (const key of ['errors', 'statistics', 'tallies', 'unfinished'])
      expect(reportDocument(reportOfRun(koopmon))).not.toHaveProperty(key)
  })

  test.each([
    [2e-4, true],
    [1e-4, undefined],
  ])('with %d still inside has unfinished: %s', (inside, unfinished) => {
    const observables = { ...exact.observables, inside: exact.t.map((_, k) => (k === 4 ? inside : 1)) }
    const document = reportDocument(reportOfRun({ ...exact, observables })) as { readonly unfinished?: boolean }
    expect(document.unfinished).toBe(unfinished)
  })

  test('has null for what is not finite, and says so', () => {
    const observables = { ...exact.observables, energy: [1, Number.NaN, Number.POSITIVE_INFINITY, 1, 1] }
    const document = JSON.parse(JSON.stringify(reportDocument(reportOfRun(sampleResult('exact', { observables })))))
    expect(document.observables.energy).toEqual([1, null, null, 1, 1])
    expect(document.notes).toEqual(['a note of exact', '2 values are not finite and stand as null'])
  })
})
