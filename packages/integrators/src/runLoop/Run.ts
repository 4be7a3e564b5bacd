import type { Flow, Status, Writing } from '@casimir/algebra'
import type { Checkpoint } from './Checkpoint.ts'
import type { Memory } from './Memory.ts'
import type { Observers } from './Observer.ts'
import type { StopCondition } from './StopCondition.ts'

/** What a run needs of a state: the block that holds all of it. */
export interface Blocked {
  readonly block: Writing
}

/** A run to be done: `steps` steps of `h` of a flow from the state as it is, which the run then moves. */
export interface Run<S extends Blocked, R extends object> {
  readonly state: S
  readonly flow: Flow<S>
  readonly h: number
  readonly steps: number
  /** Steps from one record to the next, a divisor of `steps`; 1 by default. The observers see the start and every record. */
  readonly every?: number
  /** The time at the start, for states with a clock its reading; 0 by default. */
  readonly t?: number
  readonly observers: Observers<S, R>
  /** Conditions that end the run, the earliest first. */
  readonly stop?: ReadonlyArray<StopCondition>
  /** How closely in time a stop is located; 1e-12 |h| by default. */
  readonly tolerance?: number
  /** The stepper's memory, where it has one: without it a checkpoint of an extrapolating stepper resumes only to its solver's tolerance. */
  readonly memory?: Memory | undefined
  /** The counters of the random generators that the flow draws from. */
  readonly random?: Memory | undefined
}

/** How a run ended and what it found. */
export interface RunEnd<R> {
  readonly ended: 'finished' | 'stopped' | 'failed'
  /** The status of the step that failed, which is step `step + 1`; otherwise 0. */
  readonly status: Status
  /** The name of the condition that stopped the run. */
  readonly stop?: string
  /** Whole steps taken since step 0. */
  readonly step: number
  /** The time of the state. */
  readonly t: number
  /** The part of a step, in time, from the last whole step to the state: 0 unless the run was stopped. */
  readonly beyond: number
  readonly observed: R
  /** `flows` counts every call of the flow, those that located a stop among them. */
  readonly counts: { readonly steps: number; readonly flows: number; readonly records: number }
  /** The run at its last whole step. */
  readonly checkpoint: Checkpoint
}
