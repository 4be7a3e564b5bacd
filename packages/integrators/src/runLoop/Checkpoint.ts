/**
 * Everything a run goes on from, at a whole step: numbers and typed arrays only, so that it can be cloned, posted and stored.
 *
 * JSON loses typed arrays and the sign of zero: store it by a structured clone or by the bytes of its arrays.
 */
export interface Checkpoint {
  readonly block: Float64Array
  readonly h: number
  /** Steps since the run began, over all its resumptions. */
  readonly step: number
  /** The time at step 0. */
  readonly origin: number
  /** The time of the block: origin + step h. */
  readonly t: number
  /** The stepper's memory; empty when the run was given none. */
  readonly memory: Float64Array
  /** The random generators' counters; empty when the run was given none. */
  readonly random: Float64Array
}
