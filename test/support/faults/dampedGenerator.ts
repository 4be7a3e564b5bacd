import type { HybridSystem } from '@casimir/algebra'

/** Deliberately wrong: an anti-Hermitian part of one part in a thousand, which lets norms decay. */
export const dampedGenerator = (system: HybridSystem): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    const { levels: n, trajectories: N } = system.shape
    for (let a = 0; a < N; a++) for (let j = 0; j < n; j++) out.generator[2 * (n * n * a + j * (n + 1)) + 1] -= 1e-3
    return status
  },
})
