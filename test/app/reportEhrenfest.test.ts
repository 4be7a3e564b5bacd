import type { Deviation } from '@casimir/experiments'
import { expect, test } from 'vitest'
import { elementsOf } from '../support/htmlPage.ts'
import { sampleResult } from './outputSamples.ts'
import { comparisonWith, deviationsOf, ehrenfestRun, folderOf, pageIn } from './reportFolders.ts'

const NONE = 'No method is further from exact than ehrenfest by more than two standard errors.'

/** What the page says of koopmons held against Ehrenfest. */
const findings = async (koopmon: Deviation, ehrenfest: Deviation, until = 40): Promise<ReadonlyArray<string>> => {
  const run = { label: 'koopmon', result: sampleResult('koopmon'), deviations: deviationsOf(koopmon, until) }
  const { page } = await pageIn(await folderOf(comparisonWith([ehrenfestRun(ehrenfest), run])))
  return elementsOf(page, 'p')
    .filter(({ attributes }) => attributes.get('class') === 'finding')
    .map(({ text }) => text)
}

test('further than Ehrenfest by more than two standard errors of the difference: said, with the numbers', async () => {
  expect(await findings({ rms: 0.2, max: 1, error: 0.02 }, { rms: 0.1, max: 1, error: 0.03 })).toEqual([
    `koopmon is further from exact than ehrenfest by more than two standard errors: ${[
      'populations',
      'purity',
      '<q>',
      '<p>',
    ]
      .map((name) => `in ${name} (0.200 ± 0.020 against 0.100 ± 0.030)`)
      .join('; ')}.`,
  ])
})

test('within the errors, or nearer: nothing of the kind', async () => {
  expect(await findings({ rms: 0.2, max: 1, error: 0.04 }, { rms: 0.1, max: 1, error: 0.04 })).toEqual([NONE])
  expect(await findings({ rms: 0.1, max: 1, error: 0.01 }, { rms: 0.2, max: 1, error: 0.01 })).toEqual([NONE])
})

test('without error bars it is not known whether by chance', async () => {
  const [said, ...more] = await findings({ rms: 0.2, max: 1 }, { rms: 0.1, max: 1, error: 0.01 })
  expect(more).toEqual([])
  expect(said).toMatch(
    /^koopmon is further from exact than ehrenfest: in populations \(0\.200 against 0\.100 ± 0\.010\)/,
  )
  expect(said).toMatch(/There are no error bars of both to say whether by more than chance\.$/)
})

test('deviations up to other times are not compared', async () => {
  expect(await findings({ rms: 0.2, max: 1, error: 0 }, { rms: 0.1, max: 1, error: 0 }, 20)).toEqual([NONE])
})
