import type { Status } from '@casimir/algebra'
import type { GridReport, RunStatus, Snapshot } from './RunResult.ts'

/** One record of every observable; arrays are written in place by `observe`. */
export interface Observation {
  readonly population: Float64Array
  readonly adiabatic: Float64Array
  readonly transmitted: Float64Array
  readonly reflected: Float64Array
  /** The quantum density matrix, row-major interleaved. */
  readonly density: Float64Array
  readonly q: Float64Array
  readonly p: Float64Array
  norm: number
  energy: number
  /** Largest deviation of any single trajectory's norm from its start. */
  normDrift: number
}

/** A method's own reason to stop: a status and one sentence with the remedy. */
export interface Halt {
  readonly status: RunStatus
  readonly message: string
}

/** A prepared method on a prepared problem: what the run loop drives. */
export interface Propagation {
  readonly dt: number
  readonly levels: number
  readonly dof: number
  readonly particles: number
  readonly hasAdiabatic: boolean
  readonly hasScattering: boolean
  readonly notes: ReadonlyArray<string>
  /** A magnitude of the energy at the start, never zero, by which drift is judged. */
  readonly energyScale: number
  readonly step: () => Status
  readonly observe: (out: Observation) => void
  /** Asked at every record; `undefined` means go on. */
  readonly check: () => Halt | undefined
  readonly counts: () => { readonly evaluations: number; readonly iterations: number }
  readonly snapshot: (t: number) => Snapshot
  readonly grid: () => GridReport | undefined
}
