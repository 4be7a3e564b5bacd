import type { HybridSystem } from '@casimir/algebra'

/**
 * The koopmon closure with eq. (16) as printed, deliberately wrong: the factor w_a is missing from dh/drho_a, so that the printed
 * i hbar rho_a' = w_a^-1 [dh/drho_a, rho_a] turns each rho_a faster by 1/w_a.
 */
export const printedTwin = (system: HybridSystem, weights: Float64Array): HybridSystem => ({
  ...system,
  name: `${system.name} as printed`,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    const size = 2 * system.shape.levels ** 2
    out.generator.forEach((g, k) => {
      out.generator[k] = g / weights[Math.floor(k / size)]
    })
    return status
  },
})
