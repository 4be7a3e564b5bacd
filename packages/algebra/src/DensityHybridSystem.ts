import type { HybridShape, HybridState } from './HybridState.ts'
import type { HybridGradient } from './HybridSystem.ts'
import type { State } from './Layout.ts'
import { allocate } from './Layout.ts'
import type { Status } from './Status.ts'

/**
 * N trajectories that carry a density matrix of any rank instead of amplitudes, in one block.
 *
 * Fields: `t` (time, 1), `q` and `p` (N d, as in `HybridState`), `rho` (2 n^2 N: one Hermitian n x n matrix per trajectory, row-major with real and
 * imaginary parts interleaved).
 */
export type DensityHybridState = State<'t' | 'q' | 'p' | 'rho'>

/**
 * A Hamiltonian system on (q_a, p_a, rho_a), with the Lie-Poisson bracket of u(n) in each rho_a:
 *
 *     q' = w^-1 dh/dp,   p' = -w^-1 dh/dq,   i hbar rho' = [w^-1 dh/drho, rho].
 *
 * The spectrum of every rho_a is a Casimir. For rho_a = |psi_a><psi_a| it is a `HybridSystem` less the phases. `energy` and `gradient` must make sense for
 * every Hermitian matrix near the trajectory, since the stages of isospectral methods leave the orbit.
 */
export interface DensityHybridSystem {
  readonly name: string
  readonly shape: HybridShape
  readonly hbar: number
  readonly energy: (state: DensityHybridState) => number
  /** Writes w_a^-1 times the gradient; `generator` is w_a^-1 dh/drho_a. */
  readonly gradient: (out: HybridGradient, state: DensityHybridState) => Status
}

/**
 * Allocates a zeroed density state.
 *
 * @example
 * allocateDensityHybrid({ trajectories: 3, dof: 1, levels: 2 }).block.length // => 31
 */
export const allocateDensityHybrid = ({ trajectories, dof, levels }: HybridShape): DensityHybridState =>
  allocate({ t: 1, q: trajectories * dof, p: trajectories * dof, rho: 2 * levels * levels * trajectories })

/**
 * Copies t, q and p of a state and writes rho_a = |psi_a><psi_a|.
 *
 * @example
 * const shape = { trajectories: 1, dof: 1, levels: 2 }
 * const [state, out] = [allocateHybrid(shape), allocateDensityHybrid(shape)]
 * state.psi.set([0.6, 0, 0, 0.8])
 * copyDensities(out, state, shape)
 * out.rho[2] + out.rho[5] // => 0.48
 */
export const copyDensities = (
  out: DensityHybridState,
  { t, q, p, psi }: HybridState,
  { trajectories, levels: n }: HybridShape,
): void => {
  out.t.set(t)
  out.q.set(q)
  out.p.set(p)
  for (let a = 0; a < trajectories; a++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const x = 2 * (a * n + j)
        const y = 2 * (a * n + k)
        const o = 2 * ((a * n + j) * n + k)
        out.rho[o] = psi[x] * psi[y] + psi[x + 1] * psi[y + 1]
        out.rho[o + 1] = psi[x + 1] * psi[y] - psi[x] * psi[y + 1]
      }
}
