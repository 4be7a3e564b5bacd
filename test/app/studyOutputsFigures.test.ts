import {
  type Figure,
  figureJson,
  figureSvg,
  methodStyles,
  type StudyRun,
  studyFigures,
  studyText,
  summariseStudy,
} from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import { describe, expect, test, vi } from 'vitest'
import { momenta, sampleStudy, scatteredStudy } from './studySamples.ts'

const figuresFor = async (study: StudyRun) => studyFigures(await summariseStudy(study))

const named = (figures: ReadonlyArray<Figure>, name: string): Figure => {
  const found = figures.find((figure) => figure.name === name)
  if (found === undefined) throw new Error(`no figure ${name}`)
  return found
}

const couplings = (count: number): StudyRun['axes'][number] => ({
  paths: ['problem.C'],
  values: Array.from({ length: count }, (_, k) => [(k + 1) / 100]),
})

const words: StudyRun['axes'][number] = { paths: ['methods.ehrenfest.sampling'], values: [['halton'], ['random']] }

const plane = sampleStudy({ axes: [momenta(10, 20), couplings(3)] })

describe('over one axis', () => {
  test('scattering problems show T and R of each level, others the last record, both the deviations', async () => {
    expect((await figuresFor(scatteredStudy(0))).map(({ name }) => name)).toEqual(['scattering', 'deviations'])
    const line = await figuresFor(sampleStudy({ axes: [momenta(10, 20)] }))
    expect(line.map(({ name }) => name)).toEqual(['final', 'deviations'])
    expect(Object.keys(named(await figuresFor(scatteredStudy(0)), 'scattering').datasets)).toEqual([
      'T0',
      'T1',
      'R0',
      'R1',
    ])
    const alone = sampleStudy({ axes: [momenta(10, 20)], methods: ['ehrenfest'] })
    expect((await figuresFor(alone)).map(({ name }) => name)).toEqual(['final'])
  })

  test('unfinished points are left out and counted below the title', async () => {
    const rows = async (inside: number) => {
      const figure = named(await figuresFor(scatteredStudy(inside)), 'scattering')
      return {
        xs: (figure.datasets.T1 ?? []).filter((row) => row.method === 'fssh').map(({ x }) => x),
        svg: await figureSvg(figure),
      }
    }
    const left = await rows(2e-4)
    expect(left.xs).toEqual([10, 30])
    expect(left.svg).toContain('1 of 9 are unfinished and left out')
    const whole = await rows(1e-4)
    expect(whole.xs).toEqual([10, 20, 30])
    expect(whole.svg).not.toContain('unfinished')
  })

  test('values with errors have bars of two to either side, the others none', async () => {
    const study = scatteredStudy(0)
    const rows = named(await figuresFor(study), 'scattering').datasets.T0 ?? []
    const { runs } = await study.comparisonAt(2)
    const { observables, errors } = runs[2]?.result ?? {}
    const [value, error] = [
      observables?.transmitted?.[0]?.at(-1) ?? Number.NaN,
      errors?.transmitted?.[0]?.at(-1) ?? Number.NaN,
    ]
    const last = rows.find((row) => row.method === 'fssh' && row.x === 30)
    expect(last).toMatchObject({ y: value, low: value - 2 * error, high: value + 2 * error })
    expect(rows.filter((row) => row.method !== 'fssh' && ('low' in row || 'high' in row))).toEqual([])
  })

  test('deviations over more than a factor of 30 are on a logarithmic axis, others on a linear one from 0', async () => {
    const types = async (factor: number) => {
      const study = sampleStudy({
        axes: [momenta(10, 20)],
        methods: ['exact', 'ehrenfest'],
        change: (result, index) => {
          const { observables: o } = result
          if (result.spec.method.name === 'exact') return result
          const by = index === 0 ? 0.01 : 0.01 * factor
          const [exact = []] = [o.population]
          return { ...result, observables: { ...o, population: exact.map((level) => level.map((x) => x + by)) } }
        },
      })
      return JSON.stringify(named(await figuresFor(study), 'deviations').spec)
    }
    expect(await types(100)).toContain('"type":"log"')
    expect(await types(3)).not.toContain('"type":"log"')
  })

  test('an axis of words is drawn by its words, and lists that go together by the first of numbers', async () => {
    const svg = await figureSvg(named(await figuresFor(sampleStudy({ axes: [words] })), 'final'))
    expect(svg).toContain('>halton</text>')
    const together = {
      paths: ['methods.ehrenfest.sampling', 'initial.wavepacket.p'],
      values: [
        ['halton', 1],
        ['random', 2],
      ],
    }
    const both = await figureSvg(named(await figuresFor(sampleStudy({ axes: [together] })), 'final'))
    expect(both).toContain('>wavepacket.p (a.u.)</text>')
    expect(both).toContain('changes along: sampling')
  })

  test('methods have the colours they have in all figures', async () => {
    const study = scatteredStudy(0)
    const { runs } = await study.comparisonAt(0)
    const svg = (await figureSvg(named(await figuresFor(study), 'scattering'))).toLowerCase()
    for (const { colour } of methodStyles(runs)) expect(svg).toContain(`stroke="${colour.toLowerCase()}"`)
    for (const { label } of runs) expect(svg).toContain(`>${label}</text>`)
  })
})

describe('over two axes', () => {
  test('there is a map of deviations per method, and of the difference to Ehrenfest', async () => {
    const figures = await figuresFor(plane)
    expect(figures.map(({ name }) => name)).toEqual(['population-deviations', 'against-ehrenfest'])
    expect(Object.keys(figures[0]?.datasets ?? {})).toEqual(['ehrenfest', 'fssh'])
    expect(Object.keys(figures[1]?.datasets ?? {})).toEqual(['fssh'])
    const { runs } = await plane.comparisonAt(5)
    const [, ehrenfest, fssh] = runs.map(({ deviations }) => deviations?.population.rms ?? Number.NaN)
    const cell = (k: number, name: string) =>
      figures[k]?.datasets[name]?.find((row) => row.x === '20' && row.y === '0.03')
    expect(cell(0, 'fssh')?.value).toBe(fssh)
    expect(cell(1, 'fssh')?.value).toBe((fssh as number) - (ehrenfest as number))
  })

  test('differences within two standard errors of 0 stand in brackets', async () => {
    const texts = async (scale: number) => {
      const study = sampleStudy({
        axes: [momenta(10, 20), couplings(2)],
        change: (result) =>
          result.errors
            ? {
                ...result,
                errors: { ...result.errors, population: result.errors.population.map((l) => l.map(() => scale)) },
              }
            : result,
      })
      return named(await figuresFor(study), 'against-ehrenfest').datasets.fssh?.map(({ text }) => String(text)) ?? []
    }
    for (const text of await texts(1)) expect(text).toMatch(/^\(.*\)$/)
    for (const text of await texts(1e-9)) expect(text).not.toMatch(/[()]/)
  })

  test('axes give units to what is measured, not to what is counted or named, and maps say where they are', async () => {
    const counts = { paths: ['methods.fssh.particles'], values: [[100], [200]] }
    const [maps] = await figuresFor(sampleStudy({ axes: [counts, words, momenta(10, 20)] }))
    const svg = await figureSvg(maps as Figure)
    for (const title of ['particles', 'sampling', 'fssh, wavepacket.p = 20 a.u.'])
      expect(svg).toContain(`>${title}</text>`)
  })

  test('a wide range is coloured on a logarithmic scale, without a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const wide = (result: RunResult, index: number): RunResult => ({
      ...result,
      observables: {
        ...result.observables,
        population: result.observables.population.map((l) =>
          l.map((x) => x + (result.spec.method.name === 'exact' ? 0 : index)),
        ),
      },
    })
    const figure = named(
      await figuresFor(sampleStudy({ axes: [momenta(1, 2), couplings(2)], change: wide })),
      'population-deviations',
    )
    await figureSvg(figure)
    expect(JSON.stringify(figure.spec)).toContain('"type":"log"')
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })

  test('cells have numbers up to 12 along an axis', async () => {
    const has = async (count: number) => {
      const figures = await figuresFor(sampleStudy({ axes: [couplings(count), momenta(1, 2)] }))
      return named(figures, 'population-deviations').datasets.fssh?.every((row) => 'text' in row)
    }
    expect([await has(12), await has(13)]).toEqual([true, false])
  })

  test('a further axis facets them where it has at most 6 values, else there is a note and no figure', async () => {
    const deep = (count: number) => sampleStudy({ axes: [momenta(1, 2), words, couplings(count)] })
    const [maps] = await figuresFor(deep(6))
    expect(Object.keys(maps?.datasets ?? {})).toHaveLength(2 * 6)
    expect(studyText(await summariseStudy(deep(6)))).not.toContain('No figures')
    expect(await figuresFor(deep(7))).toEqual([])
    expect(studyText(await summariseStudy(deep(7)))).toContain(
      'No figures: the axes behind the first two have 7 combinations',
    )
    const blind = sampleStudy({ axes: [momenta(1, 2), words], methods: ['ehrenfest'] })
    expect(await figuresFor(blind)).toEqual([])
    expect(studyText(await summariseStudy(blind))).toContain('No figures: over two axes')
  })
})

test.each([
  ['a line', scatteredStudy(0.2)],
  ['a plane', plane],
  ['words', sampleStudy({ axes: [words, momenta(1, 2), couplings(2)] })],
])('every figure over %s is drawn from its JSON alone, with its units and in readable type', async (_, study) => {
  const figures = await figuresFor(study)
  expect(figures).toHaveLength(2)
  for (const figure of figures) {
    const svg = await figureSvg(figure)
    const { datasets, ...spec } = JSON.parse(figureJson(figure))
    expect(await figureSvg({ name: figure.name, spec, datasets })).toBe(svg)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    expect(svg).toContain('>wavepacket.p (a.u.)</text>')
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(11)
  }
})
