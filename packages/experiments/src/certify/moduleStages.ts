import type { HybridHamiltonian } from '@casimir/algebra'
import { hamiltonianLaws, singleCaseLaw } from '@casimir/checks'
import * as E from 'fp-ts/lib/Either.js'
import { checkedDensity } from '../modules/checkedDensity.ts'
import { hamiltonianShapeFault } from '../modules/checkedHamiltonian.ts'
import type { Energy } from '../modules/Energy.ts'
import type { Exports } from '../modules/LoadModule.ts'
import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import { quoted } from '../spec/describeValue.ts'
import { unknownName } from '../spec/nearestName.ts'
import { defaultParameters } from './catalogueStages.ts'
import { closureMethod, HBAR } from './certifiedMethods.ts'
import { declaredClaims } from './declaredClaims.ts'
import { methodSubjects } from './methodSubjects.ts'
import type { CertifiedExport } from './moduleExports.ts'
import { moduleExports } from './moduleExports.ts'
import { ownStepperSubjects } from './ownStepperSubjects.ts'
import { ownSystem, ownSystemSubjects } from './ownSystemSubjects.ts'
import type { CertifiedProblem } from './problemStages.ts'
import { integratorsFor, problemStages } from './problemStages.ts'
import type { Selection, Stage, Subject } from './Subject.ts'

/** A module of the user's, loaded, and what of it is to be certified. */
export interface ModuleRequest {
  /** As the user wrote it. */
  readonly file: string
  readonly exports: Exports
  readonly wanted?: string
  readonly selection: Selection
  /** Given to the energy. */
  readonly parameters: { readonly [name: string]: number }
  /** The module's problem, where it has one, with all its parameters. */
  readonly problem?: {
    readonly definition: ProblemDefinition
    readonly parameters: { readonly [name: string]: ParameterValue }
  }
}

/** What an energy claims: that what follows from it is Hamiltonian and its particles are samples. */
const ENERGY_CLAIMS = [
  'gradient',
  'hermitian',
  'energy',
  'norms',
  'symplectic',
  'splitting',
  'permutation',
  'tracers',
  'phases',
  'inputs',
  'determinism',
  'history',
].map((name) => `model/${name}`)

const [FALLBACK] = problems

/**
 * Whatever of a module can be certified, in stages: that it exports something, that this can be built, that the Hamiltonian is one, and then the laws of
 * models and steppers. What code of the user's throws, at any of them, is a failed law with the sentence.
 */
export const moduleStages = (request: ModuleRequest): ReadonlyArray<Stage> => {
  const { file, exports, wanted, selection, parameters } = request
  let found: ReadonlyArray<CertifiedExport> = []
  let problem: CertifiedProblem | undefined

  const subject = (label: string, name: string, statement: string, check: () => void): Subject => ({
    table: file,
    label,
    subject: `${label} of ${file}`,
    laws: [
      singleCaseLaw({
        id: `module/${label}`,
        statement,
        check,
        code: `// ${name} of ${file}`,
      }),
    ],
    claims: [`module/${label}`],
  })
  const named = (kind: CertifiedExport['kind']): CertifiedExport | undefined => found.find((each) => each.kind === kind)

  const buildProblem = (): void => {
    const given = request.problem
    if (!given)
      throw new Error(
        `${quoted(named('problem')?.name ?? 'problem')} is no problem: export defineProblem({ parameters, build })`,
      )
    const { definition } = given
    const built: unknown = definition.build(given.parameters)
    const fault = hamiltonianShapeFault(built)
    if (fault !== undefined) throw new Error(fault)
    const hamiltonian = built as HybridHamiltonian
    problem = {
      name: definition.name,
      hamiltonian: { ...hamiltonian, name: typeof hamiltonian.name === 'string' ? hamiltonian.name : definition.name },
      dt: definition.defaultStep,
    }
  }
  const host = (): CertifiedProblem =>
    problem ?? {
      name: FALLBACK.name,
      hamiltonian: FALLBACK.build(defaultParameters(FALLBACK)),
      dt: FALLBACK.defaultStep,
    }
  const needsProblem = (): boolean =>
    named('problem') !== undefined || (named('energy') !== undefined && request.problem !== undefined)

  const energySubjects = ({ name, value }: CertifiedExport): ReadonlyArray<Subject> => {
    const { name: on, hamiltonian, dt } = host()
    const table = `${on}, closure of ${name}`
    const energy = value as Energy
    return methodSubjects({
      table,
      prepared: closureMethod((h, hbar) => energy(h, hbar, parameters), false)(table, hamiltonian),
      dt,
      integrators: integratorsFor('closure', hamiltonian, selection),
      claimed: (ids) => declaredClaims(exports) ?? ids.filter((id) => ENERGY_CLAIMS.includes(id)),
    })
  }

  return [
    () => [
      subject('export', wanted ?? '*', 'the module exports what can be certified', () => {
        found = moduleExports(file, exports, wanted)
        declaredClaims(exports)
      }),
    ],
    () => (needsProblem() ? [subject('problem', 'problem', 'the problem builds a Hamiltonian', buildProblem)] : []),
    () => {
      if (!problem) return []
      const laws = hamiltonianLaws(problem.hamiltonian)
      return [{ table: file, label: 'Hamiltonian', subject: problem.name, laws, claims: laws.map(({ id }) => id) }]
    },
    () =>
      found.flatMap(({ kind, name, value }) => {
        if (kind === 'energy')
          return [
            subject(kind, name, 'the energy is a local density whose derivatives are those of its value', () => {
              if (typeof value !== 'function')
                throw new Error(`${quoted(name)} is no function (hamiltonian, hbar, parameters) => density`)
              const density = checkedDensity(value as Energy, host().hamiltonian, HBAR, parameters)
              if (E.isLeft(density)) throw new Error(density.left)
            }),
          ]
        if (kind === 'system')
          return [subject(kind, name, 'system(weights) builds a hybrid system', () => void ownSystem(name, value))]
        if (kind === 'stepper')
          return [
            subject(kind, name, 'stepper is a function of a hybrid system', () => {
              if (typeof value !== 'function') throw new Error(`${quoted(name)} is no function (system) => { flow }`)
            }),
          ]
        return []
      }),
    () => {
      const subjects = found.flatMap(({ kind, name, value }): ReadonlyArray<Subject> => {
        const { method } = selection
        if (kind === 'problem')
          return problem && method !== 'closure' ? (problemStages(problem, selection)[1]?.() ?? []) : []
        if (kind === 'energy')
          return method === undefined || method === 'closure' ? energySubjects({ kind, name, value }) : []
        return kind === 'system'
          ? ownSystemSubjects(name, ownSystem(name, value), exports, selection)
          : ownStepperSubjects(name, value, exports)
      })
      const laws = [...new Set(subjects.flatMap((each) => each.laws.map(({ id }) => id)))]
      const unknown = declaredClaims(exports)?.find((id) => !laws.includes(id))
      if (unknown !== undefined) throw new Error(`${file}: ${unknownName('law', unknown, laws)}`)
      return subjects
    },
  ]
}
