import type { State } from './Layout.ts'
import { allocate } from './Layout.ts'
import type { Writing } from './Reading.ts'
import type { Status } from './Status.ts'

/** One Hermitian n x n matrix, row-major with real and imaginary parts interleaved (`rho`, 2 n^2), and the time (`t`, 1). */
export type DensityState = State<'t' | 'rho'>

/**
 * A Hamiltonian system on Hermitian matrices with the Lie-Poisson bracket of u(n): i hbar rho' = [G(rho, t), rho], G = dh/drho.
 *
 * The spectrum of rho and with it every Tr rho^k is a Casimir, whatever the energy. Density matrices are the positive ones of
 * trace 1; a free rigid body is the case n = 2.
 *
 * `energy` and `gradient` must make sense for every Hermitian matrix near the trajectory, not for those of its spectrum only: the
 * stages of isospectral methods leave the orbit. A driven system reads `state.t[0]`.
 */
export interface MatrixLiePoissonSystem {
  readonly name: string
  readonly levels: number
  readonly hbar: number
  readonly energy: (state: DensityState) => number
  /** Writes the Hermitian matrix G = dh/drho, with dh = Tr(G drho). */
  readonly gradient: (out: Writing, state: DensityState) => Status
}

/**
 * Allocates a zeroed Hermitian matrix of the given number of levels with its time.
 *
 * @example
 * allocateDensity(3).block.length // => 19
 */
export const allocateDensity = (levels: number): DensityState => allocate({ t: 1, rho: 2 * levels * levels })
