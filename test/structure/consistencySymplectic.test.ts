import type { ConsistencyMethod } from '@casimir/experiments'
import { gaussian, koopmon } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { findingsOf, methodNamed, verdictOf } from '../support/consistencyFindings.ts'
import { hastyTwin } from '../support/hastyTwin.ts'
import { printedTwin } from '../support/printedTwin.ts'

const NAMES = ['ehrenfest', 'mean-field', 'koopmon', 'koopmon, anisotropic']
describe('symplecticity', () => {
  test.each(NAMES)('%s: vector field and midpoint step', (name) => {
    expect(verdictOf(methodNamed(name), 'symplectic/field')).toBe('holds')
    expect(verdictOf(methodNamed(name), 'symplectic/step')).toBe('holds')
  })
  test.each(['ehrenfest', 'mean-field'])('%s with its quantum part hurried has neither', (name) => {
    for (const id of ['symplectic/field', 'symplectic/step'] as const) {
      const [{ verdict, defect }] = findingsOf(hastyTwin(name, 1.1), id)
      expect(verdict).toBe('fails')
      expect(defect).toBeGreaterThan(1e-3)
    }
  })
  test('nor has the closure as printed, without the factor w_a', () => {
    const mollifier = { q: [gaussian(0.7, 8.5)], p: [gaussian(0.7, 8.5)] }
    const printed: ConsistencyMethod = {
      ...methodNamed('koopmon'),
      system: (hamiltonian, options) =>
        printedTwin(koopmon(hamiltonian, { ...options, mollifier, spacing: 0.8 }), options.weights),
    }
    expect(verdictOf(printed, 'symplectic/field')).toBe('fails')
    expect(verdictOf(printed, 'poincare/sum')).toBe('fails')
  })
  test('exact keeps the inner product of two states, not with a step that loses norm', () => {
    const exact = methodNamed('exact')
    expect(verdictOf(exact, 'symplectic/step')).toBe('holds')
    expect(verdictOf(exact, 'symplectic/field')).toBe('not applicable')
    const leaking: ConsistencyMethod = {
      ...exact,
      prepare: (spec, problem, hamiltonian, given, registry) => {
        const propagation = registry(spec, problem, hamiltonian, given)
        return {
          ...propagation,
          snapshot: (t) => {
            const snapshot = propagation.snapshot(t)
            return snapshot.kind === 'wavefunction'
              ? { ...snapshot, psi: snapshot.psi.map((x) => x * Math.exp(-1e-6 * t)) }
              : snapshot
          },
        }
      },
    }
    expect(verdictOf(leaking, 'symplectic/step')).toBe('fails')
  })
})
