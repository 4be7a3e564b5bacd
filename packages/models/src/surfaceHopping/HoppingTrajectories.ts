import type { HybridState, Status, Writing } from '@casimir/algebra'

/** A number in [0, 1) from the stream of trajectory a; the order of the draws within one trajectory is part of a method's results. */
export type Uniform = (a: number) => number

/** Trajectories of surface hopping with everything they carry; `state.psi` is diabatic and the levels of `active` are adiabatic, ascending. */
export interface HoppingTrajectories {
  /** q, p, psi as in `HybridState`: write the initial values here, then `start`. */
  readonly state: HybridState
  /** The active level of each trajectory. */
  readonly active: Int32Array
  /** Of `cumulative`: the probability that no hop was tried since the last draw, and the drawn number below which one is. 1 and 0 otherwise. */
  readonly survival: Float64Array
  readonly threshold: Float64Array
  /** Hops made, and hops tried without the energy for them, of each trajectory. */
  readonly hops: Int32Array
  readonly frustrated: Int32Array
  /** Crossings that a step jumped over: the active level changed its number and not its state. */
  readonly crossings: Int32Array
  /** Of each trajectory, summed over pairs of equal steps without a tried hop: 1 - (1 - P1)(1 - P2) less the chance over one step of twice the size. */
  readonly bias: Float64Array
  /** The same sum of absolute values. */
  readonly absoluteBias: Float64Array
  /**
   * Makes trajectory a ready at its q, p, psi and resets its counters. With a level, psi becomes its eigenvector and no number is drawn for it; without, the active level is
   * drawn with the probabilities |c_k|^2. `cumulative` then draws its first threshold.
   */
  readonly start: (a: number, level?: number) => void
  /** One step of every trajectory; the time advances. The first status that is not ok is the answer, and the other trajectories still move. */
  readonly step: (h: number) => Status
  /** One step of trajectory a alone; the time does not advance. */
  readonly stepOne: (a: number, h: number) => Status
  /** a(p) + E_active(q), which hops keep and the steps between keep to order 2. */
  readonly energy: (a: number) => number
  /** E_active(q). */
  readonly activeEnergy: (a: number) => number
  /** Writes |c_k|^2, k = 0 .. n-1, ascending in energy. */
  readonly populations: (out: Writing, a: number) => void
}
