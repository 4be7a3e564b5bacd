import type { HybridSystem } from '@casimir/algebra'

/** Deliberately wrong: a harmonic trap about the origin is added to whatever H is, energy and gradient alike, so that the model is tied to a place. */
export const trappedEnergy = (system: HybridSystem, weights: Float64Array): HybridSystem => {
  const { dof } = system.shape
  return {
    ...system,
    energy: (state) =>
      system.energy(state) + state.q.reduce((s, x, k) => s + (weights[Math.floor(k / dof)] * x * x) / 2, 0),
    gradient: (out, state) => {
      const status = system.gradient(out, state)
      for (let i = 0; i < out.q.length; i++) out.q[i] += state.q[i]
      return status
    },
  }
}
