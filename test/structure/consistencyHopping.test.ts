import type { ConsistencyMethod, PropertyId } from '@casimir/experiments'
import { consistencyProperties, measureConsistency } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { findingsOf, methodNamed } from '../support/consistencyFindings.ts'

const fssh = methodNamed('fssh')
const COURSES: ReadonlyArray<PropertyId> = [
  'classical-density',
  'quantum-density',
  'uncoupled-limit',
  'decoherence',
  'energy',
]
/** The verdicts of a method on several properties, of which courses are shared: `mean: holds`, or `holds` where it has no name. */
const verdicts = (method: ConsistencyMethod, ids: ReadonlyArray<PropertyId>) => {
  const properties = consistencyProperties.filter(({ id }) => ids.includes(id))
  return Object.fromEntries(
    measureConsistency({ methods: [method], properties }).rows.map(({ property, findings: [one] }) => [
      property,
      one.map(({ of, verdict }) => (of === undefined ? verdict : `${of}: ${verdict}`)).join(', '),
    ]),
  )
}
/** The same with some of its problems, by their position, so that less is run. */
const on = (...which: ReadonlyArray<number>): ConsistencyMethod => ({
  ...fssh,
  settings: (fssh.settings ?? []).filter((_, k) => which.includes(k)),
})

describe('surface hopping by its two densities', () => {
  test('has 1, 4 and 5; 2 and the energy each with one of the two only', () =>
    expect(verdicts(fssh, COURSES)).toEqual({
      'classical-density': 'holds',
      'quantum-density': 'mean: holds, active: fails',
      'uncoupled-limit': 'mean: holds, active: holds',
      decoherence: 'mean: holds, active: holds',
      energy: 'mean: fails, active: holds',
    }))
  test('the density of active states has an eigenvalue far below 0 where hops are frustrated, not on the other problems', () => {
    const [, active] = findingsOf(on(2), 'quantum-density')
    expect(active.defect).toBeGreaterThan(0.1)
    expect(active.defect).toBeGreaterThan(20 * (active.tolerance ?? Number.NaN))
    expect(active.note).toMatch(/^counterexample: rabi .* from rest on the lower adiabat/)
    expect(verdicts(on(0), ['quantum-density'])).toEqual({ 'quantum-density': expect.not.stringContaining('fails') })
  })
  test('run on a Hamiltonian with a coupling slipped in, has no uncoupled limit', () => {
    const coupled: ConsistencyMethod = {
      ...fssh,
      prepare: (spec, problem, hamiltonian, given, registry) => {
        const { split } = hamiltonian
        if (!split) throw new Error('it splits')
        const B: typeof split.B = {
          ...split.B,
          value: (out, q, at) => {
            split.B.value(out, q, at)
            out[2] += 0.3 * q[at]
            out[4] += 0.3 * q[at]
          },
        }
        return registry(spec, problem, { ...hamiltonian, split: { ...split, B } }, given)
      },
    }
    expect(verdicts(coupled, ['uncoupled-limit'])).toEqual({ 'uncoupled-limit': 'mean: fails, active: fails' })
  })
  test('with an energy that is lost little by little, keeps none; with amplitudes misread as one level, its purity is constant', () => {
    const losing: ConsistencyMethod = {
      ...on(0),
      energies: (propagation, observation, hamiltonian) => {
        const lost = 0.1 * (observation.q[0] - 0.5)
        return (fssh.energies?.(propagation, observation, hamiltonian) ?? []).map((one) => ({
          ...one,
          value: one.value - lost,
        }))
      },
      densities: () => [{ name: 'one level', matrix: new Float64Array([1, 0, 0, 0, 0, 0, 0, 0]) }],
    }
    expect(verdicts(losing, ['energy', 'decoherence'])).toEqual({
      energy: 'mean: fails, active: fails',
      decoherence: 'one level: fails',
    })
  })
})

describe('its covariance, with the same random numbers', () => {
  test('under unitaries, translations and squeezes', () => {
    expect(verdicts(on(0), ['covariance/unitary', 'covariance/translation'])).toEqual({
      'covariance/unitary': 'mean: holds, active: holds',
      'covariance/translation': 'mean: holds, active: holds',
    })
    for (const { tolerance } of findingsOf(on(2), 'covariance/unitary')) expect(tolerance).toBeLessThan(1e-11)
  })
  test('not when the Hamiltonian stays where it is', () => {
    const stuck: ConsistencyMethod = {
      ...on(2),
      prepare: (spec, problem, _, given, registry) =>
        registry(spec, problem, problem.build(spec.problem.parameters), given),
    }
    expect(verdicts(stuck, ['covariance/unitary', 'covariance/translation'])).toEqual({
      'covariance/unitary': 'mean: fails, active: fails',
      'covariance/translation': 'mean: fails, active: fails',
    })
  })
  test.each(['covariance/rotation', 'covariance/nonlinear'] as const)(
    '%s: it refuses the problem, which is said',
    (id) => {
      const [{ verdict, defect, note }] = findingsOf(on(2), id)
      expect([verdict, defect]).toEqual(['fails', undefined])
      expect(note).toMatch(
        /^counterexample: \(q, p\) -> .*, which it then refuses: .* not of the form A\(p\) \+ B\(q\)/,
      )
    },
  )
  test('shears are refused, a squeeze is followed', () => {
    const [{ verdict, note }] = findingsOf(on(2), 'covariance/linear')
    expect(verdict).toBe('fails')
    expect(note).toMatch(/under \(q, p\) -> \(3q\/2, 2p\/3\), which it takes, covariance holds \(.e-1[3-6]\)$/)
  })
})

describe('its form', () => {
  const form: ReadonlyArray<PropertyId> = ['poincare/tracers', 'poincare/own', 'poincare/sum', 'symplectic/step']
  const every = (verdict: string) => Object.fromEntries(form.map((id) => [id, verdict]))
  test('is kept neither round loops nor by a step, even between hops', () => {
    expect(verdicts(fssh, form)).toEqual(every('fails'))
    for (const id of form) expect(findingsOf(fssh, id)[0].defect).toBeGreaterThan(1e-2)
  })
  test('is where levels do not depend on q', () => {
    const [at] = fssh.settings ?? []
    const still: ConsistencyMethod = {
      ...fssh,
      settings: [{ ...at, hamiltonian: at.problem.build({ ...at.parameters, coupling: 0 }) }],
    }
    expect(verdicts(still, form)).toEqual(every('holds'))
  })
  test('has no vector field, which is said', () => {
    const [{ verdict, note }] = findingsOf(fssh, 'symplectic/field')
    expect(verdict).toBe('not applicable')
    expect(note).toMatch(/^hops are jumps/)
  })
})
