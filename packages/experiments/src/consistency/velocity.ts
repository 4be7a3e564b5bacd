import type { HybridShape, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, applyMatrix, STATUS } from '@casimir/algebra'

/**
 * z' of a state: q' = w^-1 dh/dp, p' = -w^-1 dh/dq, psi' = -(i/hbar) (w^-1 dh/drho) psi, eq. (16).
 *
 * Errors: throws when the gradient is not ok.
 */
export const velocityOf = (system: HybridSystem, state: HybridState): HybridState => {
  const { trajectories: N, levels: n } = system.shape
  const gradient = allocateGradient(system.shape)
  if (system.gradient(gradient, state) !== STATUS.ok)
    throw new Error(`velocityOf: the gradient of ${system.name} is not finite here.`)
  const out = allocateHybrid(system.shape)
  out.q.set(gradient.p)
  for (let k = 0; k < out.p.length; k++) out.p[k] = -gradient.q[k]
  const turned = new Float64Array(2 * n)
  for (let a = 0; a < N; a++) {
    applyMatrix(turned, 0, gradient.generator, 2 * n * n * a, state.psi, 2 * n * a, n)
    for (let j = 0; j < n; j++) {
      out.psi[2 * (n * a + j)] = turned[2 * j + 1] / system.hbar
      out.psi[2 * (n * a + j) + 1] = -turned[2 * j] / system.hbar
    }
  }
  return out
}

/** Largest absolute difference of two blocks. */
export const largestGap = (x: Float64Array, y: Float64Array): number =>
  x.reduce((most, value, k) => {
    const gap = Math.abs(value - y[k])
    return gap > most || Number.isNaN(gap) ? gap : most
  }, 0)

/** The largest absolute entry. */
export const sizeOf = (x: Float64Array): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** The diagonal of the form sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a): pairs of coordinates of the block and their coefficients. */
export const formPairs = (
  { trajectories: N, levels: n }: HybridShape,
  weights: Float64Array,
  hbar: number,
): ReadonlyArray<readonly [i: number, j: number, coefficient: number]> => [
  ...Array.from({ length: N }, (_, a) => [1 + a, 1 + N + a, weights[a]] as const),
  ...Array.from({ length: N * n }, (_, k) => {
    const at = 1 + 2 * N + 2 * k
    return [at, at + 1, 2 * hbar * weights[Math.floor(k / n)]] as const
  }),
]
