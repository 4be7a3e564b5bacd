import type { HybridModel, Law } from '@casimir/checks'
import { assertLaw, certify, hybridModelLaws, poincareLaws } from '@casimir/checks'
import { implicitMidpoint } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import {
  bellModel,
  ehrenfestModel,
  excitations,
  koopmonModel,
  meanFieldModel,
  ownClosureModel,
  planarKoopmonModel,
  rotating,
  three,
  two,
} from '../support/modelInstances.ts'
import { periodicHamiltonian } from '../support/periodicHamiltonian.ts'

const DRAWS = 12
const SOLVED = 1e-12
const midpoint = {
  name: 'midpoint',
  prepare: (system: Parameters<typeof implicitMidpoint>[0]) => implicitMidpoint(system, { tolerance: SOLVED }).flow,
  h: 0.02,
  steps: 2,
  tolerance: SOLVED,
}
const conserved = (accuracy: number) => ({ conserved: [{ name: 'excitations', value: excitations, accuracy }] })

/** Each model with the laws of its suites that it does not claim. */
const models: ReadonlyArray<readonly [HybridModel, ReadonlyArray<string>]> = [
  [ehrenfestModel(three), []],
  [{ ...ehrenfestModel(rotating), ...conserved(0) }, []],
  [meanFieldModel(three), ['poincare/trajectories']],
  [koopmonModel(two), ['poincare/trajectories']],
  [koopmonModel(three), ['poincare/trajectories']],
  // conserved by the isotropic Gaussian to the accuracy of its quadrature
  [{ ...bellModel(rotating), ...conserved(1e-6) }, ['poincare/trajectories']],
  // its own energy has a basis, a place and two levels, and does not vanish for one particle
  [
    ownClosureModel(two),
    [
      'poincare/trajectories',
      ...['unitaries', 'translations', 'uncoupled', 'frozen', 'one-level', 'single-particle'].map(
        (id) => `model/${id}`,
      ),
    ],
  ],
]

describe.each(models)('$name', (model, without) => {
  const laws = [...hybridModelLaws(model), ...poincareLaws(model)].filter(({ id }) => !without.includes(id))
  test.each(laws.map((law): [string, Law] => [law.id, law]))('%s', (_, law) => {
    assertLaw(law, { draws: DRAWS, seed: 1 })
  })
})

describe('two degrees of freedom, on a coarse lattice', () => {
  const model = planarKoopmonModel(periodicHamiltonian(2, { seed: 3, amplitude: 0.5, dof: 2 }))
  test.each(hybridModelLaws(model).map((law): [string, Law] => [law.id, law]))('%s', (_, law) => {
    assertLaw(law, { draws: 3, seed: 2 })
  })
})

describe('along midpoint steps', () => {
  const stepped = (model: HybridModel, kinds: ReadonlyArray<string>) =>
    poincareLaws(model, midpoint).filter(({ id }) => kinds.includes(id))
  const laws = [
    ...stepped(ehrenfestModel(two), ['poincare/trajectories/steps', 'poincare/tracers/steps']),
    ...stepped(bellModel(rotating), ['poincare/tracers/steps']),
  ]
  test.each(laws.map((law, k): [string, Law] => [`${law.id} (${k})`, law]))('%s', (_, law) => {
    assertLaw(law, { draws: 5, seed: 1 })
  })
})

test('a model is certified for what it claims, and what it does not claim is not a pass', () => {
  const model = meanFieldModel(two)
  const laws = [...hybridModelLaws(model), ...poincareLaws(model)]
  const claims = laws.map(({ id }) => id).filter((id) => id !== 'poincare/trajectories')
  const certificate = certify({ subject: model.name, laws, claims }, { draws: 5, seed: 1 })
  expect(certificate.passed).toBe(true)
  expect(certificate.results.find(({ law }) => law === 'poincare/trajectories')?.verdict).toBe('not claimed')
})

test('every law has an id of its own', () => {
  const ids = [
    ...hybridModelLaws({ ...bellModel(rotating), ...conserved(1e-6) }),
    ...poincareLaws(bellModel(two), midpoint),
  ].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
