import { figureJson, figureSvg, figuresOf, methodStyles, reportOfRun } from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { figure, report } from './figureSamples.ts'
import { sampleResult, withErrors } from './outputSamples.ts'

const all = report(sampleResult('exact'), sampleResult('ehrenfest'), sampleResult('koopmon'))

describe('every figure', () => {
  test('there are five of them, two more against exact, one more per further koopmon run, none of phase space without snapshots', () => {
    const names = (...results: ReadonlyArray<RunResult>) => figuresOf(report(...results)).map((each) => each.name)
    const always = ['populations', 'purity', 'coherence', 'energy']
    expect(figuresOf(all).map((each) => each.name)).toEqual([...always, 'phase-space', 'wigner', 'wigner-bloch'])
    expect(names(sampleResult('koopmon'), sampleResult('koopmon'))).toEqual([
      ...always,
      'phase-space-koopmon-0',
      'phase-space-koopmon-1',
    ])
    expect(names(sampleResult('koopmon', { snapshots: [] }), sampleResult('ehrenfest'))).toEqual(always)
  })

  test.each(figuresOf(all).map((each) => [each.name, each] as const))(
    '%s is drawn from its JSON alone, and is well formed',
    async (name, each) => {
      const svg = await figureSvg(each)
      const { datasets, ...spec } = JSON.parse(figureJson(each))
      expect(await figureSvg({ name, spec, datasets })).toBe(svg)
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(11)
      const opened = [...svg.matchAll(/<[a-zA-Z][^>]*>/g)].filter(([tag]) => !tag.endsWith('/>'))
      expect([...svg.matchAll(/<\/[a-zA-Z]+>/g)]).toHaveLength(opened.length)
      expect(svg).toContain('tully1: H = p^2/2m + V(q)')
    },
  )

  test('the curves of all methods differ in colour and in dash or width, and the legend names them', async () => {
    const styles = methodStyles([...all.runs, ...all.runs])
    expect(new Set(styles.map((style) => style.colour)).size).toBe(6)
    expect(new Set(styles.map((style) => `${style.dash} ${style.width}`)).size).toBe(6)
    const five = report(
      ...(['exact', 'ehrenfest', 'mean-field', 'koopmon', 'fssh'] as const).map((name) => sampleResult(name)),
    )
    const own = methodStyles(five.runs)
    expect(new Set(own.map((style) => style.colour)).size).toBe(5)
    expect(new Set(own.map((style) => `${style.dash} ${style.width}`)).size).toBe(5)
    for (const name of ['populations', 'purity', 'coherence', 'energy']) {
      const svg = await figureSvg(figure(figuresOf(all), name))
      for (const { colour } of methodStyles(all.runs))
        expect(svg.toLowerCase()).toContain(`stroke="${colour.toLowerCase()}"`)
      for (const { label } of all.runs) expect(svg).toContain(`>${label}</text>`)
      expect(svg).toContain('>time (a.u.)</text>')
    }
  })
})

describe('curves', () => {
  test('a curve with errors has a band of two of them to either side, the others none, and the title says so', async () => {
    const fssh = withErrors(sampleResult('fssh'))
    const mixed = figuresOf(report(sampleResult('exact'), fssh))
    const series = {
      populations: [fssh.observables.population[0], fssh.errors?.population[0]],
      purity: [fssh.observables.purity, fssh.errors?.purity],
      coherence: [fssh.observables.coherence[0], fssh.errors?.coherence[0]],
    }
    for (const name of ['populations', 'purity', 'coherence'] as const) {
      const drawn = figure(mixed, name)
      const rows = drawn.datasets[name === 'populations' ? 'diabatic level 0' : name] ?? []
      const [values, errors] = series[name]
      const inside = rows.filter((row) => row.method === 'fssh-1')
      expect(inside).toHaveLength(5)
      inside.forEach((row, k) => {
        const [y, e] = [values?.[k] ?? Number.NaN, errors?.[k] ?? Number.NaN]
        if (row.y === null) return
        expect((row.high as number) - (row.low as number)).toBeLessThanOrEqual(4 * e + 1e-12)
        expect(row.y).toBe(y)
        expect(row.low).toBeCloseTo(y - 2 * e, 12)
      })
      expect(rows.filter((row) => row.method === 'exact-0' && ('low' in row || 'high' in row))).toEqual([])
      const svg = await figureSvg(drawn)
      expect([...svg.matchAll(/fill="#009E73"[^>]*opacity="0.2"/g)].length).toBeGreaterThan(0)
      expect(svg).not.toMatch(/fill="#000000"[^>]*opacity="0.2"/)
      expect(svg).toContain('bands: two standard errors to either side')
      expect(svg).toContain('>fssh-1</text>')
    }
    const bare = await figureSvg(figure(figuresOf(all), 'purity'))
    expect(bare).not.toContain('standard error')
    expect(bare).not.toContain('opacity="0.2"')
  })

  test('surface hopping adds the active states, beside the adiabatic populations of the others', () => {
    const fssh = sampleResult('fssh')
    const active = fssh.observables.population.map((level) => level.map((x) => x / 3))
    const hopping = { ...fssh, observables: { ...fssh.observables, active } }
    const { datasets } = figure(figuresOf(report(hopping, sampleResult('ehrenfest'))), 'populations')
    const name = 'adiabatic (fssh: active state), level 0'
    expect(Object.keys(datasets)).toEqual(['diabatic level 0', 'adiabatic level 0', name])
    const y = (method: string) => datasets[name]?.filter((row) => row.method === method).map((row) => row.y)
    expect(y('fssh-0')).toEqual(active[0])
    expect(y('ehrenfest-1')).toEqual(sampleResult('ehrenfest').observables.adiabatic?.[0])
  })

  test('the coherence has a figure with two levels only', () => {
    const names = (levels: number) => figuresOf(report(sampleResult('exact', { levels }))).map(({ name }) => name)
    expect(names(2)).toContain('coherence')
    expect(names(3)).not.toContain('coherence')
  })

  test('two levels need one panel, three levels have one each', () => {
    const panels = (levels: number) =>
      Object.keys(figure(figuresOf(report(sampleResult('exact', { levels }))), 'populations').datasets)
    expect(panels(2)).toEqual(['diabatic level 0'])
    expect(panels(3)).toEqual(['diabatic level 0', 'diabatic level 1', 'diabatic level 2'])
  })

  test('scattering problems show the adiabatic populations too', () => {
    const ehrenfest = sampleResult('ehrenfest')
    const { adiabatic = [] } = ehrenfest.observables
    const result = { ...ehrenfest, observables: { ...ehrenfest.observables, transmitted: adiabatic } }
    const { datasets } = figure(figuresOf(report(result)), 'populations')
    expect(Object.keys(datasets)).toEqual(['diabatic level 0', 'adiabatic level 0'])
    expect(datasets['adiabatic level 0']?.map((row) => row.y)).toEqual(adiabatic[0])
  })

  test('the energy figure shows the drift, never below rounding', () => {
    const { energy, ...others } = sampleResult('koopmon').observables
    const still = { ...sampleResult('exact'), observables: { ...others, energy: energy.map(() => 0.03) } }
    const rows = figure(figuresOf(report(sampleResult('koopmon'), still)), 'energy').datasets.energy ?? []
    expect(rows).toHaveLength(8)
    rows.slice(0, 4).forEach((row, k) => {
      expect(row.y).toBe(Math.abs((energy[k + 1] ?? 0) - (energy[0] ?? 0)))
    })
    for (const row of rows.slice(4)) expect(row.y).toBe(1e-18)
  })

  test('a value that is not finite is a gap', async () => {
    const { purity, ...others } = sampleResult('exact').observables
    const broken = sampleResult('exact', { observables: { ...others, purity: purity.with(2, Number.NaN) } })
    const svg = await figureSvg(figure(figuresOf(report(broken)), 'purity'))
    expect(svg).not.toContain('NaN')
    expect(svg).toMatch(/d="M[^"M]+M[^"]+"[^>]*stroke-width="5.6"/)
  })

  test('a run that stopped early ends in a point of its colour and is named below the title', async () => {
    const { observables, t } = sampleResult('ehrenfest')
    const stopped = sampleResult('ehrenfest', { status: 'drift', t: t.slice(0, 3), observables })
    const figures = figuresOf(report(sampleResult('exact'), stopped))
    for (const name of ['populations', 'purity', 'coherence', 'energy']) {
      const drawn = figure(figures, name)
      const rows = Object.values(drawn.datasets).flat()
      expect(rows.filter((row) => row.end !== undefined)).toEqual([
        expect.objectContaining({ method: 'ehrenfest-1', t: 20, end: '#D55E00' }),
      ])
      const svg = await figureSvg(drawn)
      expect(svg).toContain('>ehrenfest-1 stopped at t = 20 (drift)</tspan>')
      expect([...svg.matchAll(/d="M[\d.]+,0A[^"]+" fill="#D55E00"/g)]).toHaveLength(1)
    }
    for (const drawn of figuresOf(all).slice(0, 4)) {
      expect(
        Object.values(drawn.datasets)
          .flat()
          .filter((row) => 'end' in row),
      ).toEqual([])
      expect(await figureSvg(drawn)).not.toContain('stopped')
    }
  })

  test('a run that blew up leaves the figure of the others as it is', async () => {
    const spoilt = <A extends ReadonlyArray<number>>(series: A) =>
      series.map((value, k) => (k < 2 ? value : k === 2 ? 1e89 : k === 3 ? -1e89 : Number.POSITIVE_INFINITY))
    const { observables: o } = sampleResult('koopmon')
    const broken = {
      ...o,
      population: o.population.map(spoilt),
      purity: spoilt(o.purity),
      energy: spoilt(o.energy),
    }
    const [start] = sampleResult('koopmon').snapshots
    if (start?.kind !== 'trajectories' || start.mollified === undefined) throw new Error()
    const far = {
      ...start,
      t: 30,
      q: start.q.map((q, a) => (a === 1 ? 1e89 : q)),
      psi: start.psi.map((x, i) => (i === 11 ? Number.NaN : x)),
      mollified: { ...start.mollified, p: start.mollified.p.map((p) => 1e80 * p) },
    }
    const result = sampleResult('koopmon', { status: 'non-finite', observables: broken, snapshots: [start, far] })
    const figures = figuresOf(report(sampleResult('exact'), result))
    expect(figures).toHaveLength(7)
    for (const each of figures) {
      const svg = await figureSvg(each)
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      const places = [...svg.matchAll(/ (?:d|transform|[xy]2?|width|height)="([^"]*)"/g)].flatMap(([, place]) =>
        (place?.match(/-?\d[\d.]*(e[-+]?\d+)?/g) ?? []).map(Number),
      )
      expect(places.length).toBeGreaterThan(100)
      expect(Math.max(...places.map(Math.abs))).toBeLessThan(2000)
    }
    const y = (method: string) =>
      figure(figures, 'purity')
        .datasets.purity?.filter((row) => row.method === method)
        .map((row) => row.y)
    expect(y('exact-0')).toEqual(sampleResult('exact').observables.purity)
    expect(y('koopmon-1')).toEqual([...o.purity.slice(0, 2), null, null, null])
    expect(figure(figures, 'phase-space').datasets['koopmons 1']).toHaveLength(4)
  })

  test('hbar is named below the title when it is not 1', () => {
    const subtitle = (hbar: number) => {
      const { spec } = sampleResult('exact')
      const changed = { ...report(sampleResult('exact')), spec: { ...spec, hbar } }
      return figuresOf(changed).map((each) => JSON.stringify(each.spec.title))
    }
    expect(subtitle(1).join()).not.toContain('hbar')
    for (const title of subtitle(0.5)) expect(title).toContain('D = 1, hbar = 0.5')
  })

  test('the energy axis has one gridline a decade at most', async () => {
    const energy = [0.03, 0.03 + 2e-8, 0.03 + 5e-8, 0.03 + 4e-8, 0.03 + 3e-8]
    const of = (series: ReadonlyArray<number>) => {
      const { observables } = sampleResult('ehrenfest')
      const single = reportOfRun(sampleResult('ehrenfest', { observables: { ...observables, energy: series } }))
      return figureSvg(figure(figuresOf(single), 'energy'))
    }
    const labels = (svg: string) => [...svg.matchAll(/>1e([+-]\d+)<\/text>/g)].map(([, power]) => Number(power))
    const near = await of(energy)
    expect(near).toContain('>Energy error</text>')
    expect(labels(near)).toEqual([-8, -7])
    expect([...near.matchAll(/x2="560" y2="0" stroke="#e8e8e8"/g)]).toHaveLength(2)
    expect(labels(await of([0.03, 0.03 + 3e-12, 0.031, 0.04, 0.05]))).toEqual([-12, -10, -8, -6, -4, -2])
  })

  test('a curve shows beneath those drawn over it when they coincide: each of the usual three is thinner', () => {
    const widths = methodStyles(all.runs).map((style) => style.width)
    for (let k = 1; k < widths.length; k++) expect(widths[k]).toBeLessThan((widths[k - 1] as number) - 1)
  })

  test('a long series is thinned, both ends kept', () => {
    const t = Array.from({ length: 12_345 }, (_, k) => k)
    const { observables } = sampleResult('exact')
    const long = sampleResult('exact', { t, observables: { ...observables, purity: t.map((k) => k / 12_345) } })
    const rows = figure(figuresOf(report(long)), 'purity').datasets.purity ?? []
    expect(rows).toHaveLength(1000)
    expect([rows[0]?.t, rows.at(-1)?.t]).toEqual([0, 12_344])
  })
})
