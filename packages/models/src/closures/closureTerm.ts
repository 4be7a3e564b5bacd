import type { HybridGradient, HybridState, HybridSystem, LocalDensity, Reading, Status } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { MollifiedDensity, MollifiedOptions, MollifiedTerm } from './mollifiedTerm.ts'
import { mollifiedTerm } from './mollifiedTerm.ts'

/** What a particle closure needs beside its energy. */
export interface ClosureOptions extends MollifiedOptions {
  readonly hbar: number
}

/** A mollified energy of a cloud as a hybrid system of its own, with its cost and its mollified density open to view. */
export interface ClosureTerm
  extends HybridSystem,
    Pick<MollifiedTerm, 'nodesPerParticle' | 'nodes' | 'visits' | 'latticeStatus'> {
  /** Dbar on the lattice, for one degree of freedom; undefined for a state that the lattice cannot hold. */
  readonly mollifiedDensity: (state: HybridState) => MollifiedDensity | undefined
  /** Adds the gradient of this term to a gradient already there. */
  readonly addGradient: (out: HybridGradient, state: HybridState) => Status
}

/**
 * The particle closure of a local density, h = integral of f(Dbar, Pbar, d_j Pbar; z) over phase space, on amplitudes: rho_a = |psi_a><psi_a|.
 *
 * Dbar = sum_a w_a K_a, Pbar = sum_a w_a rho_a K_a, K_a(z) = K(z - zeta_a). The gradient is the exact one of the *discretised* energy, on lattice
 * nodes fixed in space, coarse or fine.
 *
 * h depends on the empirical measure only, so every particle moves in the same one-particle Hamiltonian: splitting a particle changes nothing, and
 * particles of weight 0 are tracers.
 *
 * Cost: O(N m n^2) a gradient, m nodes a particle, and one f a node; allocates only when the cloud reaches nodes not seen before.
 *
 * Errors: throws when hbar < 0, the density's partial derivatives are not those of its value (`checkLocalDensity`), weights are negative or all zero,
 * there are no or more than two degrees of freedom, the mollifier has not one factor per axis, or the spacing is not positive or wider than half a
 * kernel; `gradient` returns `nonFinite` or `latticeTooLarge`, and `energy` NaN in those cases.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3, for any energy.
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const options = { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 }
 * Math.abs(closureTerm(correlationDensity(model, 1), options).energy(allocateHybrid({ trajectories: 1, dof: 1, levels: 2 }))) // => 0
 */
export const closureTerm = (density: LocalDensity, options: ClosureOptions): ClosureTerm => {
  const { weights, hbar } = options
  checkHbar('closureTerm', hbar)
  const { dof, levels } = density
  const N = weights.length
  const packing = hermitianPacking(levels)
  const term = mollifiedTerm(density, options)
  const rho = new Float64Array(N * packing.size)
  const densities = (psi: Reading): Float64Array => {
    for (let a = 0; a < N; a++) packing.packState(rho, packing.size * a, psi, 2 * levels * a)
    return rho
  }
  const addGradient = (out: HybridGradient, { q, p, psi }: HybridState): Status =>
    term.addGradient(out, q, p, densities(psi))
  return {
    name: density.name,
    shape: { trajectories: N, dof, levels },
    hbar,
    nodesPerParticle: term.nodesPerParticle,
    nodes: term.nodes,
    visits: term.visits,
    latticeStatus: term.latticeStatus,
    energy: ({ q, p, psi }) => term.energy(q, p, densities(psi)),
    gradient: (out, state) => {
      out.block.fill(0)
      return addGradient(out, state)
    },
    addGradient,
    mollifiedDensity: ({ q, p, psi }) => term.mollifiedDensity(q, p, densities(psi)),
  }
}
