import type { ConsistencyMethod } from '@casimir/experiments'
import { consistencyProperties, measureConsistency } from '@casimir/experiments'
import { expect, test } from 'vitest'
import { methodNamed } from '../support/consistencyFindings.ts'

const COURSES = ['classical-density', 'quantum-density', 'uncoupled-limit', 'decoherence', 'energy']
const properties = consistencyProperties.filter(({ id }) => COURSES.includes(id))

const verdicts = (method: ConsistencyMethod): string[] =>
  measureConsistency({ methods: [method], properties }).rows.map(({ findings }) => findings[0][0].verdict)

test('koopmons have every property that courses show', () =>
  expect(verdicts(methodNamed('koopmon'))).toEqual(COURSES.map(() => 'holds')))

test('an Ehrenfest run misread on purpose has none: weights doubled, a constant rho that is not positive, an energy that drifts', () => {
  const misread: ConsistencyMethod = {
    ...methodNamed('ehrenfest'),
    densities: () => [{ matrix: new Float64Array([1.5, 0, 0, 0, 0, 0, -0.5, 0]) }],
    prepare: (spec, problem, hamiltonian, given, registry) => {
      const propagation = registry(spec, problem, hamiltonian, given)
      let calls = 0
      return {
        ...propagation,
        observe: (out) => {
          propagation.observe(out)
          out.energy[0] += 1e-3 * calls++
        },
        snapshot: (t) => {
          const snapshot = propagation.snapshot(t)
          return snapshot.kind === 'trajectories'
            ? { ...snapshot, weights: snapshot.weights.map((w) => 2 * w) }
            : snapshot
        },
      }
    },
  }
  expect(verdicts(misread)).toEqual(COURSES.map(() => 'fails'))
})
