import type { HybridGradient, HybridHamiltonian, HybridState } from '@casimir/algebra'
import { allocateGradient, expectation } from '@casimir/algebra'
import * as fc from 'fast-check'
import { hermitian } from '../arbitraries/hermitian.ts'
import type { DrawnHamiltonian } from '../arbitraries/hybridHamiltonian.ts'
import { hybridHamiltonian } from '../arbitraries/hybridHamiltonian.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import type { HybridModel } from './HybridModel.ts'
import { lengthsOf } from './HybridModel.ts'
import { gradientAt, gradientDifference, gradientTolerance, ROUNDINGS } from './hybridVelocity.ts'
import type { ModelCase } from './modelCase.ts'
import { casesFor, checkSizes, showCase } from './modelCase.ts'
import { buildFor, makersOf } from './modelCovarianceLaws.ts'
import { constantHamiltonian, liftedHamiltonian } from './transformedHamiltonian.ts'

const SCALE = `${ROUNDINGS} machine epsilons of the gradient and of its change when the state moves by its own size`

/** The gradient of eq. (6), by its own definition: <H_q>, <H_p> and H at every particle. */
const trajectoryGradient = (hamiltonian: HybridHamiltonian, { q, p, psi }: HybridState): HybridGradient => {
  const { levels: n, dof } = hamiltonian
  const size = 2 * n * n
  const trajectories = q.length / dof
  const out = allocateGradient({ trajectories, dof, levels: n })
  const matrix = new Float64Array(size)
  const slopes = new Float64Array(dof * size)
  for (let a = 0; a < trajectories; a++) {
    hamiltonian.value(matrix, q, p, dof * a)
    out.generator.set(matrix, size * a)
    hamiltonian.gradientQ(slopes, q, p, dof * a)
    for (let j = 0; j < dof; j++) out.q[dof * a + j] = expectation(slopes, size * j, psi, 2 * n * a, n)
    hamiltonian.gradientP(slopes, q, p, dof * a)
    for (let j = 0; j < dof; j++) out.p[dof * a + j] = expectation(slopes, size * j, psi, 2 * n * a, n)
  }
  return out
}

/** How far the model of a Hamiltonian is from eq. (6) of that Hamiltonian, or from that of another. */
const fromTrajectories = (model: HybridModel, one: ModelCase, hamiltonian: HybridHamiltonian): Measured => {
  const system = buildFor(model, one, hamiltonian)
  const state = one.cloud.state()
  return {
    defect: gradientDifference(gradientAt(system, state), trajectoryGradient(hamiltonian, state), hamiltonian.levels),
    tolerance: gradientTolerance(system, state, lengthsOf(model, state)),
  }
}

/** Laws on Hamiltonians that are drawn. */
const drawnLaws = (model: HybridModel): ReadonlyArray<Law> => {
  const { dof, levels: n } = model
  const makers = makersOf(model)
  if (makers.length === 0) return []
  const cases = casesFor(model, makers)
  const scalar = hybridHamiltonian({ levels: 1, dof })
  const uncoupled = defineLaw({
    id: 'model/uncoupled',
    statement: 'H = H_c(z) 1 + H_q: particles move by H_c alone and states by H_q alone, no hbar term acts',
    scale: SCALE,
    cases: fc.record({ one: cases, scalar, matrix: hermitian(n) }),
    measure: ({ one, scalar, matrix }) =>
      fromTrajectories(model, one, liftedHamiltonian(constantHamiltonian(matrix, n, dof), scalar.hamiltonian)),
    show: ({ one, scalar, matrix }) =>
      `${showCase(one)}\n${scalar.code} // and the matrix\nconst matrix = ${codeOf(matrix)}`,
  })
  const frozen = defineLaw({
    id: 'model/frozen',
    statement: 'X_H = 0: the coordinates rest and every state turns by the one matrix H',
    scale: SCALE,
    cases: fc.record({ one: cases, matrix: hermitian(n) }),
    measure: ({ one, matrix }) => fromTrajectories(model, one, constantHamiltonian(matrix, n, dof)),
    show: ({ one, matrix }) => `${showCase(one)}\nconst matrix = ${codeOf(matrix)}`,
  })
  const classical = defineLaw({
    id: 'model/one-level',
    statement: 'one level: every particle obeys classical mechanics',
    scale: SCALE,
    cases: fc.record({ one: casesFor({ ...model, levels: 1 }, makers), scalar }),
    measure: ({ one, scalar }) => fromTrajectories(model, one, scalar.hamiltonian),
    show: ({ one, scalar }) => `${showCase(one)}\n${scalar.code}`,
  })
  const single = defineLaw({
    id: 'model/single-particle',
    statement: 'one particle obeys the mean-field equations of its Hamiltonian',
    scale: SCALE,
    cases: fc.record({
      one: casesFor(model, makers, { fewest: 1, most: 1 }),
      drawn: hybridHamiltonian({ levels: n, dof }),
    }),
    measure: ({ one, drawn }: { one: ModelCase; drawn: DrawnHamiltonian }) =>
      fromTrajectories(model, one, drawn.hamiltonian),
    show: ({ one, drawn }) => `${showCase(one)}\n${drawn.code}`,
  })
  return [uncoupled, frozen, classical, single]
}

const scalarShift = (model: HybridModel, hamiltonian: HybridHamiltonian): Law =>
  defineLaw({
    id: 'model/scalar-shift',
    statement:
      'f(z) 1 added to H adds grad f to the forces and a phase to the states, and leaves everything else as it is',
    scale: SCALE,
    cases: fc.record({
      one: casesFor(model, makersOf(model)),
      scalar: hybridHamiltonian({ levels: 1, dof: model.dof }),
    }),
    measure: ({ one, scalar }) => {
      const lifted = buildFor(model, one, liftedHamiltonian(hamiltonian, scalar.hamiltonian))
      const plain = buildFor(model, one, hamiltonian)
      const state = one.cloud.state()
      const x = gradientAt(lifted, state)
      const y = gradientAt(plain, state)
      const { levels: n } = model
      const zero = constantHamiltonian(new Float64Array(2 * n * n), n, model.dof)
      const shift = trajectoryGradient(liftedHamiltonian(zero, scalar.hamiltonian), state)
      for (let i = 0; i < y.block.length; i++) y.block[i] += shift.block[i]
      const lengths = lengthsOf(model, state)
      return {
        defect: gradientDifference(x, y, n),
        tolerance: gradientTolerance(lifted, state, lengths) + gradientTolerance(plain, state, lengths),
      }
    },
    show: ({ one, scalar }) => `${showCase(one)}\n${scalar.code}`,
  })

const hbarOff = (
  model: HybridModel,
  hamiltonian: HybridHamiltonian,
  withoutHbarTerms: Required<HybridModel>['withoutHbarTerms'],
): Law =>
  defineLaw({
    id: 'model/hbar-off',
    statement: 'with the hbar terms off it is eq. (6), whatever the weights',
    scale: SCALE,
    cases: casesFor(model, [model]),
    measure: (one) => {
      const { weights } = one.cloud
      const bare = withoutHbarTerms(weights)
      const system = checkSizes(bare, { ...model, hbar: bare.hbar }, weights.length)
      const state = one.cloud.state()
      return {
        defect: gradientDifference(gradientAt(system, state), trajectoryGradient(hamiltonian, state), model.levels),
        tolerance: gradientTolerance(system, state, lengthsOf(model, state)),
      }
    },
    show: showCase,
  })

/** The laws of what a model reduces to; see `hybridModelLaws`. */
export const modelReductionLaws = (model: HybridModel): ReadonlyArray<Law> => {
  const { hamiltonian, withoutHbarTerms } = model
  return [
    ...drawnLaws(model),
    ...(hamiltonian && makersOf(model).length > 0 ? [scalarShift(model, hamiltonian)] : []),
    ...(hamiltonian && withoutHbarTerms ? [hbarOff(model, hamiltonian, withoutHbarTerms)] : []),
  ]
}
