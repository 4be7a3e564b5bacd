import type { HybridHamiltonian, HybridSystem } from '@casimir/algebra'
import type { GivenTrajectories } from '../methods/sampling.ts'
import type { Observation } from '../observables/Observation.ts'
import type { Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { RunSpec } from '../spec/Spec.ts'
import type { Finding } from './Finding.ts'
import type { Setting } from './settings.ts'

/** The measured properties, by id. */
export type PropertyId =
  | 'classical-density'
  | 'quantum-density'
  | 'covariance/unitary'
  | 'covariance/translation'
  | 'covariance/rotation'
  | 'covariance/linear'
  | 'covariance/nonlinear'
  | 'uncoupled-limit'
  | 'decoherence'
  | 'energy'
  | 'poincare/tracers'
  | 'poincare/own'
  | 'poincare/sum'
  | 'symplectic/field'
  | 'symplectic/step'

/** A quantum density matrix of a method, row-major interleaved, with the name it goes by where the method has several. */
export interface NamedDensity {
  readonly name?: string
  readonly matrix: Float64Array
  /** Standard errors, of a method that draws random numbers: of the smallest eigenvalue, 0 where no scatter makes it negative, and of the purity. */
  readonly errors?: { readonly eigenvalue: number; readonly purity: number }
}

/** An energy of a method, with the name of the density that it belongs to where the method has several. */
export interface NamedEnergy {
  readonly name?: string
  readonly value: number
}

/** How fine the quadrature of a vector field is, where it has one: `coarse` where structure is exact on any lattice; `finest` has half the spacing of `fine`. */
export type Resolution = 'coarse' | 'fine' | 'finest'

/** The vector field of a method on a cloud. */
export type MakeSystem = (
  hamiltonian: HybridHamiltonian,
  options: { readonly weights: Float64Array; readonly hbar: number },
  resolution: Resolution,
) => HybridSystem

type PrepareRun = (
  spec: RunSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
) => Propagation

/**
 * A method as the consistency measurements take it: one column of the table.
 *
 * What it runs is what the registry of methods prepares. A stochastic method has no `system` but says why; it is then measured by its runs, and answers
 * by `answers` what these do not show.
 */
export interface ConsistencyMethod {
  readonly name: string
  /** What it is, with every setting that its verdicts may depend on. */
  readonly about: string
  /** The time step at which courses are judged against those at half of it. */
  readonly dt: number
  readonly run: (dt: number) => Pick<RunSpec, 'method' | 'integrator'>
  /** How a run is prepared if not by the registry, which is passed on. */
  readonly prepare?: (...given: [...Parameters<PrepareRun>, registry: PrepareRun]) => Propagation
  /** A wave packet, always a product state, or a cloud, which may be correlated. */
  readonly start: 'cloud' | 'wavepacket'
  /** How often each trajectory of a cloud is run, with random numbers of its own every time; once by default. */
  readonly copies?: number
  /** The coupled problems that courses are measured on, if not those of `coupledSettings`. */
  readonly settings?: ReadonlyArray<Setting>
  /** The method's quantum densities, if it has other ones, or more, than the one that it observes. */
  readonly densities?: (
    propagation: Propagation,
    observation: Observation,
    hamiltonian: HybridHamiltonian,
  ) => ReadonlyArray<NamedDensity>
  /** Its energies, likewise. */
  readonly energies?: (
    propagation: Propagation,
    observation: Observation,
    hamiltonian: HybridHamiltonian,
  ) => ReadonlyArray<NamedEnergy>
  readonly system: MakeSystem | { readonly absent: string }
  /** Findings of the method's own on properties that are measured otherwise for it, or not applicable. */
  readonly answers?: { readonly [id in PropertyId]?: (method: ConsistencyMethod) => ReadonlyArray<Finding> }
  /** Where it is claimed that a property fails: measuring no failure is then reported as not found. */
  readonly claimedFailures?: { readonly [id in PropertyId]?: string }
}
