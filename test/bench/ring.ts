// The problem of the twins: a ring of oscillators or pendulums, and how the library is told of it.
import type { HybridState, HybridSystem, SplitSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'

/** k of the ring's springs. */
export const STIFFNESS = 0.7

/** A ring of N oscillators, H = sum_i p_i^2/2 + q_i^2/2 + k (q_(i+1) - q_i)^2/2, as drift and kick. */
export const ringSplit: SplitSystem<HybridState, 'A' | 'B'> = {
  name: 'ring of oscillators',
  parts: {
    A: {
      kind: 'exact',
      flow: ({ t, q, p }, h) => {
        for (let i = 0; i < q.length; i++) q[i] += h * p[i]
        t[0] += h
        return 0
      },
    },
    B: {
      kind: 'exact',
      flow: ({ q, p }, h) => {
        const N = q.length
        for (let i = 0; i < N; i++) {
          const left = q[i === 0 ? N - 1 : i - 1]
          const right = q[i === N - 1 ? 0 : i + 1]
          p[i] -= h * (q[i] + STIFFNESS * (2 * q[i] - left - right))
        }
        return 0
      },
    },
  },
}

/** The same as a Hamiltonian system, or a ring of pendulums, whose gradient costs more. */
export const ringSystem = (N: number, pendulums: boolean): HybridSystem => ({
  name: pendulums ? 'ring of pendulums' : 'ring of oscillators',
  shape: { trajectories: 1, dof: N, levels: 1 },
  hbar: 1,
  energy: ({ q, p }) =>
    q.reduce((sum, x, i) => {
      const potential = pendulums ? 1 - Math.cos(x) : (x * x) / 2
      return sum + potential + (p[i] ** 2 + STIFFNESS * (q[(i + 1) % N] - x) ** 2) / 2
    }, 0),
  gradient: (out, { q, p }) => {
    const { q: force, p: velocity } = out
    for (let i = 0; i < N; i++) {
      const left = q[i === 0 ? N - 1 : i - 1]
      const right = q[i === N - 1 ? 0 : i + 1]
      force[i] = (pendulums ? Math.sin(q[i]) : q[i]) + STIFFNESS * (2 * q[i] - left - right)
      velocity[i] = p[i]
    }
    out.generator[0] = 0
    out.generator[1] = 0
    return 0
  },
})

export const ringState = (N: number): HybridState => {
  const state = allocateHybrid({ trajectories: 1, dof: N, levels: 1 })
  for (let i = 0; i < N; i++) {
    state.q[i] = Math.sin(i)
    state.p[i] = Math.cos(3 * i)
  }
  state.psi[0] = 1
  return state
}

/** The forces, signs reversed, and the velocities of the ring, as a twin writes them. */
export const differentiateByHand =
  (pendulums: boolean) =>
  (force: Float64Array, velocity: Float64Array, q: Float64Array, p: Float64Array): void => {
    const N = q.length
    for (let i = 0; i < N; i++) {
      const left = q[i === 0 ? N - 1 : i - 1]
      const right = q[i === N - 1 ? 0 : i + 1]
      force[i] = (pendulums ? Math.sin(q[i]) : q[i]) + STIFFNESS * (2 * q[i] - left - right)
      velocity[i] = p[i]
    }
  }
