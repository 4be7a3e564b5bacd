import type { Reading, Writing } from './Reading.ts'

/**
 * One factor of a tensor-product mollifier K(z) = k_q(q) k_p(p): a smooth, even bump of unit integral.
 *
 * `alpha` is the standard deviation of the factor whatever its shape, `support` the half-width outside which the factor
 * is taken as zero, and `maximalOrder` the highest integrator order its smoothness supports (Infinity for a Gaussian).
 */
export interface MollifierFactor {
  readonly shape: string
  readonly alpha: number
  readonly support: number
  readonly maximalOrder: number
  /**
   * Tabulates k, k' and k'' at first, first + spacing, .. for every entry of `first`, 3 count numbers each: a run of `count` values of
   * k, one of k' and one of k''. Taking all particles in one call, it passes no number that would have to be boxed.
   */
  readonly tabulate: (out: Writing, first: Reading, spacing: number, count: number) => void
  /** The Fourier transform int k(x) exp(-i kappa x) dx, real since k is even; 1 at kappa = 0. */
  readonly transform: (kappa: number) => number
}

/** A mollifier on T*R^d: one factor per coordinate q_i and one per momentum p_i. */
export interface Mollifier {
  readonly q: ReadonlyArray<MollifierFactor>
  readonly p: ReadonlyArray<MollifierFactor>
}
