import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, applyMatrix } from '@casimir/algebra'

/** The velocities of eq. (16) at a state, from the gradient: t' = 1, q' = h_p, p' = -h_q, psi' = -i G psi / hbar. */
export const hybridVelocity = ({ shape, hbar, gradient }: HybridSystem) => {
  const g = allocateGradient(shape)
  const n = shape.levels
  return (out: HybridState, state: HybridState): void => {
    gradient(g, state)
    out.t[0] = 1
    out.q.set(g.p)
    out.p.set(g.q.map((v) => -v))
    for (let a = 0; a < shape.trajectories; a++)
      applyMatrix(out.psi, 2 * n * a, g.generator, 2 * n * n * a, state.psi, 2 * n * a, n)
    out.psi.set(out.psi.map((_, k) => (k % 2 === 0 ? out.psi[k + 1] : -out.psi[k - 1]) / hbar))
  }
}
