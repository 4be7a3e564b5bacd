import { type StudyRun, studyDocument, studyText, summariseStudy } from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { sampleResult } from './outputSamples.ts'
import { momenta, sampleStudy, scatteredStudy } from './studySamples.ts'

describe('what is printed', () => {
  test('has a row per point and method, errors in units of the last place, unfinished ones marked', async () => {
    const text = studyText(await summariseStudy(scatteredStudy()))
    expect(text).toMatch(/^wavepacket\.p +method +T0 +T1 +R0 +R1 +rms pop\. +rms purity +status$/m)
    expect(text.match(/^(10|20|30) +(exact|ehrenfest|fssh) /gm)).toHaveLength(9)
    expect(text).toMatch(/^20 +fssh( +-){4} .* unfinished \(0\.0312 still inside\)$/m)
    expect(text).toMatch(/^30 +fssh +0\.20\d\d\(\d\d\) /m)
    expect(text).toMatch(/^30 +exact +0\.2000 /m)
    expect(studyText(await summariseStudy(scatteredStudy(0)))).not.toContain('unfinished')
  })

  test('names the methods without error bars, unless all have them', async () => {
    const { spec } = sampleResult('ehrenfest')
    const text = async (sampling: 'halton' | 'random') => {
      const wavepacket = { q: [-3], p: [10], sigma: [1], basis: 'diabatic' as const, level: 0 }
      const method = { name: 'ehrenfest' as const, particles: 9, sampling, seed: 1 }
      const change = (result: RunResult): RunResult =>
        result.spec.method.name === 'ehrenfest'
          ? { ...result, spec: { ...spec, initial: { wavepacket }, method } }
          : result
      return studyText(await summariseStudy(sampleStudy({ axes: [momenta(1, 2)], change })))
    }
    expect(await text('halton')).toContain('\nehrenfest: no error bars: give replicas: 8 or more.\n')
    expect(await text('random')).not.toContain('no error bars')
  })

  test('says once of each method that its target was not reached', async () => {
    const text = async (reached: boolean) => {
      const change = (result: RunResult): RunResult => {
        const { errors, spec, statistics } = result
        if (errors === undefined || statistics === undefined) return result
        return {
          ...result,
          spec: { ...spec, statistics: { target: 1e-5, most: 512 } },
          statistics: { ...statistics, reached },
        }
      }
      return studyText(await summariseStudy(sampleStudy({ axes: [momenta(1, 2)], change })))
    }
    const sentence = 'fssh: the target error of 0.00001 was not reached: raise statistics.most.'
    expect((await text(false)).split('\n').filter((line) => line === sentence)).toHaveLength(1)
    expect(await text(true)).not.toContain('not reached')
  })

  test('says which populations it has, and of deviations only where there are any', async () => {
    const of = async (study: StudyRun) => studyText(await summariseStudy(study))
    expect(await of(scatteredStudy())).toMatch(/^T, R: adiabatic populations .* of fssh active states\.$/m)
    const alone = await of(sampleStudy({ axes: [momenta(1)], methods: ['fssh'] }))
    expect(alone).toMatch(/^ {2}1 point: /m)
    expect(alone).toContain('the population is diabatic')
    expect(alone).not.toContain('deviation')
    expect(await of(sampleStudy({ axes: [momenta(1)] }))).toContain(
      'rms: root mean square deviation from exact; populations are diabatic, |c|^2.',
    )
  })

  test('ends after 40 rows and says where the others are', async () => {
    const many = (count: number) => sampleStudy({ axes: [momenta(...Array.from({ length: count }, (_, k) => k))] })
    const long = studyText(await summariseStudy(many(14)))
    expect(long.match(/^\d+ +(exact|ehrenfest|fssh) /gm)).toHaveLength(40)
    expect(long).toContain('.. and 2 more rows: study.csv has them all')
    expect(studyText(await summariseStudy(many(13)))).not.toContain('more rows')
  })

  test('as JSON is one document of all comparisons', async () => {
    let text = ''
    for await (const piece of studyDocument(scatteredStudy())) text += piece
    const { axes, points } = JSON.parse(text)
    expect(axes).toEqual([momenta(10, 20, 30)])
    expect(points.map((point: { settings: unknown }) => point.settings)).toEqual(
      scatteredStudy().points.map(({ settings }) => settings),
    )
    const flags = points.map(({ runs }: { runs: ReadonlyArray<{ unfinished?: boolean }> }) =>
      runs.map(({ unfinished }) => unfinished ?? false),
    )
    expect(flags).toEqual([
      [false, false, false],
      [false, false, true],
      [false, false, false],
    ])
    const comparison = await scatteredStudy().comparisonAt(0)
    expect(points[0].runs[2].errors).toEqual(comparison.runs[2]?.result.errors)
    expect(points[0].deviations.fssh).toEqual(comparison.runs[2]?.deviations)
    expect(text).not.toContain('"density"')
  })
})
