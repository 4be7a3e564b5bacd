import type { Reading, Writing } from '@casimir/algebra'

/**
 * The density of the Liouville volume of a two-form sum_{j<k} Omega_jk dz^j ^ dz^k on T*R^d, 1 for the canonical dq_i ^ dp_i.
 *
 * `pairs` lists j < k in the order of the components; for d = 1 the density is Omega_qp, for d = 2 it is
 * Omega_q1p1 Omega_q2p2 - Omega_q1q2 Omega_p1p2 - Omega_q1p2 Omega_q2p1, minus the Pfaffian: Omega^n = n! (-1)^(n(n-1)/2) Pf d^2n z.
 */
interface LiouvilleDensity {
  readonly pairs: ReadonlyArray<readonly [number, number]>
  /** 1 for a pair (q_i, p_i), otherwise 0. */
  readonly canonical: ReadonlyArray<number>
  readonly value: (components: Reading) => number
  readonly gradient: (out: Writing, components: Reading) => void
}

/** For d = 2 the pairs are q1q2, q1p1, q1p2, q2p1, q2p2, p1p2. */
export const liouvilleDensity = (dof: number): LiouvilleDensity => {
  const pairs: [number, number][] = []
  for (let j = 0; j < 2 * dof; j++) for (let k = j + 1; k < 2 * dof; k++) pairs.push([j, k])
  const canonical = pairs.map(([j, k]) => (k === j + dof ? 1 : 0))
  if (dof === 1)
    return {
      pairs,
      canonical,
      value: (o) => o[0],
      gradient: (out) => {
        out[0] = 1
      },
    }
  return {
    pairs,
    canonical,
    value: (o) => o[1] * o[4] - o[0] * o[5] - o[2] * o[3],
    gradient: (out, o) => {
      out[0] = -o[5]
      out[1] = o[4]
      out[2] = -o[3]
      out[3] = -o[2]
      out[4] = o[1]
      out[5] = -o[0]
    },
  }
}
