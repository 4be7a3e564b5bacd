import type { HybridHamiltonian } from '@casimir/algebra'
import { separable, twoLevel } from '@casimir/models'

/** The parameters of `torusRabi`. */
export interface TorusRabi {
  readonly splitting: number
  readonly coupling: number
}

/** The Rabi model made periodic: H = -cos q - cos p + (splitting/2) sz + coupling sin q sx on the torus of period 2 pi. */
export const torusRabi = ({ splitting, coupling }: TorusRabi): HybridHamiltonian =>
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
