import type { HybridSystem } from '@casimir/algebra'
import type { ConsistencyMethod, MakeSystem, PropertyId } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { findingsOf, methodNamed, verdictOf } from '../support/consistencyFindings.ts'

/** A method with its gradient spoilt. */
const spoilt = (name: string, spoil: (...out: Parameters<HybridSystem['gradient']>) => void): ConsistencyMethod => {
  const method = methodNamed(name)
  const make = method.system as MakeSystem
  return {
    ...method,
    system: (...given) => {
      const system = make(...given)
      return {
        ...system,
        gradient: (out, state) => {
          const status = system.gradient(out, state)
          spoil(out, state)
          return status
        },
      }
    },
  }
}

const canonical = ['translation', 'rotation', 'linear', 'nonlinear'].map((kind) => `covariance/${kind}` as PropertyId)
const verdicts = (method: ConsistencyMethod): string[] => canonical.map((id) => verdictOf(method, id))

describe('under constant unitaries', () => {
  test.each(['exact', 'ehrenfest', 'mean-field', 'koopmon', 'koopmon, anisotropic'])('%s is covariant', (name) =>
    expect(verdictOf(methodNamed(name), 'covariance/unitary')).toBe('holds'),
  )
  test('a generator that has lost its imaginary part is not', () => {
    const real = spoilt('koopmon', ({ generator }) => {
      for (let k = 1; k < generator.length; k += 2) generator[k] = 0
    })
    expect(verdictOf(real, 'covariance/unitary')).toBe('fails')
  })
  test('nor is a run that turns its start and not its Hamiltonian, where courses are compared', () => {
    const exact = methodNamed('exact')
    const stuck: ConsistencyMethod = {
      ...exact,
      prepare: (spec, problem, _, given, registry) =>
        registry(spec, problem, problem.build(spec.problem.parameters), given),
    }
    const [finding] = findingsOf(stuck, 'covariance/unitary')
    expect(finding.verdict).toBe('fails')
    expect(finding.defect).toBeGreaterThan(1e-2)
  })
})

describe('under canonical maps', () => {
  test.each(['ehrenfest', 'mean-field'])('%s is covariant under all', (name) =>
    expect(verdicts(methodNamed(name))).toEqual(['holds', 'holds', 'holds', 'holds']),
  )
  test('koopmons under translations and, if isotropic, rotations; the failures name a map and a problem', () => {
    expect(verdicts(methodNamed('koopmon'))).toEqual(['holds', 'holds', 'fails', 'fails'])
    expect(verdicts(methodNamed('koopmon, anisotropic'))).toEqual(['holds', 'fails', 'fails', 'fails'])
    const [{ defect, tolerance, note }] = findingsOf(methodNamed('koopmon'), 'covariance/linear')
    expect(defect).toBeGreaterThan(0.01)
    expect(tolerance).toBeLessThan(1e-11)
    expect(note).toMatch(/^counterexample: \(q, p\) -> \(.*\) on (rabi|jaynes-cummings|ladder) \(/)
  })
  test('Ehrenfest with friction is covariant under translations of p no longer', () => {
    const rubbed = spoilt('ehrenfest', (out, { p }) => {
      for (let a = 0; a < p.length; a++) out.q[a] += 0.1 * p[a]
    })
    expect(verdicts(rubbed)).toEqual(['fails', 'fails', 'fails', 'fails'])
  })
  test('exact has no classical subsystem, and says so', () => {
    const [{ verdict, note }] = findingsOf(methodNamed('exact'), 'covariance/nonlinear')
    expect(verdict).toBe('not applicable')
    expect(note).toMatch(/no classical subsystem/)
  })
  test('a coarse lattice is no failure: its own error is the tolerance', () => {
    const koopmon = methodNamed('koopmon')
    const make = koopmon.system as MakeSystem
    const rough: ConsistencyMethod = {
      ...koopmon,
      system: (hamiltonian, options, resolution) =>
        make(hamiltonian, options, resolution === 'finest' ? 'fine' : 'coarse'),
    }
    const [{ verdict, tolerance }] = findingsOf(rough, 'covariance/translation')
    expect(verdict).toBe('holds')
    expect(tolerance).toBeGreaterThan(1e-10)
  })
})
