import type { Reading } from '@casimir/algebra'

/**
 * Which level at the end of a step goes on from each level at its beginning: order[l] = k with the largest |S_kl|, S = V(end)^+ V(start), taken
 * greedily, so that `order` is a permutation; S is row-major interleaved and unitary.
 *
 * The identity while every |S_ll|^2 > 1/2, so nothing is sorted at a crossing that the step resolves; independent of eigenvectors' phases.
 *
 * Cost: n, or n^3 when levels have changed places.
 */
export const matchLevels = (order: Int32Array, S: Reading, n: number): void => {
  let resolved = true
  for (let l = 0; l < n; l++) {
    order[l] = l
    const o = 2 * (l * n + l)
    if (!(S[o] * S[o] + S[o + 1] * S[o + 1] > 0.5)) resolved = false
  }
  if (resolved) return
  order.fill(-1)
  for (let pair = 0; pair < n; pair++) {
    let most = -1
    let from = 0
    let to = 0
    for (let k = 0; k < n; k++) {
      let taken = false
      for (let l = 0; l < n; l++) if (order[l] === k) taken = true
      if (taken) continue
      for (let l = 0; l < n; l++) {
        if (order[l] >= 0) continue
        const o = 2 * (k * n + l)
        const overlap = S[o] * S[o] + S[o + 1] * S[o + 1]
        if (overlap > most) {
          most = overlap
          from = l
          to = k
        }
      }
    }
    order[from] = to
  }
}
