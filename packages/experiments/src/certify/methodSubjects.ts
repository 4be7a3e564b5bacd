import { hybridModelLaws, hybridStepperLaws } from '@casimir/checks'
import { prepareStepper } from '../methods/stepper.ts'
import { orderRefusal, traitsOf } from '../spec/integratorTraits.ts'
import type { IntegratorName } from '../spec/Spec.ts'
import type { PreparedMethod } from './certifiedMethods.ts'
import { integratorClaims } from './claims.ts'
import type { Subject } from './Subject.ts'

/** The nonlinear solves of certified steps: the default tolerance of a spec, with patience. */
const SOLVER = { tolerance: 1e-13, iterations: 200 } as const
/** The largest certified step, in units of the step that a spec takes by default. */
const STRETCH = 2

/** A method on a Hamiltonian, or a system of the user's, and what drives it. */
export interface CertifiedModel {
  readonly table: string
  readonly prepared: PreparedMethod
  /** The problem's own step. */
  readonly dt: number
  readonly integrators: ReadonlyArray<IntegratorName>
  /** Laws that the model does not claim. */
  readonly unclaimed?: ReadonlyArray<string>
}

/** The lowest degree of a B-spline that an integrator may be used with. */
const degreeFor = (name: IntegratorName): number =>
  [5, 7, 9].find((degree) => orderRefusal({ shape: 'bspline', degree }, name) === undefined) ?? 11

/** A model as subjects: by itself, then under each integrator that drives it. */
export const methodSubjects = ({
  table,
  prepared,
  dt,
  integrators,
  unclaimed = [],
}: CertifiedModel): ReadonlyArray<Subject> => {
  const { model, splitting } = prepared
  const laws = hybridModelLaws(model)
  return [
    {
      table,
      label: 'model',
      subject: table,
      laws,
      claims: laws.map(({ id }) => id).filter((id) => !unclaimed.includes(id)),
    },
    ...integrators.map((name): Subject => {
      const { order, stepFactor } = traitsOf(name)
      const build = splitting(degreeFor(name))
      return {
        table,
        label: name,
        subject: `${table}, ${name}`,
        laws: hybridStepperLaws({
          dof: model.dof,
          levels: model.levels,
          system: (weights) => build(weights).system,
          flow: (weights) => prepareStepper(build(weights), { name, dt, ...SOLVER }).flow,
          largestStep: STRETCH * dt * stepFactor,
          order,
          solver: SOLVER.tolerance,
        }),
        claims: integratorClaims(name),
      }
    }),
  ]
}
