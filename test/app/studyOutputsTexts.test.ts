import { studyDocument, studyText, summariseStudy } from '@casimir/cli'
import { describe, expect, test } from 'vitest'
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
