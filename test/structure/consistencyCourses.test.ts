import type { HybridHamiltonian } from '@casimir/algebra'
import type { ConsistencyMethod } from '@casimir/experiments'
import { judgeChange, judgeDefect, verdictOfAll } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { findingsOf, methodNamed, verdictOf } from '../support/consistencyFindings.ts'

const ehrenfest = methodNamed('ehrenfest')

/** A Hamiltonian whose levels no longer push back on the momentum: of dH/dq only the mean over levels is left. */
const withoutBackReaction = ({ split: _, ...hamiltonian }: HybridHamiltonian): HybridHamiltonian => ({
  ...hamiltonian,
  gradientQ: (out, q, p, at) => {
    hamiltonian.gradientQ(out, q, p, at)
    const n = hamiltonian.levels
    let mean = 0
    for (let j = 0; j < n; j++) mean += out[2 * (j * n + j)] / n
    out.fill(0, 0, 2 * n * n)
    for (let j = 0; j < n; j++) out[2 * (j * n + j)] = mean
  },
})

describe('1. the classical density', () => {
  test.each(['ehrenfest', 'mean-field'])('%s: holds', (name) =>
    expect(verdictOf(methodNamed(name), 'classical-density')).toBe('holds'),
  )
  test.each([
    ['a trajectory of negative weight', (w: Float64Array) => w.with(0, -w[0])],
    ['weights that do not sum to 1', (w: Float64Array) => w.map((x) => 1.01 * x)],
  ])('%s: fails', (_, change) => {
    const changed: ConsistencyMethod = {
      ...ehrenfest,
      prepare: (spec, problem, hamiltonian, given, registry) => {
        const propagation = registry(spec, problem, hamiltonian, given)
        return {
          ...propagation,
          snapshot: (t) => {
            const snapshot = propagation.snapshot(t)
            return snapshot.kind === 'trajectories'
              ? { ...snapshot, weights: Float64Array.from(change(snapshot.weights)) }
              : snapshot
          },
        }
      },
    }
    expect(verdictOf(changed, 'classical-density')).toBe('fails')
  })
  test('exact: not applicable, its Wigner function being negative in places', () => {
    const [{ verdict, defect }] = findingsOf(methodNamed('exact'), 'classical-density')
    expect(verdict).toBe('not applicable')
    expect(defect).toBeGreaterThan(0.1)
  })
})

/** The densities that surface hopping could be judged by, made of an Ehrenfest run: rho, and an active level on the diagonal with rho beside it. */
const hopping: ConsistencyMethod = {
  ...ehrenfest,
  name: 'a method with two densities',
  densities: (_, { density }) => {
    const n = Math.sqrt(density.length / 2)
    const active = density.slice()
    for (let j = 0; j < n; j++) active[2 * (j * n + j)] = j === 0 ? 1 : 0
    return [
      { name: 'mean', matrix: density },
      { name: 'active', matrix: active },
    ]
  },
  system: { absent: 'it is stochastic' },
}

describe('2. the quantum density', () => {
  test.each(['exact', 'ehrenfest', 'mean-field'])('%s: holds', (name) =>
    expect(verdictOf(methodNamed(name), 'quantum-density')).toBe('holds'),
  )
  test('each density of a method is judged by its name; an active level beside coherences is not positive', () => {
    const findings = findingsOf(hopping, 'quantum-density')
    expect(findings.map(({ of, verdict }) => [of, verdict])).toEqual([
      ['mean', 'holds'],
      ['active', 'fails'],
    ])
  })
})

describe('4. the uncoupled limit', () => {
  test.each(['exact', 'ehrenfest', 'mean-field'])('%s: holds', (name) =>
    expect(verdictOf(methodNamed(name), 'uncoupled-limit')).toBe('holds'),
  )
  test.each(['ehrenfest', 'mean-field'])('%s with a weak coupling slipped in: fails', (name) => {
    const coupled: ConsistencyMethod = {
      ...methodNamed(name),
      prepare: (spec, problem, { split: _, ...hamiltonian }, given, registry) => {
        const value: HybridHamiltonian['value'] = (out, q, p, at) => {
          hamiltonian.value(out, q, p, at)
          out[2] += 0.01 * q[at]
          out[4] += 0.01 * q[at]
        }
        return registry(spec, problem, { ...hamiltonian, value }, given)
      },
    }
    const [{ verdict, defect }] = findingsOf(coupled, 'uncoupled-limit')
    expect(verdict).toBe('fails')
    expect(defect).toBeGreaterThan(1e-3)
  })
})

describe('5. decoherence', () => {
  test.each(['exact', 'ehrenfest'])('%s: the purity changes', (name) => {
    const [{ verdict, defect }] = findingsOf(methodNamed(name), 'decoherence')
    expect(verdict).toBe('holds')
    expect(defect).toBeGreaterThan(0.1)
  })
  test('mean-field: fails, the purity being constant on every problem', () => {
    const [{ verdict, defect, tolerance = 0, note }] = findingsOf(methodNamed('mean-field'), 'decoherence')
    expect(verdict).toBe('fails')
    expect(defect).toBeLessThan(tolerance)
    expect(note).toMatch(/constant .* on all 6 cases/)
  })
  test('mean-field, seen by one entry of its density: holds', () => {
    const part: ConsistencyMethod = {
      ...methodNamed('mean-field'),
      densities: (_, { density }) => [{ matrix: density.subarray(0, 2) }],
    }
    expect(verdictOf(part, 'decoherence')).toBe('holds')
  })
})

describe('energy', () => {
  test.each(['exact', 'ehrenfest', 'mean-field'])('%s: holds', (name) =>
    expect(verdictOf(methodNamed(name), 'energy')).toBe('holds'),
  )
  test('Ehrenfest without back-reaction: fails, however small the step', () => {
    const free: ConsistencyMethod = {
      ...ehrenfest,
      prepare: (spec, problem, hamiltonian, given, registry) =>
        registry(spec, problem, withoutBackReaction(hamiltonian), given),
    }
    const [{ verdict, defect }] = findingsOf(free, 'energy')
    expect(verdict).toBe('fails')
    expect(defect).toBeGreaterThan(1e-2)
  })
  test('a first-order step is no failure of the method: its error is the tolerance', () => {
    const rough: ConsistencyMethod = {
      ...ehrenfest,
      run: (dt) => ({
        method: { name: 'ehrenfest' },
        integrator: { name: 'lie-trotter', dt, tolerance: 1e-13, iterations: 50 },
      }),
    }
    expect(verdictOf(rough, 'energy')).not.toBe('fails')
  })
})

describe('verdicts', () => {
  const within = { defect: 1e-15, tolerance: 1e-14, case: 'a' }
  const between = { defect: 5e-14, tolerance: 1e-14, case: 'b' }
  const beyond = { defect: 1, tolerance: 1e-14, case: 'c' }
  test('are those of the worst case, with nothing decided in between', () => {
    expect([[within], [within, between], [beyond, within]].map((cases) => judgeDefect(cases).verdict)).toEqual([
      'holds',
      'not found',
      'fails',
    ])
    expect([[within], [within, between], [beyond, within]].map((cases) => judgeChange(cases).verdict)).toEqual([
      'fails',
      'not found',
      'holds',
    ])
  })
  test('a number that is none fails, and is no change', () => {
    const none = { ...within, defect: Number.NaN }
    expect(judgeDefect([within, none]).verdict).toBe('fails')
    expect(judgeChange([within, none]).verdict).toBe('not found')
  })
  test('a failure claimed elsewhere that does not show is not found, never holds', () => {
    const claimed: ConsistencyMethod = { ...ehrenfest, claimedFailures: { energy: 'a paper' } }
    const [{ verdict, note }] = findingsOf(claimed, 'energy')
    expect(verdict).toBe('not found')
    expect(note).toMatch(/^a paper says that it fails/)
  })
  test('a measurement that breaks off decides nothing', () => {
    const broken: ConsistencyMethod = {
      ...ehrenfest,
      prepare: () => {
        throw new Error('no such thing.')
      },
    }
    const [{ verdict, note }] = findingsOf(broken, 'energy')
    expect([verdict, note]).toEqual(['not found', 'measuring it broke off: no such thing.'])
  })
  test('a method without a vector field says why', () => {
    const [{ verdict, note }] = findingsOf(hopping, 'symplectic/field')
    expect([verdict, note]).toEqual(['not applicable', 'it is stochastic'])
  })
  test('of several parts fail if one fails', () => {
    const of = (...verdicts: Array<'holds' | 'fails' | 'not found'>) =>
      verdictOfAll(verdicts.map((verdict) => ({ verdict, note: '' })))
    expect([of('holds', 'fails', 'not found'), of('holds', 'not found'), of('holds', 'holds')]).toEqual([
      'fails',
      'not found',
      'holds',
    ])
  })
})
