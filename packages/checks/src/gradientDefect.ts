import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'

/** Largest differences between a gradient and finite differences of the energy, relative to the largest entry of each kind. */
export interface GradientDefect {
  readonly q: number
  readonly p: number
  readonly psi: number
}

const STENCIL = [
  [-3, -1 / 60],
  [-2, 3 / 20],
  [-1, -3 / 4],
  [1, 3 / 4],
  [2, -3 / 20],
  [3, 1 / 60],
] as const

/**
 * Compares the weighted gradient of a hybrid system with sixth-order central differences of its energy, in every coordinate.
 *
 * dh/dq_a and dh/dp_a against w_a times the gradient; d/dRe psi_j and d/dIm psi_j of h against 2 w_a Re and Im of (G psi)_j.
 *
 * Assumes positive weights; `state` is left as it was. Cost: 6 energies a coordinate. Error of the differences:
 * `step`^6 times the seventh derivative plus round-off of h / `step`.
 *
 * @example
 * const system = {
 *   name: 'oscillator', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => s.q[0] ** 2 / 2 + s.p[0] ** 2 / 2,
 *   gradient: (g, s) => { g.q[0] = s.q[0]; g.p[0] = s.p[0]; return 0 },
 * }
 * const s = allocateHybrid(system.shape)
 * s.q[0] = 1
 * gradientDefect(system, new Float64Array([1]), s).q < 1e-10 // => true
 */
export const gradientDefect = (
  system: HybridSystem,
  weights: Float64Array,
  state: HybridState,
  step = 1e-2,
): GradientDefect => {
  const { trajectories: N, dof, levels: n } = system.shape
  const gradient = allocateGradient(system.shape)
  const moved = allocateHybrid(system.shape)
  moved.block.set(state.block)
  system.gradient(gradient, moved)
  const difference = (field: Float64Array, k: number): number => {
    const held = field[k]
    let sum = 0
    for (const [j, c] of STENCIL) {
      field[k] = held + j * step
      sum += c * system.energy(moved)
    }
    field[k] = held
    return sum / step
  }
  const compare = (measured: number[], stated: number[]): number => {
    const size = Math.max(...measured.map(Math.abs), ...stated.map(Math.abs), Number.MIN_VALUE)
    return Math.max(...measured.map((m, k) => Math.abs(m - stated[k]))) / size
  }
  const along = (field: Float64Array, stated: Float64Array): number =>
    compare(
      Array.from(field, (_, k) => difference(field, k)),
      Array.from(stated, (g, k) => weights[Math.floor(k / dof)] * g),
    )
  const psi = Array.from(moved.psi, (_, k) => difference(moved.psi, k))
  const expected: number[] = []
  for (let a = 0; a < N; a++)
    for (let j = 0; j < n; j++) {
      let re = 0
      let im = 0
      for (let k = 0; k < n; k++) {
        const g = 2 * (a * n * n + j * n + k)
        const x = 2 * (a * n + k)
        re += gradient.generator[g] * state.psi[x] - gradient.generator[g + 1] * state.psi[x + 1]
        im += gradient.generator[g] * state.psi[x + 1] + gradient.generator[g + 1] * state.psi[x]
      }
      expected.push(2 * weights[a] * re, 2 * weights[a] * im)
    }
  return { q: along(moved.q, gradient.q), p: along(moved.p, gradient.p), psi: compare(psi, expected) }
}
