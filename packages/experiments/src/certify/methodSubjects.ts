import type { HybridHamiltonian } from '@casimir/algebra'
import { hybridStepperLaws, systemLaws } from '@casimir/checks'
import { prepareStepper } from '../methods/stepper.ts'
import { integratorRefusal, orderRefusal, traitsOf } from '../spec/integratorTraits.ts'
import type { IntegratorName, TrajectoryMethod } from '../spec/Spec.ts'
import type { MethodBuilder } from './certifiedMethods.ts'
import { USUAL } from './certifiedMethods.ts'
import { integratorClaims } from './claims.ts'
import type { Subject } from './Subject.ts'

/** Of the nonlinear solves in certified steps. */
const SOLVER = { tolerance: 1e-13, iterations: 200 } as const

/** One method on one Hamiltonian, and what drives it. */
export interface CertifiedMethod {
  /** The problem's name. */
  readonly model: string
  readonly method: TrajectoryMethod
  readonly builder: MethodBuilder
  readonly hamiltonian: HybridHamiltonian
  readonly hbar: number
  /** The problem's own step. */
  readonly dt: number
  readonly integrators: ReadonlyArray<IntegratorName>
}

/** The lowest degree of a B-spline that an integrator may be used with. */
const degreeFor = (name: IntegratorName): number =>
  [5, 7, 9].find((degree) => orderRefusal({ shape: 'bspline', degree }, name) === undefined) ?? USUAL.degree

/** A method on a Hamiltonian as subjects: the model by itself, then each integrator that can drive it. */
export const methodSubjects = (certified: CertifiedMethod): ReadonlyArray<Subject> => {
  const { model, method, builder, hamiltonian, dt, integrators } = certified
  const { dof, levels } = hamiltonian
  const table = `${model}, ${method}`
  const isClosure = method === 'koopmon' || method === 'closure'
  const splitting = builder(hamiltonian)
  const system = (weights: Float64Array) => splitting(weights).system
  const modelLaws = systemLaws({ dof, levels, system })
  const driven = integrators.filter(
    (name) =>
      integratorRefusal(method, name) === undefined &&
      (hamiltonian.split !== undefined || !(traitsOf(name).exactParts || name === 'strang')),
  )
  return [
    {
      table,
      label: 'model',
      subject: `${table}`,
      laws: modelLaws,
      claims: modelLaws.map(({ id }) => id),
    },
    ...driven.map((name): Subject => {
      const { order, stepFactor } = traitsOf(name)
      const build = isClosure ? builder(hamiltonian, { ...USUAL, degree: degreeFor(name) }) : splitting
      return {
        table,
        label: name,
        subject: `${table}, ${name}`,
        laws: hybridStepperLaws({
          dof,
          levels,
          system: (weights) => build(weights).system,
          flow: (weights) => prepareStepper(build(weights), { name, dt, ...SOLVER }).flow,
          largestStep: 2 * dt * stepFactor,
          order,
          solver: SOLVER.tolerance,
        }),
        claims: integratorClaims(name),
      }
    }),
  ]
}
