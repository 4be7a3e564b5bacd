import type { Flow } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

/** How long the steps of `reversibleStep` are at a state: epsilon Q. */
export interface StepDensity<S> {
  /** Q > 0: a step of the flow's h lasts about h Q. */
  readonly duration: (state: S) => number
  /** (grad Q . f)/Q = d log Q/dt along the system's vector field f. */
  readonly rate: (state: S) => number
}

/** A prepared step of variable duration; not re-entrant, since the step density of its run is its own. */
export interface ReversibleStep<S> {
  /** `flow(state, epsilon)`; how long it lasted shows in the state's time, if it has one. */
  readonly flow: Flow<S>
  /**
   * One number, rho = 1/Q as it was carried along. NaN, as at first, starts it afresh from the next state: set it after moving a
   * state by hand; save and restore it with the state.
   */
  readonly rho: Float64Array
}

/**
 * Prepares a symmetric step of variable duration around a symmetric base step, such as a symmetric word on a split system.
 *
 * The step density is integrated beside the state: rho_(n+1/2) = rho_(n-1/2) + epsilon G(y_n) with G = -(grad Q . f)/Q, and
 * y_(n+1) = Phi(y_n) over epsilon/rho_(n+1/2), from rho_0 = 1/Q(y_0). Each step does half of the first before Phi and half after.
 *
 * Symmetric in (y, rho), hence of the base's order in epsilon, which must be even, and reversible with it: over long runs of
 * reversible integrable systems the energy stays as bounded as with fixed steps. Not symplectic. Keeps what the base keeps at any
 * step: momenta, norms, Casimirs. A step chosen from the state at its start, epsilon Q(y_n), is not symmetric and drifts.
 *
 * Assumes a symmetric base and a rate that belongs to the duration (neither is checked). Cost: the base step and two rates;
 * allocates nothing.
 *
 * Errors: the flow returns `nonFinite`, and leaves state and rho as they were, when rho is not a positive number, which is a sign
 * of too large an epsilon; the base's status otherwise.
 *
 * Source: E. Hairer and G. Soederlind, SIAM J. Sci. Comput. 26, 1838 (2005).
 *
 * @example
 * const parts = {
 *   A: { kind: 'exact', flow: (s: Float64Array, h: number) => { s[0] += h * s[1]; return 0 } },
 *   B: { kind: 'exact', flow: (s: Float64Array, h: number) => { s[1] -= h * s[0] ** 3; return 0 } },
 * } as const
 * const { flow, rho } = reversibleStep(compile({ name: 'quartic', parts })(strang), {
 *   duration: (s) => 1 / (1 + s[0] ** 2),
 *   rate: (s) => (-2 * s[0] * s[1]) / (1 + s[0] ** 2),
 * })
 * const s = Float64Array.of(2, 0)
 * for (let k = 0; k < 100; k++) flow(s, 0.1)
 * for (let k = 0; k < 100; k++) flow(s, -0.1)
 * Math.hypot(s[0] - 2, s[1], rho[0] - 5) < 1e-11 // => true
 */
export const reversibleStep = <S>(base: Flow<S>, { duration, rate }: StepDensity<S>): ReversibleStep<S> => {
  const rho = Float64Array.of(Number.NaN)
  return {
    rho,
    flow: (state, epsilon) => {
      const before = Number.isNaN(rho[0]) ? 1 / duration(state) : rho[0]
      const middle = before - (epsilon / 2) * rate(state)
      if (!(middle > 0 && middle < Number.POSITIVE_INFINITY)) return STATUS.nonFinite
      const status = base(state, epsilon / middle)
      if (status !== STATUS.ok) return status
      rho[0] = middle - (epsilon / 2) * rate(state)
      return STATUS.ok
    },
  }
}
