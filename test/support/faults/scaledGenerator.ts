import type { HybridSystem } from '@casimir/algebra'

/** Eq. (16) as printed, deliberately wrong: w_a is missing from dh/drho_a, so that each generator is too large by 1/w_a (zero weights keep theirs). */
export const scaledGenerator = (system: HybridSystem, weights: Float64Array): HybridSystem => ({
  ...system,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    const size = 2 * system.shape.levels ** 2
    weights.forEach((w, a) => {
      if (w > 0) for (let i = size * a; i < size * (a + 1); i++) out.generator[i] /= w
    })
    return status
  },
})
