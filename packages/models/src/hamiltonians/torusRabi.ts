import type { HybridHamiltonian } from '@casimir/algebra'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/**
 * The Rabi model made periodic, H = (cosine wells) + (splitting/2) sz + coupling sin q sx, for the continuum models, whose boxes are periodic.
 *
 *     A(p) = -cos p,   B(q) = -cos q + coupling sin q sx + (splitting/2) sz
 *
 * Period 2 pi in q and p. Near the origin it is `rabi` with omega = 1, up to a constant: cos x = 1 - x^2/2 + .., sin q = q - ..
 *
 * Source: ours.
 *
 * @example
 * const out = new Float64Array(8)
 * torusRabi({ splitting: 1, coupling: 0.5 }).value(out, Float64Array.of(0), Float64Array.of(0), 0)
 * [out[0], out[6]] // => [-1.5, -2.5]
 */
export const torusRabi = ({
  splitting,
  coupling,
}: {
  readonly splitting: number
  readonly coupling: number
}): HybridHamiltonian =>
  separable(
    'torus Rabi',
    twoLevel(
      (c, x) => {
        c[0] = -Math.cos(x[0])
      },
      (c, x) => {
        c[0] = Math.sin(x[0])
      },
    ),
    twoLevel(
      (c, x) => {
        c[0] = -Math.cos(x[0])
        c[1] = coupling * Math.sin(x[0])
        c[3] = splitting / 2
      },
      (c, x) => {
        c[0] = Math.sin(x[0])
        c[1] = coupling * Math.cos(x[0])
      },
    ),
  )
