import {
  comparisonText,
  figuresOf,
  observablesMetadata,
  observablesTable,
  type Report,
  reportDocument,
  reportOfComparison,
  reportOfRun,
  runText,
} from '@casimir/cli'
import { deviations } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { sampleResult } from './outputSamples.ts'

const exact = sampleResult('exact')
const koopmon = sampleResult('koopmon')

const comparison: Report = reportOfComparison({
  version: '9.8.7',
  spec: { ...exact.spec, methods: [] },
  status: 'ok',
  runs: [
    { label: 'exact', result: exact },
    { label: 'koopmon', result: koopmon, deviations: deviations(koopmon, exact) },
  ],
})

const rowsOf = (table: string) =>
  table
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

describe('observables.csv', () => {
  test('has one plain header and one row per method and time, numbers to the last digit', () => {
    const [header = [], ...rows] = rowsOf(observablesTable(comparison))
    expect(header.join()).toBe(
      'method,time,population_0,population_1,adiabatic_0,adiabatic_1,purity,norm,energy,q_1,p_1',
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
        o.norm[k],
        o.energy[k],
        o.q[0]?.[k],
        o.p[0]?.[k],
      ]
      expect(row.slice(1)).toEqual(wanted.map(String))
    })
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

  test('has null for what is not finite, and says so', () => {
    const observables = { ...exact.observables, energy: [1, Number.NaN, Number.POSITIVE_INFINITY, 1, 1] }
    const document = JSON.parse(JSON.stringify(reportDocument(reportOfRun(sampleResult('exact', { observables })))))
    expect(document.observables.energy).toEqual([1, null, null, 1, 1])
    expect(document.notes).toEqual(['a note of exact', '2 values are not finite and stand as null'])
  })
})

describe('printed text', () => {
  test('of a comparison gives the root mean squares, drifts, units and notes', () => {
    const text = comparisonText(comparison)
    const row =
      text
        .split('\n')
        .find((line) => line.startsWith('koopmon'))
        ?.split(/ +/) ?? []
    const found = comparison.runs[1]?.deviations
    const wanted = [found?.population, found?.purity, found?.q, found?.p].map(
      (deviation) => deviation?.rms ?? Number.NaN,
    )
    expect(wanted.every((rms) => rms > 0)).toBe(true)
    row.slice(1, 5).forEach((cell, k) => {
      expect(Number(cell) / (wanted[k] as number)).toBeCloseTo(1, 2)
    })
    expect(row.slice(5)).toEqual(['2.8e-6', '4.0e-9', '1.3'])
    expect(text).toContain('Units: time in a.u., length in a.u., momentum in a.u., energy in hartree.')
    expect(text).toContain('Note (koopmon): a note of koopmon')
  })

  test('of a comparison in which a run stopped early says how far its deviations go', () => {
    const stopped = sampleResult('koopmon', { status: 'drift', t: koopmon.t.slice(0, 3) })
    const ehrenfest = sampleResult('ehrenfest')
    const runs = [
      { label: 'exact', result: exact },
      { label: 'ehrenfest', result: ehrenfest, deviations: deviations(ehrenfest, exact) },
      { label: 'koopmon', result: stopped, deviations: deviations(stopped, exact) },
    ]
    const text = comparisonText({ ...comparison, runs })
    const lines = text.split('\n')
    const at = lines.findIndex((line) => line.startsWith('method'))
    expect(lines[at + 3]).toMatch(/^ehrenfest( +\d[\d.e-]*){7} +ok$/)
    expect(lines[at + 4]).toMatch(/^koopmon( +\d[\d.e-]*\*){4}( +\d[\d.e-]*){3} {2}drift at t = 20$/)
    expect(text).toContain('\n* koopmon stopped at t = 20 (drift): deviations up to there only.\n')
    expect(text).toContain('rms: root mean square deviation from exact over t = 0 to 40,')
    expect(lines.filter((line) => line.length > 100)).toEqual([])
    const document = reportDocument({ ...comparison, runs })
    expect(document).toMatchObject({ deviations: { ehrenfest: { until: 40 }, koopmon: { until: 20 } } })
    expect(comparisonText(comparison)).not.toContain('*')
  })

  test('of a comparison when exact stopped early marks the others', () => {
    const short = sampleResult('exact', { status: 'edge', t: exact.t.slice(0, 2) })
    const runs = [
      { label: 'exact', result: short },
      { label: 'koopmon', result: koopmon, deviations: deviations(koopmon, short) },
    ]
    const text = comparisonText({ ...comparison, runs })
    expect(text).toMatch(/^koopmon( +\d[\d.e-]*\*){4}( +\d[\d.e-]*){3} +ok$/m)
    expect(text).toContain('\n* exact stopped at t = 10 (edge): all deviations up to there at most.\n')
  })

  const scattered = (name: 'exact' | 'koopmon', changes = {}) => {
    const result = sampleResult(name, changes)
    const [a, b] = name === 'exact' ? [0.25, 0.5] : [0.125, 0.0625]
    const last = (value: number) => result.t.map((_, k) => (k === result.t.length - 1 ? value : 9))
    const observables = { transmitted: [last(a), last(b)], reflected: [last(a / 10), last(b / 10)] }
    return { ...result, observables: { ...result.observables, ...observables } }
  }

  test('of a comparison of scattering gives the last populations beyond and before the plane, aligned', () => {
    const both = (changes = {}) => [
      { label: 'exact', result: scattered('exact') },
      { label: 'koopmon', result: scattered('koopmon', changes) },
    ]
    expect(comparisonText({ ...comparison, runs: both() })).toContain(
      [
        '',
        'Adiabatic populations at the last record, beyond (T) and before (R) q = 0:',
        '',
        'method       T0      T1      R0      R1',
        'exact    0.2500  0.5000  0.0250  0.0500',
        'koopmon  0.1250  0.0625  0.0125  0.0063',
        '',
      ].join('\n'),
    )
    expect(comparisonText({ ...comparison, runs: both({ status: 'drift' }) })).toMatch(
      /^koopmon {2}0\.1250\* {2}0\.0625\* {2}0\.0125\* {2}0\.0063\*$/m,
    )
    expect(comparisonText(comparison)).not.toContain('beyond')
  })

  test('of a run of scattering names the plane, and reports nothing as reflected', () => {
    const text = runText(reportOfRun(scattered('exact')))
    expect(text).toMatch(/^ {2}beyond q = 0 {2}0: 0\.250000 {3}1: 0\.500000$/m)
    expect(text).toMatch(/^ {2}before q = 0 {2}0: 0\.0250000 {3}1: 0\.0500000$/m)
    expect(text).not.toMatch(/reflected|transmitted/)
  })

  test('of a comparison without exact has no deviations and says why', () => {
    const alone = { ...comparison, runs: [{ label: 'koopmon', result: koopmon }] }
    expect(comparisonText(alone)).toContain('rms: not known, as the comparison has no exact run.')
    expect(comparisonText(alone)).toMatch(/^koopmon( +-){4}/m)
  })

  test('of a problem without parameters gives hbar alone, in both texts and below the titles of figures', () => {
    const spec = { ...exact.spec, problem: { name: 'mine', parameters: {} }, hbar: 0.5 }
    const report = reportOfRun({ ...exact, spec })
    expect(runText(report).split('\n')[1]).toBe('  hbar = 0.5')
    expect(comparisonText({ ...comparison, spec: { ...spec, methods: [] } }).split('\n')[1]).toMatch(
      /^ {2}hbar = 0.5; t/,
    )
    const subtitle = (hbar: number) =>
      JSON.stringify(figuresOf(reportOfRun({ ...exact, spec: { ...spec, hbar } }))[0]?.spec.title)
    expect(subtitle(0.5)).toContain('"mine: ","hbar = 0.5"')
    expect(subtitle(1)).not.toMatch(/"",|,""|hbar/)
    expect(runText(reportOfRun(exact)).split('\n')[1]).toBe(
      '  mass = 2000, A = 0.01, B = 1.6, C = 0.005, D = 1; hbar = 1',
    )
  })

  test('of a run says which quantities are dimensionless', () => {
    const units = { time: 'hbar/eV', length: '1', momentum: '1', energy: 'eV' }
    expect(runText(reportOfRun({ ...exact, units }))).toContain(
      'Units: time in hbar/eV, dimensionless length, dimensionless momentum, energy in eV.',
    )
  })

  test('of a run has the numbers that follow from the parameters, ten of each at most', () => {
    const derived = { frequencies: [0.25, 1], couplings: Array.from({ length: 12 }, (_, j) => j + 1) }
    const lines = runText(reportOfRun({ ...exact, derived })).split('\n')
    expect(lines).toContain('  frequencies  0.2500, 1.000')
    expect(lines.find((line) => line.startsWith('  couplings'))).toMatch(/ 10\.00, \.\. \(12\)$/)
    expect(reportDocument(reportOfRun({ ...exact, derived }))).toMatchObject({ derived })
    expect(reportDocument(reportOfRun(exact))).not.toHaveProperty('derived')
  })

  test('of a run gives its last record, grid and status', () => {
    const text = runText(reportOfRun(sampleResult('exact', { status: 'drift', message: 'too far' })))
    expect(text).toContain('At t = 40 (status drift):')
    expect(text).toContain(`<q>          ${exact.observables.q[0]?.at(-1)?.toPrecision(6)}`)
    expect(text).toContain('8 points from -12.00 to 14.00, dt 0.500')
    expect(text).toContain('at the highest momenta 2.0e-9')
  })
})
