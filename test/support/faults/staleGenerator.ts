import type { HybridSystem } from '@casimir/algebra'

/** Deliberately wrong: generators are those of the call before, as by a buffer swapped one step late. */
export const staleGenerator = (system: HybridSystem): HybridSystem => {
  let held: Float64Array | undefined
  return {
    ...system,
    gradient: (out, state) => {
      const status = system.gradient(out, state)
      const now = out.generator.slice()
      out.generator.set(held ?? now)
      held = now
      return status
    },
  }
}
