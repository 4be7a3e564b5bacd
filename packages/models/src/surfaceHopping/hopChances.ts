import type { Reading, Writing } from '@casimir/algebra'

/** A flux of population up to this is rounding, so that levels without coupling never hop. */
const ROUNDING = 2e-15

/**
 * The probabilities of a hop from level l during a step that takes the adiabatic amplitudes b to c = S b, S unitary: chances[k] of ending on
 * level k, numbered as at the end, and 0 for staying; their sum is at most 1.
 *
 * With w_km = Re(c_k* S_km b_m), a population that came from m and arrived in k (sum over k: |b_m|^2; over m: |c_k|^2), and order[m] the level at
 * the end that goes on from m (`matchLevels`), the net flux from l to m,
 *
 *     F_lm = w_(order[m]) l - w_(order[l]) m,   sum over m of F_lm = |b_l|^2 - |c_order[l]|^2,
 *
 * gives chances[order[m]] = max(0, F_lm)/|b_l|^2, with fluxes up to 2e-15 of amplitudes of unit length taken for rounding. For two levels that is (|b_l|^2 - |c_l|^2)/|b_l|^2, the exact chance over a step of monotone
 * flux, in any size of step; for more, the sum over targets is that total, target by target Tully's flux 2 h Re(c_l* c_k d_lk.v)/|c_l|^2 as h -> 0.
 *
 * Layout: b, c of 2 n numbers, S of 2 n^2, row-major. Free of the phases of eigenvectors: w does not change with them.
 *
 * Cost: 4 n complex multiplications. If the chances of several targets sum to more than 1 they are scaled to 1.
 *
 * Source: the total is that of G. Granucci, M. Persico and A. Toniolo, J. Chem. Phys. 114, 10608 (2001); the shares are made antisymmetric, which
 * theirs, Re(c_k* S_kl b_l), are only to first order in h.
 *
 * @example
 * const [co, si] = [0.8, 0.6]
 * const S = new Float64Array([co, 0, -si, 0, si, 0, co, 0])
 * const chances = new Float64Array(2)
 * const before = new Float64Array([1, 0, 0, 0])
 * const after = new Float64Array([co, 0, si, 0])
 * hopChances(chances, before, after, S, new Int32Array([0, 1]), 0, 2)
 * chances[1].toFixed(12) // => '0.360000000000'
 */
export const hopChances = (
  chances: Writing,
  b: Reading,
  c: Reading,
  S: Reading,
  order: Int32Array,
  l: number,
  n: number,
): void => {
  for (let k = 0; k < n; k++) chances[k] = 0
  const population = b[2 * l] * b[2 * l] + b[2 * l + 1] * b[2 * l + 1]
  if (!(population > 0)) return
  const stay = order[l]
  let total = 0
  if (n === 2) {
    const remaining = c[2 * stay] * c[2 * stay] + c[2 * stay + 1] * c[2 * stay + 1]
    if (population - remaining > ROUNDING) chances[1 - stay] = (population - remaining) / population
    return
  }
  for (let m = 0; m < n; m++) {
    if (m === l) continue
    const k = order[m]
    const out = 2 * (k * n + l)
    const back = 2 * (stay * n + m)
    const gained =
      c[2 * k] * (S[out] * b[2 * l] - S[out + 1] * b[2 * l + 1]) +
      c[2 * k + 1] * (S[out] * b[2 * l + 1] + S[out + 1] * b[2 * l])
    const lost =
      c[2 * stay] * (S[back] * b[2 * m] - S[back + 1] * b[2 * m + 1]) +
      c[2 * stay + 1] * (S[back] * b[2 * m + 1] + S[back + 1] * b[2 * m])
    if (gained - lost > ROUNDING) {
      chances[k] = (gained - lost) / population
      total += chances[k]
    }
  }
  if (total > 1) for (let k = 0; k < n; k++) chances[k] /= total
}

/** The sum of chances: that of any hop in the step. */
export const anyHop = (chances: Reading): number => {
  let total = 0
  for (let k = 0; k < chances.length; k++) total += chances[k]
  return total
}
