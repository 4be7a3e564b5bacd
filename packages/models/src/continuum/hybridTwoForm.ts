import type { Reading, Writing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { liouvilleDensity } from '../fields/liouvilleDensity.ts'

/** The quantum-classical two-form of a field P = D psi psi^+. */
export interface HybridTwoForm {
  /** The axes j < k of each component; axis j < d is q_j, axis d + j is p_j. */
  readonly pairs: ReadonlyArray<readonly [number, number]>
  /** Omega_jk for every pair, one scalar field after another. */
  readonly components: (out: Writing, P: Reading) => void
  /** The density of the Liouville volume Omega^d/d!, 1 where psi is constant; Omega_qp itself for d = 1. */
  readonly volume: (out: Writing, P: Reading) => void
}

/**
 * Prepares the two-form Omega = omega + hbar Im <dpsi| ^ dpsi>, omega = dq ^ dp, that the flow of every energy transports.
 *
 *     Omega_jk = omega_jk + 2 hbar Im <psi_j|psi_k> = omega_jk - i hbar Tr(r [r_j, r_k]) = omega_jk - i hbar Tr(P [P_j, P_k])/D^3,   r = P/D
 *
 * For two levels and one degree of freedom Omega_qp = 1 + (hbar/2) n . (n_q x n_p), n the Bloch vector.
 *
 * Where P = D psi psi^+ moves by (12), d Omega/dt + L_X Omega = 0, so the volume and D obey the same continuity equation; Omega is closed and exact up to
 * omega. For P of higher rank the formula with r gives a two-form that is neither closed nor transported.
 *
 * Assumes Tr P > 0 and rank one (not checked). Cost: 2 d spectral derivatives and one commutator a pair. Errors: throws unless hbar >= 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, Omega(t) below eq. (13).
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m, [q]) => { m.set([1, 0, Math.cos(q), Math.sin(q), Math.cos(q), -Math.sin(q), 1, 0]) })
 * const omega = new Float64Array(fields.grid.nodes)
 * hybridTwoForm(fields, 1).volume(omega, P)
 * omega.every((x) => Math.abs(x - 1) < 1e-14) // => true
 */
export const hybridTwoForm = (space: HermitianFields, hbar: number): HybridTwoForm => {
  checkHbar('hybridTwoForm', hbar)
  const { grid, levels } = space
  const { nodes, dof } = grid
  const nn = levels * levels
  const { pairs, canonical, value } = liouvilleDensity(dof)
  const slopes = Array.from({ length: 2 * dof }, () => space.allocate())
  const turned = space.allocate()
  const density = new Float64Array(nodes)
  const all = new Float64Array(pairs.length * nodes)
  const one = new Float64Array(pairs.length)
  const components = (out: Writing, P: Reading): void => {
    slopes.forEach((slope, axis) => {
      space.spectral.derivative(slope, P, axis)
    })
    space.trace(density, P)
    pairs.forEach(([j, k], index) => {
      space.commutator(turned, slopes[j], slopes[k])
      for (let m = 0; m < nodes; m++) {
        let sum = 0
        for (let c = m * nn; c < (m + 1) * nn; c++) sum += P[c] * turned[c]
        out[index * nodes + m] = canonical[index] - (hbar * sum) / density[m] ** 3
      }
    })
  }
  return {
    pairs,
    components,
    volume: (out, P) => {
      components(all, P)
      for (let m = 0; m < nodes; m++) {
        for (let i = 0; i < one.length; i++) one[i] = all[i * nodes + m]
        out[m] = value(one)
      }
    },
  }
}
