import { hamiltonianLaws } from '@casimir/checks'
import { methods } from '../methods.ts'
import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import type { IntegratorName, TrajectoryMethod } from '../spec/Spec.ts'
import { methodBuilders } from './certifiedMethods.ts'
import { methodSubjects } from './methodSubjects.ts'
import type { Subject } from './Subject.ts'

/** Which methods and integrators to take; all, where nothing is named. */
export interface Selection {
  readonly method?: TrajectoryMethod
  readonly integrator?: IntegratorName
}

/** A lattice in more degrees of freedom than these is refused. */
const MOST_GRIDDED = 2
const HBAR = 1

export const defaultsOf = ({ parameters }: ProblemDefinition): { readonly [name: string]: ParameterValue } =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]))

/** A problem of the catalogue under its methods and their integrators. */
export const problemSubjects = (
  problem: ProblemDefinition,
  parameters: { readonly [name: string]: ParameterValue },
  { method: only, integrator }: Selection,
): ReadonlyArray<Subject> => {
  const hamiltonian = problem.build(parameters)
  const dt = Math.min(problem.defaultStep, problem.stepBound?.(parameters) ?? problem.defaultStep)
  const laws = hamiltonianLaws(hamiltonian)
  const builders = methodBuilders(HBAR)
  const names = (['ehrenfest', 'mean-field', 'koopmon'] as const).filter(
    (name) => (only === undefined || only === name) && (name !== 'koopmon' || hamiltonian.dof <= MOST_GRIDDED),
  )
  return [
    {
      table: problem.name,
      label: 'Hamiltonian',
      subject: `${problem.name}`,
      laws,
      claims: laws.map(({ id }) => id),
    },
    ...names.flatMap((method) =>
      methodSubjects({
        model: problem.name,
        method,
        builder: builders[method],
        hamiltonian,
        hbar: HBAR,
        dt,
        integrators: (methods.find(({ name }) => name === method)?.integrators ?? []).filter(
          (name) => integrator === undefined || name === integrator,
        ),
      }),
    ),
  ]
}
