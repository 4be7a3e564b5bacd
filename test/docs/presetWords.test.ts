import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { PresetData, PresetRow } from '../bench/presets/PresetData.ts'
import { agreement, verdict } from '../bench/presets/presetBlock.ts'

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const dataOf = (name: string): PresetData => JSON.parse(read(`docs/data/presets/${name}.json`))
const says = (name: string, sentence: string): void => expect(read(`docs/presets/${name}.md`)).toContain(sentence)

/** How far the final numbers of a method are from exact, by momentum. */
const farOf = (name: string, method: string, from = 0): number[] =>
  dataOf(name)
    .rows.filter((row) => row.method === method && (row.settings['initial.wavepacket.p'] ?? 0) >= from)
    .flatMap(({ channels }) => channels.flatMap(({ deviation }) => (deviation === undefined ? [] : [deviation])))
    .map(Math.abs)

describe('what the pages of the presets say in words holds for their numbers', () => {
  test('tully1', () => {
    says(
      'tully1-scattering',
      'Ehrenfest has the passage onto the upper level to 0.011 at every momentum, surface hopping to 0.025',
    )
    expect(Math.max(...farOf('tully1-scattering', 'ehrenfest'))).toBeLessThan(0.011)
    expect(Math.max(...farOf('tully1-scattering', 'fssh'))).toBeLessThan(0.025)
    expect(Math.max(...farOf('tully1-scattering', 'koopmon'))).toBeGreaterThan(0.05)
  })
  test('tully2', () => {
    says('tully2-stueckelberg', 'from k = 50 on all are within 0.02 of exact')
    for (const method of ['ehrenfest', 'fssh', 'koopmon']) {
      expect(Math.max(...farOf('tully2-stueckelberg', method, 50))).toBeLessThan(0.02)
      expect(Math.max(...farOf('tully2-stueckelberg', method))).toBeGreaterThan(0.1)
    }
  })
  test('alpha', () => {
    const { rows } = dataOf('alpha-atlas')
    const alphaOf = ({ settings }: PresetRow): number => settings['methods.koopmon.mollifier.alpha.q'] ?? Number.NaN
    const of = (method: string, coupling: number, particles: number) =>
      rows.filter(
        ({ method: own, settings, status }) =>
          own === method &&
          status === 'ok' &&
          settings['problem.coupling'] === coupling &&
          settings['methods.koopmon.particles'] === particles,
      )
    const rms = (row: PresetRow | undefined, name: 'population' | 'purity'): number =>
      row?.rms[name]?.value ?? Number.NaN
    const at = (runs: ReadonlyArray<PresetRow>, alpha: number) => runs.find((row) => alphaOf(row) === alpha)
    says('alpha-atlas', 'Up to coupling 0.5 the purity is closest to exact at 0.35')
    for (const coupling of [0.1, 0.2, 0.5])
      for (const particles of [25, 50, 100]) {
        const runs = of('koopmon', coupling, particles)
        const least = (name: 'population' | 'purity') => Math.min(...runs.map((row) => rms(row, name)))
        expect(rms(at(runs, 0.354), 'purity')).toBeLessThan(least('purity') + 0.005)
        for (const alpha of [0.354, 0.5])
          expect(rms(at(runs, alpha), 'population')).toBeLessThan(least('population') + 0.012)
      }
    for (const coupling of [0.1, 0.2, 0.5])
      for (const alpha of [0.354, 0.5])
        for (const name of ['population', 'purity'] as const) {
          const [few, many] = [25, 100].map((particles) => rms(at(of('koopmon', coupling, particles), alpha), name))
          expect((few ?? 1) - (many ?? 0)).toBeLessThan(0.017)
        }
    says(
      'alpha-atlas',
      "populations are not told apart from Ehrenfest's at any alpha, nor purities but at alpha = 0.25",
    )
    for (const particles of [25, 50, 100])
      for (const koopmon of of('koopmon', 1, particles)) {
        const [ehrenfest] = of('ehrenfest', 1, particles)
        for (const name of ['population', 'purity'] as const) {
          const [a, b] = [koopmon.rms[name], ehrenfest?.rms[name]]
          if (!a || !b) throw new Error(`no ${name}`)
          expect(verdict(a, b)).toBe(name === 'purity' && alphaOf(koopmon) === 0.25 ? 'better' : 'undecided')
        }
      }
  })
  test('README: purity on Rabi', () => {
    const { rows } = dataOf('rabi-ultrastrong')
    const purityOf = (method: string, coupling: number): number =>
      rows.find((row) => row.method === method && row.settings['problem.coupling'] === coupling)?.rms.purity?.value ??
      Number.NaN
    const ratio = (coupling: number): string =>
      (purityOf('ehrenfest', coupling) / purityOf('koopmon', coupling)).toFixed(1)
    const flat = read('README.md').replace(/\s+/g, ' ')
    expect(flat).toContain(
      `their purity is ${ratio(0.1)} times closer to exact than Ehrenfest's at coupling 0.1, ${ratio(0.2)} times at 0.2, ${ratio(0.5)} times at 0.5 and no closer at 1.0`,
    )
    expect(ratio(1)).toBe('1.0')
  })
})

test('how many final numbers agree with exact is counted by their errors', () => {
  const row = (method: string, deviation: number, error: number): PresetRow => ({
    point: 0,
    settings: {},
    method,
    status: 'ok',
    rms: {},
    channels: [{ name: 'T1', value: 0.5, error, deviation }],
  })
  const rows = [row('ehrenfest', 0.01, 0.006), row('ehrenfest', -0.02, 0.006), row('koopmon', 1e-5, 0)]
  expect(agreement({ preset: '', version: '', digest: '', paths: [], rows }, 'T1')).toBe(
    'Within twice its errors of exact: ehrenfest at 1 of 2 (at most 0.0200 off); koopmon at 1 of 1 (at most 1.0e-5 off).',
  )
})
