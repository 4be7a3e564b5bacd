import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { sampleHamiltonian } from '../fields/sampleHamiltonian.ts'
import { hamiltonianVectorField } from './hamiltonianVectorField.ts'

/** Writes a Hermitian field, given a density D > 0 and a state P = psi psi^+ (packed, of unit trace). */
export type StateGenerator = (out: Writing, D: Reading, P: Reading) => void

/**
 * The Hermitian generator of the hybrid model as the paper writes it, eq. (5), in the density D and the state P = psi psi^+.
 *
 *     Hcal = H + i hbar ( {P,H} + {H,P} - [{D,H}, P]/2D ),   {A,B} = A_q B_p - A_p B_q in this order
 *
 * The first two brackets are [P_q, H_p] - [P_p, H_q], and {D,H} = X_H . grad D. Equal to dh/dP of (11) at fixed D up to terms that commute with P, which
 * turn psi by a phase; with hbar = 0 it is H.
 *
 * Assumes D > 0, Tr P = 1 and fields that the grid resolves, H among them (not checked). Cost: 4 d spectral derivatives and 2 d + 1 commutators.
 *
 * Errors: throws unless hbar >= 0, and when H is not Hermitian at a few sample points or does not match the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (5).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 })
 * const out = fields.allocate()
 * hybridGenerator(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)(out, new Float64Array(16).fill(1), uniform)
 * out[0] // => 2.5
 */
export const hybridGenerator = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): StateGenerator => {
  checkHbar('hybridGenerator', hbar)
  const { grid, packing } = fields
  const axes = 2 * grid.dof
  const nn = packing.size
  const H = sampleHamiltonian(fields, hamiltonian)
  const XH = hamiltonianVectorField(fields, hamiltonian)
  const slope = fields.allocate()
  const turned = fields.allocate()
  const along = fields.allocate()
  const slopeD = new Float64Array(grid.nodes)
  return (out, D, P) => {
    out.set(H)
    if (hbar === 0) return
    along.fill(0)
    for (let k = 0; k < axes; k++) {
      fields.spectral.derivative(slope, P, k)
      fields.commutator(turned, slope, XH[k])
      for (let i = 0; i < out.length; i++) out[i] += hbar * turned[i]
      fields.scalar.derivative(slopeD, D, k)
      for (let m = 0; m < grid.nodes; m++) for (let c = m * nn; c < (m + 1) * nn; c++) along[c] += slopeD[m] * XH[k][c]
    }
    fields.commutator(turned, along, P)
    for (let m = 0; m < grid.nodes; m++) {
      const factor = (0.5 * hbar) / D[m]
      for (let c = m * nn; c < (m + 1) * nn; c++) out[c] -= factor * turned[c]
    }
  }
}
