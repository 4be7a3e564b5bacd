import type { ConsistencyMethod, PropertyId } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { findingsOf, methodNamed, verdictOf } from '../support/consistencyFindings.ts'
import { hastyTwin } from '../support/hastyTwin.ts'

const NAMES = ['ehrenfest', 'mean-field', 'koopmon', 'koopmon, anisotropic']
const loops: ReadonlyArray<PropertyId> = ['poincare/tracers', 'poincare/own', 'poincare/sum']

describe('Poincare integrals', () => {
  const verdicts = (method: ConsistencyMethod): string[] => loops.map((id) => verdictOf(method, id))
  test('Ehrenfest keeps all three', () =>
    expect(verdicts(methodNamed('ehrenfest'))).toEqual(['holds', 'holds', 'holds']))
  test.each(['mean-field', 'koopmon', 'koopmon, anisotropic'])('%s keeps tracers and the sum', (name) => {
    expect(verdicts(methodNamed(name))).toEqual(['holds', 'fails', 'holds'])
    expect(findingsOf(methodNamed(name), 'poincare/own')[0].defect).toBeGreaterThan(0.1)
  })
  test.each(NAMES)('%s with its quantum part hurried keeps none', (name) => {
    if (name === 'mean-field')
      expect(verdicts(hastyTwin(name, 1.1))).toEqual(['holds', 'fails', 'fails']) // its tracers turn by one unitary, however fast
    else expect(verdicts(hastyTwin(name, 1.1))).toEqual(['fails', 'fails', 'fails'])
  })
})
