import type { HybridHamiltonian } from '@casimir/algebra'
import type { MatrixCoefficients } from '@casimir/models'
import type { DerivedNumbers, ParameterDefinition, ParameterFault, ProblemDefinition } from './ProblemDefinition.ts'
import { dimensionless } from './ProblemDefinition.ts'

type ValueOf<P> = P extends { readonly choices: ReadonlyArray<infer Name> }
  ? Name
  : P extends { readonly matrices: number }
    ? MatrixCoefficients
    : number
type Values<P> = { readonly [name in keyof P]: ValueOf<P[name]> }

/** What a definition may leave out. */
type Descriptions = Pick<
  ProblemDefinition,
  'name' | 'aliases' | 'hamiltonian' | 'source' | 'units' | 'defaultStep' | 'transmissionPlane' | 'interaction'
>

const definitionOf = (name: string, parameter: number | ParameterDefinition): ParameterDefinition =>
  typeof parameter === 'number' ? { description: name, default: parameter } : parameter

/**
 * A problem from the function that builds its Hamiltonian; all else has a default.
 *
 * Parameters are numbers, which are their defaults, or definitions with a description and what is allowed; they keep their names and types until here, so
 * that `build` cannot ask for one that is not declared. A spec names a problem of the user's by module and export, and sets its parameters beside them.
 *
 * @example
 * const problem = defineProblem({ parameters: { coupling: 0.2 }, build: ({ coupling }) => rabi({ omega: 1, splitting: 1, coupling }) })
 * problem.name // => 'custom'
 * problem.parameters.coupling.default // => 0.2
 * problem.build({ coupling: 0.3 }).levels // => 2
 */
export const defineProblem = <const P extends { readonly [name: string]: number | ParameterDefinition }>({
  parameters,
  stepBound,
  groundWidths,
  derived,
  faults,
  build,
  ...given
}: Partial<Descriptions> & {
  readonly parameters?: P
  readonly stepBound?: (parameters: Values<P>) => number
  readonly groundWidths?: (parameters: Values<P>, hbar: number) => ReadonlyArray<number>
  readonly derived?: (parameters: Values<P>) => DerivedNumbers
  readonly faults?: (parameters: Values<P>) => ReadonlyArray<ParameterFault>
  readonly build: (parameters: Values<P>) => HybridHamiltonian
}): ProblemDefinition => ({
  name: 'custom',
  aliases: [],
  hamiltonian: 'H(q, p) as its module builds it',
  source: 'not stated',
  units: dimensionless,
  defaultStep: 0.05,
  ...given,
  parameters: Object.fromEntries(
    Object.entries(parameters ?? {}).map(([name, parameter]) => [name, definitionOf(name, parameter)]),
  ),
  ...(stepBound && { stepBound: (values) => stepBound(values as Values<P>) }),
  ...(groundWidths && { groundWidths: (values, hbar) => groundWidths(values as Values<P>, hbar) }),
  ...(derived && { derived: (values) => derived(values as Values<P>) }),
  ...(faults && { faults: (values) => faults(values as Values<P>) }),
  build: (values) => build(values as Values<P>),
})
