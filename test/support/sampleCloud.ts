import type { HybridShape, HybridState } from '@casimir/algebra'
import { allocateHybrid, normalize } from '@casimir/algebra'

/** A repeatable irregular number in [-1, 1]. */
const scatter = (k: number): number => {
  const x = Math.sin(12.9898 * (k + 1)) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}

/** Unequal positive weights with sum 1. */
export const unequalWeights = (count: number): Float64Array => {
  const raw = Float64Array.from({ length: count }, (_, a) => 1 + 0.8 * scatter(101 + a))
  const sum = raw.reduce((s, w) => s + w, 0)
  return raw.map((w) => w / sum)
}

/** A repeatable cloud of the given spread with unit amplitudes that differ from particle to particle. */
export const sampleCloud = (shape: HybridShape, spread = 1, centre = 0): HybridState => {
  const state = allocateHybrid(shape)
  state.q.forEach((_, k) => {
    state.q[k] = centre + spread * scatter(3 * k)
    state.p[k] = spread * scatter(3 * k + 1)
  })
  state.psi.forEach((_, k) => {
    state.psi[k] = scatter(1000 + k)
  })
  for (let a = 0; a < shape.trajectories; a++) normalize(state.psi, 2 * shape.levels * a, shape.levels)
  return state
}

/** Largest absolute difference of two arrays. */
export const distance = (x: Float64Array, y: Float64Array): number =>
  x.reduce((most, value, k) => Math.max(most, Math.abs(value - y[k])), 0)
