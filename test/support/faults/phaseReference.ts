import type { HybridSystem } from '@casimir/algebra'

/** Deliberately wrong: the force feels Re of the first amplitude, which only a phase tells from its modulus. */
export const phaseReference = (system: HybridSystem): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    const { levels: n, dof } = system.shape
    for (let i = 0; i < out.q.length; i++) out.q[i] += 1e-3 * state.psi[2 * n * Math.floor(i / dof)]
    return status
  },
})
