import type { DrawnHamiltonian } from '@casimir/checks'
import { defineLaw, hamiltonianLaws, hybridHamiltonian } from '@casimir/checks'
import { catalogueStages } from '@casimir/experiments'
import { lawsNamed } from '../verdictsOf.ts'
import type { KeptLaws, LawSuite } from './LawSuite.ts'

/** The laws of Hamiltonians whose points are fixed: the Hamiltonian is drawn instead. */
const ONE_CASE = ['hamiltonian/hermitian', 'hamiltonian/derivatives']

const drawn: KeptLaws = {
  name: 'drawn Hamiltonians, a new one each time',
  laws: ONE_CASE.map((id) =>
    defineLaw<DrawnHamiltonian>({
      id,
      statement: 'as of one Hamiltonian',
      scale: 'as of one Hamiltonian',
      cases: hybridHamiltonian(),
      measure: ({ hamiltonian }) => {
        const { defect, tolerance, counterexample } = lawsNamed(hamiltonianLaws(hamiltonian), [id])[0].check({
          draws: 1,
          seed: 1,
        })
        if (counterexample?.reason !== undefined) throw new Error(counterexample.reason)
        return { defect, tolerance }
      },
      show: ({ code }) => code,
    }),
  ),
}

/** The suites of the certificate, by what the ids of their laws begin with. */
const SUITES = {
  hamiltonianLaws: 'hamiltonian/',
  hybridModelLaws: 'model/',
  hybridStepperLaws: 'step/',
  surfaceHoppingLaws: 'hopping/',
} as const

/** Everything of the certificate, by suites: each problem, each method on it and each integrator of that method, with the laws it claims; throws for laws of another suite. */
export const catalogueSuites = (): ReadonlyArray<LawSuite> => {
  const all = catalogueStages().flatMap((stage) => stage())
  const stray = all
    .flatMap(({ laws }) => laws.map(({ id }) => id))
    .find((id) => !Object.values(SUITES).some((begins) => id.startsWith(begins)))
  if (stray !== undefined)
    throw new Error(`'${stray}' is of no suite that false alarms are counted for; add its suite.`)
  return Object.entries(SUITES).map(([name, begins]) => ({
    name,
    subjects: [
      ...all
        .filter(({ laws }) => laws.some(({ id }) => id.startsWith(begins)))
        .map(({ subject, laws, claims }) => ({ name: subject, laws: laws.filter(({ id }) => claims.includes(id)) })),
      ...(name === 'hamiltonianLaws' ? [drawn] : []),
    ],
  }))
}
