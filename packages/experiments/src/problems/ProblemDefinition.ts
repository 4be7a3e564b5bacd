import type { HybridHamiltonian } from '@casimir/algebra'
import type { MatrixCoefficients } from '@casimir/models'

/** Units of a problem's quantities, as written into every output. */
export interface Units {
  readonly time: string
  readonly length: string
  readonly momentum: string
  readonly energy: string
}

/** A number; `positive` refuses 0 and below. */
export interface NumberParameter {
  readonly description: string
  readonly default: number
  readonly positive?: true
}

/** A whole number within bounds; it may set the problem's sizes. */
export interface WholeParameter {
  readonly description: string
  readonly default: number
  readonly whole: readonly [least: number, most: number]
}

/** One of a few names. */
export interface ChoiceParameter {
  readonly description: string
  readonly default: string
  readonly choices: ReadonlyArray<string>
}

/** Matrices by power; they set the problem's sizes. */
export interface CoefficientParameter {
  readonly description: string
  readonly default: MatrixCoefficients
  /** The least number of matrices. */
  readonly matrices: number
}

/** One parameter of a problem: its meaning, default, and what is allowed. */
export type ParameterDefinition = NumberParameter | WholeParameter | ChoiceParameter | CoefficientParameter

/** What a parameter may be set to. */
export type ParameterValue = number | string | MatrixCoefficients

/** A fault of parameters that are each allowed by themselves: the path below `problem`, and a clause. */
export interface ParameterFault {
  readonly path: string
  readonly message: string
}

/** Lists of numbers by name. */
export interface DerivedNumbers {
  readonly [name: string]: ReadonlyArray<number>
}

/** A problem as users name it: Hamiltonian as text, parameters, units, source, and the model it builds. */
export interface ProblemDefinition {
  readonly name: string
  readonly aliases: ReadonlyArray<string>
  readonly hamiltonian: string
  readonly source: string
  readonly parameters: { readonly [name: string]: ParameterDefinition }
  readonly units: Units
  /** The largest step taken by default, in units of time. */
  readonly defaultStep: number
  /** Where the parameters bound the default step further: that bound. */
  readonly stepBound?: (parameters: { readonly [name: string]: ParameterValue }) => number
  /** The ground-state widths sqrt(hbar / (2 m_j omega_j)) of its modes, uncoupled, one per degree of freedom; problems of harmonic modes have them. */
  readonly groundWidths?: (
    parameters: { readonly [name: string]: ParameterValue },
    hbar: number,
  ) => ReadonlyArray<number>
  /** Numbers that follow from the parameters and that outputs hold beside them, by name. */
  readonly derived?: (parameters: { readonly [name: string]: ParameterValue }) => DerivedNumbers
  /** Where transmission is counted from, for scattering problems. */
  readonly transmissionPlane?: number
  /** Where along the first coordinate its particles still interact, for scattering problems: what is left inside has not arrived yet. */
  readonly interaction?: readonly [low: number, high: number]
  /** All faults of a full set of parameters that `build` would throw for. */
  readonly faults?: (parameters: { readonly [name: string]: ParameterValue }) => ReadonlyArray<ParameterFault>
  /** What it returns must depend on its arguments alone: one Hamiltonian serves many trajectories, in no order that is fixed. */
  readonly build: (parameters: { readonly [name: string]: ParameterValue }) => HybridHamiltonian
}

/** Atomic units. */
export const atomic: Units = { time: 'a.u.', length: 'a.u.', momentum: 'a.u.', energy: 'hartree' }

/** No units. */
export const dimensionless: Units = { time: '1', length: '1', momentum: '1', energy: '1' }
