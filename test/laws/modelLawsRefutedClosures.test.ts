import { describe, expect, test } from 'vitest'
import { checkModelLaw } from '../support/checkModelLaw.ts'
import { closureFaults } from '../support/modelFaults.ts'

describe.each(closureFaults)('%s', (_, model, seen, blind) => {
  test.each(seen)('%s sees it, and shows a case', (id) => {
    const { verdict, counterexample } = checkModelLaw(model, id)
    expect(verdict).toBe('fails')
    // by a number, not by something that is thrown before the law is looked at
    expect(counterexample?.reason).toBeUndefined()
    expect(counterexample?.code).toContain('const state = allocateHybrid(')
  })
  if (blind.length > 0) test.each(blind)('%s does not', (id) => expect(checkModelLaw(model, id).verdict).toBe('holds'))
})
