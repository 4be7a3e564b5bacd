/** A run as data, every default filled in; the document that `spec.yaml` holds. */

import type { ParameterValue } from '../problems/ProblemDefinition.ts'

/** Where a problem from a module is, and what outputs say of it. */
export interface ModuleSource {
  /** Relative to the spec. */
  readonly path: string
  readonly export: string
  readonly hamiltonian: string
  readonly transmissionPlane?: number
}

/** The problem's canonical name and all its parameters; `module` where it comes from one. */
export interface ProblemSpec {
  readonly name: string
  readonly module?: ModuleSource
  readonly parameters: { readonly [name: string]: ParameterValue }
}

/** Amplitudes as [re, im] pairs, one per level. */
export type Amplitudes = ReadonlyArray<readonly [re: number, im: number]>

/** A quantum state: one level (diabatic, or the local eigenvector of B(q)), or amplitudes in the diabatic basis. */
export type QuantumStart =
  | { readonly basis: 'diabatic' | 'adiabatic'; readonly level: number }
  | { readonly basis: 'diabatic'; readonly psi: Amplitudes }

/** A Gaussian wave packet; sigma is the standard deviation of its density in q, the Wigner width in p is hbar/(2 sigma). */
export type Wavepacket = {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly sigma: ReadonlyArray<number>
} & QuantumStart

/** A single phase-space point. */
type PointStart = { readonly q: ReadonlyArray<number>; readonly p: ReadonlyArray<number> } & QuantumStart

/** A cloud read from a CSV file: weights sum to 1; q, p, psi laid out as in a hybrid state. */
export interface Cloud {
  readonly weights: Float64Array
  readonly q: Float64Array
  readonly p: Float64Array
  readonly psi: Float64Array
}

/** How the run starts. */
export type InitialSpec =
  | { readonly wavepacket: Wavepacket }
  | { readonly point: PointStart }
  | { readonly particles: string }

type Ends = readonly [low: number, high: number]

/** The exact method's grid; what is absent it chooses itself. Lists have one entry per degree of freedom; with one it may stand bare. */
export interface GridSpec {
  readonly box?: Ends | ReadonlyArray<Ends>
  readonly points?: number | ReadonlyArray<number>
  readonly dt?: number
}

/** How trajectories sample the wave packet; absent for a point or a cloud. */
export interface SamplingSpec {
  readonly particles: number
  readonly sampling: 'halton' | 'random' | 'lattice' | 'const'
  readonly seed: number
}

/** The mollifier of the koopmon closure; alpha is the standard deviation per coordinate. */
export interface MollifierSpec {
  readonly shape: 'gaussian' | 'bspline'
  /** B-spline degree, odd and >= 5. */
  readonly degree?: number
  /** Gaussian cut-off in units of alpha. */
  readonly cutoff?: number
  readonly alpha: { readonly q: ReadonlyArray<number>; readonly p: ReadonlyArray<number> }
}

/** A file of trajectories of weight 0, which follow the others in the state. */
export interface TracerSpec {
  readonly tracers?: string
}

/** The settings of a particle closure. */
type ClosureSpec = {
  readonly mollifier: MollifierSpec
  /** Node spacing in units of alpha. */
  readonly lattice: { readonly spacing: number }
} & Partial<SamplingSpec> &
  TracerSpec

/** An energy of the user's: its module, relative to the spec, what it exports, and the numbers it is given. */
export interface EnergySpec {
  readonly module: string
  readonly export: string
  readonly parameters: { readonly [name: string]: number }
}

/** The choices of surface hopping. */
interface HoppingSpec {
  readonly hopping: 'instantaneous' | 'cumulative'
  readonly rescale: 'nac' | 'velocity'
  readonly frustrated: 'ignore' | 'reverse'
  readonly decoherence: 'none' | 'edc'
  /** The constant of the energy-based decoherence correction, an energy. */
  readonly edcConstant?: number
}

/** The exact method: on a grid unless `basis` says otherwise, of which `grid` has the step alone. */
export interface ExactSpec {
  readonly name: 'exact'
  readonly basis?: 'grid' | 'product'
  /** Functions of each mode of a product basis; absent, the method chooses them. */
  readonly functions?: ReadonlyArray<number>
  readonly grid: GridSpec
}

/** One method and its own settings. */
export type MethodSpec =
  | ExactSpec
  | ({ readonly name: 'ehrenfest' } & Partial<SamplingSpec> & TracerSpec)
  | ({ readonly name: 'mean-field' } & Partial<SamplingSpec> & TracerSpec)
  | ({ readonly name: 'fssh' } & HoppingSpec & Partial<SamplingSpec>)
  | ({ readonly name: 'koopmon' } & ClosureSpec)
  | ({ readonly name: 'closure' } & EnergySpec & ClosureSpec)

/** The methods that an integrator drives; `exact` brings its own. */
export type TrajectoryMethod = Exclude<MethodSpec['name'], 'exact'>

/** The names of the integrators trajectories can use. */
export type IntegratorName = 'lie-trotter' | 'strang' | 'suzuki4' | 'blanes-moan4' | 'kahan-li6' | 'midpoint' | 'rk4'

/** The stepper of a trajectory method. */
export interface IntegratorSpec {
  readonly name: IntegratorName
  readonly dt: number
  /** Tolerance of the nonlinear solve, for implicit steppers. */
  readonly tolerance: number
  /** Iteration limit of the nonlinear solve, for implicit steppers. */
  readonly iterations: number
}

/** Bounds whose crossing stops a run: the drift of the norm, and of the energy as a fraction of its scale at the start. */
export interface GuardSpec {
  readonly norm: number
  readonly energy: number
}

/** When a sampled run has enough trajectories or replicas. */
interface StatisticsSpec {
  /** The standard error of every population, of any kind that the method and the problem have, at every recorded time. */
  readonly target: number
  /** The most trajectories there may be, where they are independent; replicas are bounded by `replicas`. */
  readonly most: number
}

/** What one run and a comparison share. */
export interface CommonSpec {
  readonly spec: 1
  readonly hbar: number
  readonly problem: ProblemSpec
  readonly initial: InitialSpec
  readonly time: { readonly end: number; readonly record: number }
  /** Times at which the whole state is kept, each a multiple of `time.record`. */
  readonly snapshots: ReadonlyArray<number>
  /** How many times an ensemble that is not made of independent trajectories is drawn, for its standard errors. */
  readonly replicas?: number
  readonly statistics?: StatisticsSpec
}

/** One method on one problem; `integrator` is absent for `exact`. */
export interface RunSpec extends CommonSpec {
  readonly method: MethodSpec
  readonly integrator?: IntegratorSpec
  readonly guards: GuardSpec
}

/** One method of a comparison with its own integrator and guards. */
export type ComparedMethod = MethodSpec & { readonly integrator?: IntegratorSpec; readonly guards: GuardSpec }

/** Several methods on one problem. */
export interface CompareSpec extends CommonSpec {
  readonly methods: ReadonlyArray<ComparedMethod>
}
