import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verdictMarkdown } from '@casimir/checks'
import type { Certification } from '@casimir/experiments'
import { catalogueStages, certifyStages, methods, problems } from '@casimir/experiments'
import { beforeAll, describe, expect, test } from 'vitest'
import { VERDICTS } from '../support/certificatePage.ts'
import { root } from '../support/sourceTree.ts'

const page = readFileSync(join(root, 'docs/certificate.md'), 'utf8')
const [, committed = ''] = VERDICTS.exec(page) ?? []
/** A few: verdicts do not depend on the draws of what is right. */
const DRAWS = 2

describe('docs/certificate.md', () => {
  let certification: Certification
  beforeAll(async () => {
    certification = await certifyStages(catalogueStages(), { draws: DRAWS, seed: 7 })
  })

  test('every claimed law of every problem, method and integrator holds', () => expect(certification.passed).toBe(true))
  test('its verdicts are what a few draws give', () => expect(verdictMarkdown(certification.tables)).toBe(committed))
  test('it has every problem under every method that takes it, with every integrator', () => {
    const titles = certification.tables.map(({ title }) => title)
    for (const { name } of problems) {
      expect(titles.some((title) => title.startsWith(name) && title.endsWith(', ehrenfest'))).toBe(true)
      expect(titles.some((title) => title.startsWith(name) && title.endsWith(', mean-field'))).toBe(true)
    }
    for (const [title, method] of [
      ['rabi, ehrenfest', 'ehrenfest'],
      ['rabi, mean-field', 'mean-field'],
      ['rabi, koopmon', 'koopmon'],
      ['linear-vibronic, koopmon', 'koopmon'],
    ]) {
      const labels = certification.tables.find((table) => table.title === title)?.columns.map(({ label }) => label)
      expect(labels).toEqual(['model', ...(methods.find(({ name }) => name === method)?.integrators ?? [])])
    }
  })
  test('surface hopping is there on every problem that it takes, and nowhere else', () => {
    const titles = certification.tables.map(({ title }) => title)
    const without = problems
      .map(({ name }) => name)
      .filter((name) => !titles.some((title) => new RegExp(`^${name}( |,).*fssh$`).test(title)))
    expect(without).toEqual(['jaynes-cummings', 'rashba'])
  })
  test('rk4 claims neither form nor norm, lie-trotter no symmetry, and neither is called a pass', () => {
    const verdicts = (title: string, label: string) =>
      Object.fromEntries(
        certification.tables
          .find((table) => table.title === title)
          ?.columns.find((column) => column.label === label)
          ?.certificate.results.map(({ law, verdict }) => [law, verdict]) ?? [],
      )
    expect(verdicts('rabi, koopmon', 'rk4')).toMatchObject({
      'step/symplectic': 'not claimed',
      'step/unitary': 'not claimed',
      'step/order': 'holds',
    })
    expect(verdicts('rabi, ehrenfest', 'lie-trotter')).toMatchObject({
      'step/symplectic': 'holds',
      'step/reversible': 'not claimed',
    })
  })
})
