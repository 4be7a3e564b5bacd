import type { HybridHamiltonian } from '@casimir/algebra'
import { hamiltonianLaws } from '@casimir/checks'
import { methods } from '../methods.ts'
import { integratorRefusal, traitsOf } from '../spec/integratorTraits.ts'
import type { IntegratorName, TrajectoryMethod } from '../spec/Spec.ts'
import type { CertifiedMethodName } from './certifiedMethods.ts'
import { certifiedMethods } from './certifiedMethods.ts'
import { hoppingSubjects } from './hoppingSubjects.ts'
import { methodSubjects } from './methodSubjects.ts'
import type { Selection, Stage, Subject } from './Subject.ts'

/** A lattice in more degrees of freedom than these is refused. */
const MOST_GRIDDED = 2

/** A Hamiltonian, by the name of its problem, and the problem's own step. */
export interface CertifiedProblem {
  readonly name: string
  readonly hamiltonian: HybridHamiltonian
  readonly dt: number
}

/** Whether a method can take a Hamiltonian of this many degrees of freedom. */
export const isGriddable = ({ dof }: HybridHamiltonian): boolean => dof <= MOST_GRIDDED

/** The integrators that can drive a method on a Hamiltonian, of those selected. */
export const integratorsFor = (
  method: TrajectoryMethod,
  hamiltonian: HybridHamiltonian,
  { integrator }: Selection,
): ReadonlyArray<IntegratorName> =>
  (methods.find(({ name }) => name === method)?.integrators ?? []).filter(
    (name) =>
      (integrator === undefined || name === integrator) &&
      integratorRefusal(method, name) === undefined &&
      (hamiltonian.split !== undefined || !(traitsOf(name).exactParts || name === 'strang')),
  )

/** The Hamiltonian of a problem by itself, as a subject. */
const hamiltonianSubject = ({ name, hamiltonian }: CertifiedProblem): Subject => {
  const laws = hamiltonianLaws(hamiltonian)
  return { table: name, label: 'Hamiltonian', subject: name, laws, claims: laws.map(({ id }) => id) }
}

/** Whether surface hopping, and the integrator that it has, is selected. */
const hops = ({ method = 'fssh', integrator }: Selection): boolean =>
  method === 'fssh' && (integrator === undefined || integratorRefusal('fssh', integrator) === undefined)

/** A problem under the methods of the catalogue and the integrators of each: its Hamiltonian first. */
export const problemStages = (problem: CertifiedProblem, selection: Selection): ReadonlyArray<Stage> => {
  const { name, hamiltonian, dt } = problem
  const names = (Object.keys(certifiedMethods) as CertifiedMethodName[]).filter(
    (method) =>
      (selection.method === undefined || selection.method === method) &&
      (method !== 'koopmon' || isGriddable(hamiltonian)),
  )
  return [
    () => [hamiltonianSubject(problem)],
    () => [
      ...names.flatMap((method) => {
        const table = `${name}, ${method}`
        return methodSubjects({
          table,
          prepared: certifiedMethods[method](table, hamiltonian),
          dt,
          integrators: integratorsFor(method, hamiltonian, selection),
        })
      }),
      ...(hops(selection) ? hoppingSubjects(problem, selection.method === 'fssh') : []),
    ],
  ]
}
