import type { DerivedNumbers, Units } from './problems.ts'
import type { RunSpec } from './spec/Spec.ts'

/** How a run ended; everything but `ok` keeps what was computed up to then. */
export type RunStatus = 'ok' | 'not-converged' | 'non-finite' | 'drift' | 'edge' | 'interrupted'

/** Time series, one entry per recorded time in the innermost arrays; an observable that a method or problem does not have is absent. */
export interface Observables {
  /** Diabatic populations, [level][time]. */
  readonly population: ReadonlyArray<ReadonlyArray<number>>
  /** Populations |<v_k|psi>|^2 of the eigenstates of B(q), ascending, [level][time]; absent when H is not A(p) + B(q). */
  readonly adiabatic?: ReadonlyArray<ReadonlyArray<number>>
  /** Fractions of trajectories whose active state is each adiabatic level, [level][time]; surface hopping only. */
  readonly active?: ReadonlyArray<ReadonlyArray<number>>
  /**
   * Populations beyond the problem's transmission plane and before it, [level][time]; scattering problems only. They are active-state fractions for surface hopping, adiabatic populations
   * for all else.
   */
  readonly transmitted?: ReadonlyArray<ReadonlyArray<number>>
  readonly reflected?: ReadonlyArray<ReadonlyArray<number>>
  /** The quantum density matrix at each time, row-major with real and imaginary parts interleaved, [time][2 n^2]. */
  readonly density: ReadonlyArray<ReadonlyArray<number>>
  /** The same in the adiabatic basis in a continuous gauge, [time][2 n^2]; one degree of freedom only. */
  readonly adiabaticDensity?: ReadonlyArray<ReadonlyArray<number>>
  /** Tr(rho^2) of the quantum density matrix; of replicas the mean of each one's. */
  readonly purity: ReadonlyArray<number>
  /** |rho_jk| of the quantum density matrix for j < k, row by row, [pair][time]; of replicas the mean of each one's. */
  readonly coherence: ReadonlyArray<ReadonlyArray<number>>
  /** |rho_jk| in the adiabatic basis, [pair][time]; with `adiabaticDensity` only. */
  readonly adiabaticCoherence?: ReadonlyArray<ReadonlyArray<number>>
  /** Total probability. */
  readonly norm: ReadonlyArray<number>
  /** The method's own conserved energy. */
  readonly energy: ReadonlyArray<number>
  /** Means of A(p) and of B(q); absent when H is no such sum. Those of koopmons and other closures leave out the term that couples trajectories, which is in `energy`. */
  readonly kinetic?: ReadonlyArray<number>
  readonly potential?: ReadonlyArray<number>
  /** Mean absolute change of a single trajectory's energy since the start; independent trajectories only. */
  readonly energyChange?: ReadonlyArray<number>
  /** Probability still within the region of interaction; scattering problems only. */
  readonly inside?: ReadonlyArray<number>
  /** Ensemble means, [degree of freedom][time]. */
  readonly q: ReadonlyArray<ReadonlyArray<number>>
  readonly p: ReadonlyArray<ReadonlyArray<number>>
}

/** Standard errors of observables, in their shapes. */
export type StandardErrors = Omit<Observables, 'density' | 'adiabaticDensity'>

/** What the standard errors are the scatter of. */
export interface Statistics {
  readonly over: 'trajectories' | 'replicas'
  readonly samples: number
  /** Whether the target error of the spec was reached; absent without a target. */
  readonly reached?: boolean
}

/** The mollified density on the closure's lattice: values[i * p.length + j] at (q[i], p[j]). */
export interface DensityPicture {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly values: Float64Array
}

/** The whole state of a trajectory method at one time, laid out as a hybrid state. */
export interface TrajectorySnapshot {
  readonly kind: 'trajectories'
  readonly t: number
  readonly weights: Float64Array
  readonly q: Float64Array
  readonly p: Float64Array
  readonly psi: Float64Array
  /** The active adiabatic level of each; surface hopping only. */
  readonly active?: Int32Array
  /** Koopmons with one degree of freedom only. */
  readonly mollified?: DensityPicture
}

/**
 * The wave function on its grid: `x` the nodes along each coordinate; level j at node i at `2 (j points + i)`, interleaved, nodes
 * numbered with the last coordinate fastest.
 */
export interface WaveSnapshot {
  readonly kind: 'wavefunction'
  readonly t: number
  readonly x: ReadonlyArray<Float64Array>
  readonly psi: Float64Array
}

/** A state kept whole. */
export type Snapshot = TrajectorySnapshot | WaveSnapshot

/**
 * The grid the exact method used, box and points per degree of freedom, and the largest probabilities it saw at any of its edges. Of a product basis the points are those of its
 * quadrature, as many as functions, the box reaches from the first to the last, and the edge is its highest number states.
 */
export interface GridReport {
  readonly box: ReadonlyArray<readonly [low: number, high: number]>
  readonly points: ReadonlyArray<number>
  readonly dt: number
  /** Fourier grids only. */
  readonly edgeProbability?: number
  readonly highMomentumProbability?: number
  /** Product bases only. */
  readonly highStateProbability?: number
}

/** What one run produced. */
export interface RunResult {
  readonly version: string
  readonly spec: RunSpec
  readonly units: Units
  readonly status: RunStatus
  /** One sentence: empty for `ok`, else what happened, at which step and time, and what to do. */
  readonly message: string
  /** Things a user should know that are not failures. */
  readonly notes: ReadonlyArray<string>
  readonly t: ReadonlyArray<number>
  readonly observables: Observables
  /** Absent where nothing was drawn at random, or only once. */
  readonly errors?: StandardErrors
  readonly statistics?: Statistics
  /** Largest deviations from the start: of any trajectory's norm, and of the energy, of replicas of any one's. */
  readonly drift: { readonly norm: number; readonly energy: number }
  readonly counts: {
    readonly steps: number
    readonly evaluations: number
    readonly iterations: number
    readonly particles: number
  }
  /** Numbers of the method's own, summed over trajectories. */
  readonly tallies?: { readonly [name: string]: number }
  readonly grid?: GridReport
  /** Numbers that follow from the problem's parameters, such as the modes of a bath. */
  readonly derived?: DerivedNumbers
  readonly snapshots: ReadonlyArray<Snapshot>
  /** Wall time in seconds; left out of written data so that equal runs give equal files. */
  readonly seconds: number
}
