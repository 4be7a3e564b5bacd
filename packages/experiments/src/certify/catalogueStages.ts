import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import { problemStages } from './problemStages.ts'
import type { Selection, Stage } from './Subject.ts'
import { shiftedHamiltonian } from './shiftedHamiltonian.ts'

/** Where clouds are drawn about, for Hamiltonians with a jump in a second derivative at q = 0: no order and no two-form survives a step over it. */
const CENTRES: { readonly [name: string]: number } = { tully1: 1.25, tully3: 1.25 }

/** Every parameter of a problem at its default. */
export const defaultParameters = ({ parameters }: ProblemDefinition): { readonly [name: string]: ParameterValue } =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]))

/** A problem of the catalogue. */
export const definitionStages = (
  definition: ProblemDefinition,
  parameters: { readonly [name: string]: ParameterValue },
  selection: Selection,
): ReadonlyArray<Stage> => {
  const { name, defaultStep, stepBound, build } = definition
  const centre = CENTRES[name] ?? 0
  const dt = Math.min(defaultStep, stepBound?.(parameters) ?? defaultStep)
  const hamiltonian = build(parameters)
  return problemStages(
    centre === 0
      ? { name, hamiltonian, dt }
      : { name: `${name} about q = ${centre}`, hamiltonian: shiftedHamiltonian(hamiltonian, centre), dt },
    selection,
  )
}

/**
 * Every problem of the catalogue under every method and integrator: the Hamiltonians first.
 *
 * @example
 * catalogueStages()[0]()[0].subject // => 'rabi'
 */
export const catalogueStages = (): ReadonlyArray<Stage> => {
  const all = problems.map((definition) => definitionStages(definition, defaultParameters(definition), {}))
  const depth = Math.max(...all.map((stages) => stages.length))
  return Array.from({ length: depth }, (_, k) => () => all.flatMap((stages) => stages[k]?.() ?? []))
}
