import type { DerivedNumbers, Units } from './problems.ts'
import type { RunSpec } from './spec/Spec.ts'

/** How a run ended; everything but `ok` keeps what was computed up to then. */
export type RunStatus = 'ok' | 'not-converged' | 'non-finite' | 'drift' | 'edge' | 'interrupted'

/** Time series, one entry per recorded time in the innermost arrays. */
export interface Observables {
  /** Diabatic populations, [level][time]. */
  readonly population: ReadonlyArray<ReadonlyArray<number>>
  /** Populations of the eigenstates of B(q), ascending, [level][time]; absent when H is not A(p) + B(q). */
  readonly adiabatic?: ReadonlyArray<ReadonlyArray<number>>
  /** Adiabatic populations beyond the problem's transmission plane and before it, [level][time]; scattering problems only. */
  readonly transmitted?: ReadonlyArray<ReadonlyArray<number>>
  readonly reflected?: ReadonlyArray<ReadonlyArray<number>>
  /** The quantum density matrix at each time, row-major with real and imaginary parts interleaved, [time][2 n^2]. */
  readonly density: ReadonlyArray<ReadonlyArray<number>>
  /** Tr(rho^2) of the quantum density matrix. */
  readonly purity: ReadonlyArray<number>
  /** Total probability. */
  readonly norm: ReadonlyArray<number>
  /** The method's own conserved energy. */
  readonly energy: ReadonlyArray<number>
  /** Ensemble means, [degree of freedom][time]. */
  readonly q: ReadonlyArray<ReadonlyArray<number>>
  readonly p: ReadonlyArray<ReadonlyArray<number>>
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

/** The grid the exact method used, box and points per degree of freedom, and the largest probabilities it saw at any of its edges. */
export interface GridReport {
  readonly box: ReadonlyArray<readonly [low: number, high: number]>
  readonly points: ReadonlyArray<number>
  readonly dt: number
  readonly edgeProbability: number
  readonly highMomentumProbability: number
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
  /** Largest deviations from the start: of any trajectory's norm, and of the energy. */
  readonly drift: { readonly norm: number; readonly energy: number }
  readonly counts: {
    readonly steps: number
    readonly evaluations: number
    readonly iterations: number
    readonly particles: number
  }
  readonly grid?: GridReport
  /** Numbers that follow from the problem's parameters, such as the modes of a bath. */
  readonly derived?: DerivedNumbers
  readonly snapshots: ReadonlyArray<Snapshot>
  /** Wall time in seconds; left out of written data so that equal runs give equal files. */
  readonly seconds: number
}
