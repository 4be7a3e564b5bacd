import type { HybridSystem } from '@casimir/algebra'

/** A model that throws as soon as it is asked for a number. */
export const throwingModel = (system: HybridSystem): HybridSystem => {
  const refuse = (): never => {
    throw new Error('out of range')
  }
  return { ...system, energy: refuse, gradient: refuse }
}

/** A model of which one force is not a number. */
export const nanModel = (system: HybridSystem): HybridSystem => ({
  ...system,
  energy: () => Number.NaN,
  gradient: (out, state) => {
    const status = system.gradient(out, state)
    out.q[0] = Number.NaN
    return status
  },
})

/** A model that has one level more than it says. */
export const wrongSizeModel = (system: HybridSystem): HybridSystem => ({
  ...system,
  shape: { ...system.shape, levels: system.shape.levels + 1 },
})

/** A model whose gradient ends with a status that is not ok. */
export const failingModel = (system: HybridSystem): HybridSystem => ({ ...system, gradient: () => 3 })
