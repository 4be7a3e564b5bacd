import { hybridModelLaws, poincareLaws } from '@casimir/checks'
import { describe, expect, test } from 'vitest'
import { checkModelLaw } from '../support/checkModelLaw.ts'
import { failingModel, nanModel, throwingModel, wrongSizeModel } from '../support/faults/brokenModels.ts'
import { spoilt, trajectoryFaults } from '../support/modelFaults.ts'
import { ehrenfestModel, two } from '../support/modelInstances.ts'

describe.each(trajectoryFaults)('%s', (_, model, seen, blind) => {
  test.each(seen)('%s sees it, and shows a case', (id) => {
    const { verdict, counterexample } = checkModelLaw(model, id)
    expect(verdict).toBe('fails')
    // by a number, not by something that is thrown before the law is looked at
    expect(counterexample?.reason).toBeUndefined()
    expect(counterexample?.code).toContain('const state = allocateHybrid(')
  })
  if (blind.length > 0) test.each(blind)('%s does not', (id) => expect(checkModelLaw(model, id).verdict).toBe('holds'))
})

describe.each([
  ['throws', throwingModel, 'out of range'],
  ['gives NaN', nanModel, undefined],
  ['has other sizes than it says', wrongSizeModel, '3 levels and hbar 0.8; it was asked for'],
  ['ends with a status', failingModel, 'ends with status 3'],
] as const)('a model that %s', (_, wrap, reason) => {
  const model = spoilt(ehrenfestModel(two), wrap)
  const passing = [...hybridModelLaws(model), ...poincareLaws(model)].filter(
    (law) => law.check({ draws: 3, seed: 1 }).verdict !== 'fails',
  )
  const broken = checkModelLaw(model, 'model/gradient')
  test('fails with the case and the reason, and nothing crashes', () => {
    expect(broken.verdict).toBe('fails')
    expect(broken.counterexample?.code).toContain('const weights = ')
    if (reason) expect(broken.counterexample?.reason).toContain(reason)
  })
  test('fails whatever looks at what is wrong', () =>
    expect(passing.length).toBeLessThan(reason === 'ends with status 3' ? 1 : 6))
})
