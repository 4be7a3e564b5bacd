import {
  comparisonText,
  figuresOf,
  type Report,
  reportDocument,
  reportOfComparison,
  reportOfRun,
  runText,
} from '@casimir/cli'
import type { StandardErrors } from '@casimir/experiments'
import { deviations } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { sampleComparison, sampleResult, withErrors } from './outputSamples.ts'

const exact = sampleResult('exact')
const koopmon = sampleResult('koopmon')
const comparison: Report = reportOfComparison(sampleComparison())

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
    expect(text).toContain(
      'rms: root mean square deviation from exact over t = 0 to 40; populations are diabatic, |c|^2.',
    )
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
        'Populations at the last record, beyond (T) and before (R) q = 0:',
        '',
        'method       T0      T1      R0      R1      populations',
        'exact    0.2500  0.5000  0.0250  0.0500  adiabatic |c|^2',
        'koopmon  0.1250  0.0625  0.0125  0.0063  adiabatic |c|^2',
        '',
      ].join('\n'),
    )
    expect(comparisonText({ ...comparison, runs: both({ status: 'drift' }) })).toMatch(
      /^koopmon {2}0\.1250\* {2}0\.0625\* {2}0\.0125\* {2}0\.0063\* {2}adiabatic \|c\|\^2$/m,
    )
    expect(comparisonText(comparison)).not.toContain('beyond')
  })

  test('of a run of scattering names the plane, and reports nothing as reflected', () => {
    const text = runText(reportOfRun(scattered('exact')))
    expect(text).toMatch(/^ {2}beyond q = 0, adiabatic \|c\|\^2 +0: 0\.250000 {3}1: 0\.500000$/m)
    expect(text).toMatch(/^ {2}before q = 0, adiabatic \|c\|\^2 +0: 0\.0250000 {3}1: 0\.0500000$/m)
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
    expect(lines.find((line) => line.startsWith('  frequencies'))).toMatch(/ {2}0\.2500, 1\.000$/)
    expect(lines.find((line) => line.startsWith('  couplings'))).toMatch(/ 10\.00, \.\. \(12\)$/)
    expect(reportDocument(reportOfRun({ ...exact, derived }))).toMatchObject({ derived })
    expect(reportDocument(reportOfRun(exact))).not.toHaveProperty('derived')
  })

  const hopping = (changes = {}) => {
    const fssh = sampleResult('fssh')
    const last = (...values: number[]) => values.map((value) => fssh.t.map(() => value))
    const observables = {
      ...fssh.observables,
      population: last(0.4993123, 0.5006877),
      adiabatic: last(0.3, 0.7),
      active: last(0.25, 0.75),
    }
    const result = withErrors({ ...fssh, observables, ...changes })
    const level = fssh.t.map(() => 0.00112)
    return { ...result, errors: { ...(result.errors as StandardErrors), population: [level, level] } }
  }

  test('of surface hopping names the definitions of its populations, gives errors, hops and their bias', () => {
    const tallies = { hops: 12, frustratedHops: 3, hopBias: -0.3, absoluteHopBias: 0.9 }
    const text = runText(reportOfRun(hopping({ tallies })))
    expect(text).toMatch(
      /^ {2}populations, diabatic +0: 0\.4993 \+- 0\.0011 {3}1: 0\.5007 \+- 0\.0011 \(standard error over 2000 trajectories\)$/m,
    )
    expect(text).toMatch(/^ {2}populations, adiabatic \|c\|\^2 +0: 0\.3000 \+- 0\.00/m)
    expect(text).toMatch(/^ {2}populations, active state \(fssh\) +0: 0\.2500 \+- 0\.00/m)
    expect(text).toMatch(/^ {2}hops per trajectory +2\.000, and 0\.5000 frustrated$/m)
    // 0.9 over 6 trajectories, a third of it
    expect(text).toMatch(
      /^ {2}hop bias per trajectory +0\.050: estimated size of the error of the expected number of hops from the time step$/m,
    )
    const bare = runText(reportOfRun(exact))
    expect(bare).not.toMatch(/hop|\+-|active|standard error/)
  })

  test('of a comparison has the errors of the deviations below them, and says what they are over', () => {
    const fssh = hopping()
    const found = deviations(fssh, exact)
    const runs = [
      { label: 'exact', result: exact },
      { label: 'fssh', result: fssh, deviations: found },
    ]
    const text = comparisonText({ ...comparison, runs })
    const lines = text.split('\n')
    const row = lines[lines.findIndex((line) => line.startsWith('fssh')) + 1] ?? ''
    const cells = row.trim().split(/ +/)
    expect(cells[0]).toBe('+-')
    expect(cells.slice(1).map(Number)).toHaveLength(4)
    expect(Number(cells[1]) / (found.population.error ?? Number.NaN)).toBeCloseTo(1, 1)
    expect(text).toContain('\n+-: one standard error: fssh over 2000 trajectories.\n')
    expect(text).not.toContain('no error bars')
    expect(lines.filter((line) => line.length > 100)).toEqual([])
    expect(comparisonText(comparison)).not.toMatch(/\+-|no error bars/)
  })

  test('of a comparison names the methods that drew a sample once, and those only', () => {
    const wavepacket = { q: [0], p: [0], sigma: [1], basis: 'diabatic' as const, level: 0 }
    const drawn = (sampling: 'halton' | 'lattice' | 'const' | 'random') => {
      const { spec } = sampleResult('ehrenfest')
      const method = { name: 'ehrenfest' as const, particles: 9, sampling, seed: 1 }
      return sampleResult('ehrenfest', { spec: { ...spec, initial: { wavepacket }, method } })
    }
    const text = (result: ReturnType<typeof drawn>) =>
      comparisonText({
        ...comparison,
        runs: [
          { label: 'exact', result: exact },
          { label: 'mine', result },
        ],
      })
    expect(text(drawn('halton'))).toContain('\nmine: no error bars: give replicas: 8 or more.\n')
    expect(text(withErrors(drawn('halton'), 'replicas'))).toContain('mine over 2000 replicas')
    expect(text(withErrors(drawn('halton'), 'replicas'))).not.toContain('no error bars')
    // what replicas are refused for is not told to have them
    for (const same of ['lattice', 'const', 'random'] as const) expect(text(drawn(same))).not.toContain('no error bars')
    const { spec } = drawn('halton')
    expect(text({ ...drawn('halton'), spec: { ...spec, replicas: 8 } })).not.toContain('no error bars')
    const fssh = { ...sampleResult('fssh').spec, initial: { wavepacket } }
    const method = { ...fssh.method, name: 'fssh', particles: 9, sampling: 'lattice', seed: 1 } as typeof fssh.method
    expect(text(sampleResult('fssh', { spec: { ...fssh, method } }))).toContain('mine: no error bars: give replicas')
  })

  test('of a scattering that is not over gives no T and R, in either text', () => {
    const inside = (last: number) => exact.t.map((_, k) => (k === 4 ? last : 1))
    const both = (last: number) => {
      const late = scattered('koopmon')
      const result = { ...late, observables: { ...late.observables, inside: inside(last) } }
      return [
        comparisonText({
          ...comparison,
          runs: [
            { label: 'exact', result: scattered('exact') },
            { label: 'koopmon', result },
          ],
        }),
        runText(reportOfRun(result)),
      ]
    }
    const [table = '', single = ''] = both(0.03119)
    expect(table).toMatch(/^koopmon( +-){4} {2}unfinished \(0\.0312 still inside\)$/m)
    expect(table).toMatch(/^exact {4}0\.2500/m)
    expect(single.match(/unfinished \(0\.0312 still inside\)/g)).toHaveLength(2)
    expect(single).not.toContain('0.125000')
    const [done = '', over = ''] = both(9e-5)
    expect(`${done}${over}`).not.toContain('unfinished')
    expect(done).toMatch(/^koopmon {2}0\.1250/m)
    expect(over).toContain('0: 0.125000')
  })

  test('of a run gives its last record, grid and status', () => {
    const text = runText(reportOfRun(sampleResult('exact', { status: 'drift', message: 'too far' })))
    expect(text).toContain('At t = 40 (status drift):')
    expect(text).toMatch(/^ {2}<q> +1\.00500$/m)
    expect(text).toContain('8 points from -12.00 to 14.00, dt 0.500')
    expect(text).toContain('at the highest momenta 2.0e-9')
  })
})
