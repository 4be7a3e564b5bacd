import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gaussian } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { checkModelLaw } from '../support/checkModelLaw.ts'
import { followingLattice } from '../support/faults/followingLattice.ts'
import type { MeasuredFault } from '../support/faultTable.ts'
import { measureFault, plantedFaults } from '../support/faultTable.ts'
import { fillFaultTable } from '../support/faultTablePage.ts'
import { even, instanceOf, two } from '../support/modelInstances.ts'
import { root } from '../support/sourceTree.ts'

const measured: MeasuredFault[] = []

describe('every planted fault is caught by the law named, and the right twin passes that law and the common tests', () => {
  test.each(plantedFaults.map((planted) => [planted.object, planted.fault, planted] as const))(
    '%s: %s',
    (_, __, planted) => {
      const found = measureFault(planted)
      measured.push(found)
      const { right, wrong } = found
      expect([right.law.verdict, wrong.law.verdict]).toEqual(['holds', 'fails'])
      expect(Object.values(right.common)).not.toContain('sees it')
      // by a number and a case, not by an exception
      expect(wrong.law.counterexample?.reason).toBeUndefined()
      expect(wrong.law.defect).toBeGreaterThan(wrong.law.tolerance)
      expect(wrong.law.counterexample?.code).not.toBe('')
    },
  )
})

test('there are at least 25, all different', () => {
  expect(plantedFaults.length).toBeGreaterThanOrEqual(25)
  expect(new Set(plantedFaults.map(({ object, fault }) => `${object}: ${fault}`)).size).toBe(plantedFaults.length)
})

test('a blind spot: on a fine lattice that follows the cloud the gradient is that of the energy', () => {
  const mollifier = even(gaussian(0.8, 8.5))
  const following = (spacing: number) =>
    instanceOf('following', two, (h, weights) => followingLattice(h, { weights, hbar: 0.8, mollifier, spacing }))
  expect(checkModelLaw(following(0.35), 'model/gradient').verdict).toBe('holds')
  expect(checkModelLaw(following(1.6), 'model/gradient').verdict).toBe('fails')
})

describe('docs/mutation-proof.md', () => {
  const page = readFileSync(join(root, 'docs/mutation-proof.md'), 'utf8')
  test('has the table that was measured; else run `npm run mutation-proof`', () => {
    expect(measured.length).toBe(plantedFaults.length)
    expect(fillFaultTable(page, measured)).toBe(page)
  })
  test('would show another finding', () => {
    const [first, ...rest] = measured
    const common = { ...first.wrong.common, energy: 'sees it' } as const
    expect(fillFaultTable(page, [{ ...first, wrong: { ...first.wrong, common } }, ...rest])).not.toBe(page)
  })
  test('refuses a page without its markers', () => expect(() => fillFaultTable('', measured)).toThrow(/markers/))
})
