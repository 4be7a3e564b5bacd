import type { Reading, Writing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'

/**
 * Prepares the hybrid von Neumann operator Dhat = P + (hbar/2) div(D Gamma) of a field P (the paper's calligraphic P = D psi psi^+); `out` may be P.
 *
 *     D Gamma = i [P, X_P]/D = ( i[P, P_p], -i[P, P_q] )/D,   X_P = (P_p, -P_q)
 *
 * The paper prints Dhat = P/D + ..: the trace would then be 1 instead of D. Tr Dhat = D, int Dhat = int P, and Tr int Dhat H is the hybrid energy (11);
 * dD/dt = Tr {H, Dhat} and i hbar drho/dt = int [H, Dhat] along it. Equivariant under symplectic maps and constant unitaries. Hermitian, not sign-definite.
 *
 * Assumes Tr P > 0 (not checked). Cost: 4 d spectral derivatives and 2 d commutators. Errors: throws unless hbar >= 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 2.
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m, [q]) => { m.set([1, 0, Math.sin(q), 0, Math.sin(q), 0, 1, 0]) })
 * const Dhat = fields.allocate()
 * hybridVonNeumann(fields, 1)(Dhat, P)
 * Dhat.every((x, i) => Math.abs(x - P[i]) < 1e-15) // => true
 */
export const hybridVonNeumann = (space: HermitianFields, hbar: number): ((out: Writing, P: Reading) => void) => {
  checkHbar('hybridVonNeumann', hbar)
  const { grid, levels } = space
  const { dof, nodes } = grid
  const nn = levels * levels
  const slope = space.allocate()
  const gamma = space.allocate()
  const correction = space.allocate()
  const D = new Float64Array(nodes)
  return (out, P) => {
    space.trace(D, P)
    correction.fill(0)
    for (let axis = 0; axis < 2 * dof; axis++) {
      space.spectral.derivative(slope, P, axis < dof ? axis + dof : axis - dof)
      space.commutator(gamma, P, slope)
      const factor = axis < dof ? 0.5 * hbar : -0.5 * hbar
      for (let m = 0; m < nodes; m++) for (let c = m * nn; c < (m + 1) * nn; c++) gamma[c] *= factor / D[m]
      space.spectral.derivative(gamma, gamma, axis)
      for (let i = 0; i < correction.length; i++) correction[i] += gamma[i]
    }
    for (let i = 0; i < correction.length; i++) out[i] = P[i] + correction[i]
  }
}
