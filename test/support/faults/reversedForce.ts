import type { HybridSystem } from '@casimir/algebra'

/** Deliberately wrong: the force points uphill. */
export const reversedForce = (system: HybridSystem): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    for (let i = 0; i < out.q.length; i++) out.q[i] = -out.q[i]
    return status
  },
})
