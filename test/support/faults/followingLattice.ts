import type { HybridHamiltonian, HybridState, HybridSystem, Mollifier } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import { koopmon } from '@casimir/models'

/** What it is made of. */
export interface FollowingOptions {
  readonly weights: Float64Array
  readonly hbar: number
  readonly mollifier: Mollifier
  readonly spacing: number
}

/**
 * Koopmons of one degree of freedom, deliberately wrong: the lattice is anchored to the middle of the cloud and follows it, so that the energy is not one
 * function of the state and the gradient, taken at a lattice that rests, is not its derivative.
 */
export const followingLattice = (hamiltonian: HybridHamiltonian, options: FollowingOptions): HybridSystem => {
  const { weights } = options
  const shape = { trajectories: weights.length, dof: 1, levels: hamiltonian.levels }
  const centred = (state: HybridState) => {
    const middle = (x: Float64Array): number => x.reduce((s, v, a) => s + weights[a] * v, 0)
    const [q0, p0] = [middle(state.q), middle(state.p)]
    const at = (x: number, y: number): readonly [Float64Array, Float64Array] => [
      Float64Array.of(x + q0),
      Float64Array.of(y + p0),
    ]
    const moved: HybridHamiltonian = {
      name: hamiltonian.name,
      levels: hamiltonian.levels,
      dof: 1,
      value: (out, q, p, k) => hamiltonian.value(out, ...at(q[k], p[k]), 0),
      gradientQ: (out, q, p, k) => hamiltonian.gradientQ(out, ...at(q[k], p[k]), 0),
      gradientP: (out, q, p, k) => hamiltonian.gradientP(out, ...at(q[k], p[k]), 0),
    }
    const there = allocateHybrid(shape)
    there.block.set(state.block)
    for (let a = 0; a < weights.length; a++) {
      there.q[a] -= q0
      there.p[a] -= p0
    }
    return { system: koopmon(moved, options), there }
  }
  return {
    name: `${hamiltonian.name} on a lattice that follows the cloud`,
    shape,
    hbar: options.hbar,
    energy: (state) => {
      const { system, there } = centred(state)
      return system.energy(there)
    },
    gradient: (out, state) => {
      const { system, there } = centred(state)
      return system.gradient(out, there)
    },
  }
}
