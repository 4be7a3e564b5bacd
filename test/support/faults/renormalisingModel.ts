import type { HybridSystem } from '@casimir/algebra'
import { normalize } from '@casimir/algebra'

/** Deliberately wrong: the gradient turns every psi in place to a positive first amplitude and unit norm before it is used. */
export const renormalisingModel = (system: HybridSystem): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const { levels: n, trajectories: N } = system.shape
    for (let a = 0; a < N; a++) {
      for (let k = 2 * n * a; k < 2 * n * (a + 1); k++) state.psi[k] *= -2
      normalize(state.psi, 2 * n * a, n)
    }
    return system.gradient(out, state)
  },
})
