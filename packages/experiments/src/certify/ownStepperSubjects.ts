import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { hybridStepperLaws } from '@casimir/checks'
import type { Exports } from '../modules/LoadModule.ts'
import { problems } from '../problems.ts'
import { isMapping } from '../spec/describeValue.ts'
import { defaultParameters } from './catalogueStages.ts'
import { certifiedMethods } from './certifiedMethods.ts'
import { declaredClaims } from './declaredClaims.ts'
import type { Subject } from './Subject.ts'

const LARGEST_STEP = 0.1
/** Of nonlinear solves that the stepper may make. */
const SOLVER = 1e-13
const DEGREE = 5

type Make = (system: HybridSystem) => unknown

const flowOf = (made: unknown): Flow<HybridState> => {
  const flow = isMapping(made) ? made.flow : made
  if (typeof flow !== 'function') throw new Error('the stepper has no function flow(state, h): return { flow }')
  return flow as Flow<HybridState>
}

/**
 * A stepper of the user's on Ehrenfest trajectories and on koopmons of the first problem of the catalogue.
 *
 * It claims what the module's `claims` lists, or every law; its order only where the module says it, `export const order = 2`.
 */
export const ownStepperSubjects = (name: string, value: unknown, exports: Exports): ReadonlyArray<Subject> => {
  const [problem] = problems
  const hamiltonian = problem.build(defaultParameters(problem))
  const { order } = exports
  const known = typeof order === 'number' && Number.isInteger(order) && order >= 1
  return (['ehrenfest', 'koopmon'] as const).map((method): Subject => {
    const build = certifiedMethods[method](method, hamiltonian).splitting(DEGREE)
    const laws = hybridStepperLaws({
      dof: hamiltonian.dof,
      levels: hamiltonian.levels,
      system: (weights) => build(weights).system,
      flow: (weights) => flowOf((value as Make)(build(weights).system)),
      largestStep: LARGEST_STEP,
      order: known ? order : 1,
      kinks: method === 'koopmon',
      solver: SOLVER,
    })
    const all = laws.map(({ id }) => id).filter((id) => known || id !== 'step/order')
    return {
      table: name,
      label: `${problem.name}, ${method}`,
      subject: `${name} on ${problem.name}, ${method}`,
      laws,
      claims: declaredClaims(exports)?.filter((id) => laws.some((law) => law.id === id)) ?? all,
    }
  })
}
