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
  /** Which of its laws the model claims; all, when left out. */
  readonly claimed?: (ids: ReadonlyArray<string>) => ReadonlyArray<string>
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
  claimed = (ids) => ids,
}: CertifiedModel): ReadonlyArray<Subject> => {
  const { model, splitting, exactWords, kinks } = prepared
  const laws = hybridModelLaws(model)
  const ids = laws.map(({ id }) => id)
  return [
    {
      table,
      label: 'model',
      subject: table,
      laws,
      claims: ids.filter((id) => claimed(ids).includes(id)),
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
          kinks,
          solver: name === 'rk4' || (exactWords && name !== 'midpoint') ? 0 : SOLVER.tolerance,
        }),
        claims: integratorClaims(name),
      }
    }),
  ]
}
