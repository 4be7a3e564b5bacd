import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsistencyReport, Finding } from '@casimir/experiments'
import { consistencyMethods, consistencyProperties, measureConsistency } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { fillConsistency } from '../support/consistencyPage.ts'
import { root } from '../support/sourceTree.ts'

const page = readFileSync(join(root, 'docs/consistency.md'), 'utf8')
const data: ConsistencyReport = JSON.parse(readFileSync(join(root, 'docs/data/consistency.json'), 'utf8'))

describe('docs/consistency.md', () => {
  test('has the table that the data make', () => expect(fillConsistency(page, data)).toBe(page))
  test('would show another verdict', () => {
    const [row, ...rest] = data.rows
    const turned: Finding = { verdict: 'fails', defect: 1, tolerance: 0, note: 'none' }
    expect(fillConsistency(page, { ...data, rows: [{ ...row, findings: [[turned]] }, ...rest] })).not.toBe(page)
  })
  test('refuses a page without its markers', () => expect(() => fillConsistency('', data)).toThrow(/markers/))
})

test('the data are of all methods and all properties there are', () => {
  expect(data.methods).toEqual(consistencyMethods.map(({ name, about }) => ({ name, about })))
  expect(data.rows.map(({ property }) => property)).toEqual(consistencyProperties.map(({ id }) => id))
  for (const { findings } of data.rows) expect(findings.length).toBe(data.methods.length)
})

describe('measured anew', () => {
  /** Verdict and note, and the number to three digits where it is none of round-off. */
  const essence = ({ verdict, of, defect = 0, note }: Finding): unknown[] => [
    verdict,
    of,
    ...(defect > 1e-3 ? [defect.toPrecision(3), note] : []),
  ]
  const isCourse = (id: string): boolean => !/covariance|poincare|symplectic/.test(id)
  /** The others take seconds, and test/structure has their verdicts. */
  const isQuick = (name: string, id: string): boolean => {
    if (name.startsWith('koopmon')) return !(isCourse(id) || id === 'symplectic/step')
    return name !== 'fssh' || !(isCourse(id) || /unitary|translation|linear/.test(id)) || id === 'uncoupled-limit'
  }
  const cases = consistencyMethods.flatMap((method) =>
    consistencyProperties.filter(({ id }) => isQuick(method.name, id)).map((property) => [method, property] as const),
  )
  test.each(consistencyMethods.map(({ name }) => name))('%s', (name) => {
    const methods = consistencyMethods.filter((method) => method.name === name)
    const properties = cases.filter(([method]) => method.name === name).map(([, property]) => property)
    const { rows } = measureConsistency({ methods, properties })
    const column = data.methods.findIndex((method) => method.name === name)
    for (const { property, findings } of rows) {
      const stored = data.rows.find((row) => row.property === property)?.findings[column] ?? []
      expect([property, ...findings[0].map(essence)]).toEqual([property, ...stored.map(essence)])
    }
  })
})
