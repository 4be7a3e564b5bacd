import type { HybridShape, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, poincareIntegral } from '@casimir/algebra'
import { sampleCloud } from './sampleCloud.ts'

/** Samples of a loop of single particles: a warped ellipse in (q, p), with psi going round smoothly. */
export const particleLoop = (samples: number, levels: number): HybridState => {
  const loop = allocateHybrid({ trajectories: samples, dof: 1, levels })
  for (let k = 0; k < samples; k++) {
    const s = (2 * Math.PI * k) / samples
    loop.q[k] = 0.2 + 0.5 * Math.cos(s)
    loop.p[k] = -0.1 + 0.4 * Math.sin(s) + 0.1 * Math.cos(2 * s)
    const psi = Array.from({ length: levels }, (_, l) => [1 + 0.3 * Math.cos(s + l), 0.4 * Math.sin(s + 2 * l)]).flat()
    const norm = Math.hypot(...psi)
    loop.psi.set(
      psi.map((x) => x / norm),
      2 * levels * k,
    )
  }
  return loop
}

/** A cloud followed by the samples of a loop, the tracers. */
export const withTracers = (cloud: HybridState, loop: HybridState, shape: HybridShape): HybridState => {
  const state = allocateHybrid(shape)
  for (const key of ['q', 'p', 'psi'] as const) state[key].set([...cloud[key], ...loop[key]])
  return state
}

/** The trajectories from `first` on of a state, as a loop. */
export const tailOf = (state: HybridState, first: number, samples: number, levels: number): HybridState => {
  const loop = allocateHybrid({ trajectories: samples, dof: 1, levels })
  loop.q.set(state.q.subarray(first))
  loop.p.set(state.p.subarray(first))
  loop.psi.set(state.psi.subarray(2 * levels * first))
  return loop
}

/** A loop of N-particle states: everything of a cloud moves with the parameter, every particle in its own way. */
export const cloudLoop = (samples: number, shape: HybridShape): ReadonlyArray<HybridState> => {
  const base = sampleCloud(shape)
  const { levels: n, trajectories: N } = shape
  return Array.from({ length: samples }, (_, k) => {
    const s = (2 * Math.PI * k) / samples
    const state = allocateHybrid(shape)
    for (let a = 0; a < N; a++) {
      state.q[a] = base.q[a] + 0.3 * Math.cos(s + a)
      state.p[a] = base.p[a] + 0.25 * Math.sin(s - 2 * a)
      const psi = Array.from(
        base.psi.subarray(2 * n * a, 2 * n * (a + 1)),
        (x, l) => x + 0.2 * Math.cos(s + 1.7 * l + a),
      )
      const norm = Math.hypot(...psi)
      state.psi.set(
        psi.map((x) => x / norm),
        2 * n * a,
      )
    }
    return state
  })
}

/** The loop that particle a of a loop of N-particle states runs through. */
export const loopOf = (states: ReadonlyArray<HybridState>, a: number, levels: number): HybridState => {
  const loop = allocateHybrid({ trajectories: states.length, dof: 1, levels })
  states.forEach((state, k) => {
    loop.q[k] = state.q[a]
    loop.p[k] = state.p[a]
    loop.psi.set(state.psi.subarray(2 * levels * a, 2 * levels * (a + 1)), 2 * levels * k)
  })
  return loop
}

/** z' of a state from the gradient of its system. */
export const velocityOf = (system: HybridSystem, state: HybridState): HybridState => {
  const { trajectories: N, levels: n } = system.shape
  const gradient = allocateGradient(system.shape)
  system.gradient(gradient, state)
  const out = allocateHybrid(system.shape)
  out.q.set(gradient.p)
  out.p.set(gradient.q.map((g) => -g))
  for (let a = 0; a < N; a++)
    for (let j = 0; j < n; j++) {
      let [re, im] = [0, 0]
      for (let k = 0; k < n; k++) {
        const g = 2 * ((a * n + j) * n + k)
        const x = 2 * (a * n + k)
        re += gradient.generator[g] * state.psi[x] - gradient.generator[g + 1] * state.psi[x + 1]
        im += gradient.generator[g] * state.psi[x + 1] + gradient.generator[g + 1] * state.psi[x]
      }
      out.psi[2 * (a * n + j)] = im / system.hbar
      out.psi[2 * (a * n + j) + 1] = -re / system.hbar
    }
  return out
}

/**
 * d/dt of the Poincare integral Q of a loop along a velocity, (Q(x + v) - Q(x - v))/2, exact because Q is quadratic in the state; and the size of
 * what was subtracted, which a rate that is round-off is to be compared with.
 */
export const loopRate = (loop: HybridState, velocity: HybridState, shape: HybridShape, hbar: number) => {
  const value = poincareIntegral(shape, hbar)
  const moved = allocateHybrid(shape)
  const along = (by: number): number => {
    for (let i = 0; i < moved.block.length; i++) moved.block[i] = loop.block[i] + by * velocity.block[i]
    return value(moved)
  }
  const [ahead, behind] = [along(1), along(-1)]
  return { rate: (ahead - behind) / 2, size: (Math.abs(ahead) + Math.abs(behind)) / 2 }
}
