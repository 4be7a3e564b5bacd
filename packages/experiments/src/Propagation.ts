import type { Status } from '@casimir/algebra'
import type { Observation, SeriesName } from './observables/Observation.ts'
import type { Spread } from './observables/Spread.ts'
import type { GridReport, RunStatus, Snapshot } from './RunResult.ts'

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
  /** The series that `observe` writes. */
  readonly series: ReadonlyArray<SeriesName>
  readonly notes: ReadonlyArray<string>
  /** A magnitude of the energy at the start, never zero, by which drift is judged. */
  readonly energyScale: number
  readonly step: () => Status
  readonly observe: (out: Observation) => void
  /** Of independent samples: how many, and their spread, overwritten by `observe`. */
  readonly scatter?: { readonly samples: number; readonly spread: Spread }
  /** Asked at every record; `undefined` means go on. */
  readonly check: () => Halt | undefined
  readonly counts: () => { readonly evaluations: number; readonly iterations: number }
  /** Numbers of a method's own, summed over trajectories, such as its hops. */
  readonly tallies: () => { readonly [name: string]: number }
  readonly snapshot: (t: number) => Snapshot
  readonly grid: () => GridReport | undefined
}
