import type { Reading, Writing } from '@casimir/algebra'

const TERMS = 60

/** B_k / k! for even k <= 8. */
const EXACT = [1, 1 / 12, -1 / 720, 1 / 30240, -1 / 1209600]

/** B_k / k!, with B_1 = -1/2: beyond k = 8 by 2 (-1)^(k/2 + 1) zeta(k) / (2 pi)^k, and 0 for odd k > 1. */
const COEFFICIENTS = Float64Array.from({ length: TERMS + 1 }, (_, k) => {
  if (k % 2 === 1) return k === 1 ? -0.5 : 0
  if (k <= 8) return EXACT[k / 2]
  let zeta = 0
  for (let m = 60; m >= 1; m--) zeta += m ** -k
  return (2 * (k % 4 === 2 ? 1 : -1) * zeta) / (2 * Math.PI) ** k
})

/**
 * Prepares out = sum_k (B_k / k!) A_x^k v = A_x (exp(A_x) - 1)^-1 v for a linear map A_x v = apply(x, v) and vectors of `size`.
 *
 * With apply = bracket this is dexp_x^-1 v. Truncated after k = 60 or when terms no longer count: relative error below
 * 2 (r / 2 pi)^62 for spectral radius r of A_x, so 1e-18 up to r = pi; it diverges from r = 2 pi on.
 *
 * `out` may be `x` or `v`. Assumes `apply` allows out = v (not checked). Allocates only here.
 *
 * Cost: one `apply` a term, about 10 for r = 0.1 and 60 for r = pi.
 *
 * Source: A. Iserles, H. Munthe-Kaas, S. Norsett and A. Zanna, Acta Numerica 9, 215 (2000), section 2.
 *
 * @example
 * const out = new Float64Array(1)
 * bernoulliSeries((o, x, v) => { o[0] = x[0] * v[0] }, 1)(out, new Float64Array([1]), new Float64Array([1]))
 * Math.abs(out[0] - 1 / (Math.E - 1)) < 1e-15 // => true
 */
export const bernoulliSeries = (
  apply: (out: Writing, x: Reading, v: Reading) => void,
  size: number,
): ((out: Writing, x: Reading, v: Reading) => void) => {
  const power = new Float64Array(size)
  const sum = new Float64Array(size)
  return (out, x, v) => {
    let scale = 0
    for (let i = 0; i < size; i++) {
      power[i] = v[i]
      sum[i] = v[i]
      scale = Math.max(scale, Math.abs(v[i]))
    }
    for (let k = 1; k <= TERMS; k++) {
      apply(power, x, power)
      const c = COEFFICIENTS[k]
      let largest = 0
      for (let i = 0; i < size; i++) {
        sum[i] += c * power[i]
        largest = Math.max(largest, Math.abs(power[i]))
      }
      if (c !== 0 && Math.abs(c) * largest < 1e-18 * scale) break
    }
    for (let i = 0; i < size; i++) out[i] = sum[i]
  }
}
