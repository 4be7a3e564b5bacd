import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { hamiltonianVectorField } from './hamiltonianVectorField.ts'

/** Writes the 2 d components of a vector field, given a density D > 0 and a state P = psi psi^+ (packed, of unit trace). */
export type StateTransport = (out: ReadonlyArray<Writing>, D: Reading, P: Reading) => void

/**
 * The vector field of the hybrid model as the paper writes it, eq. (4), in the density D and the state P = psi psi^+.
 *
 *     X^j = <X_H^j> + (hbar/2D) Tr( X_H^k d_k(D Gamma^j) - D Gamma^k d_k X_H^j ),   Gamma = i[P, X_P],   summed over k
 *
 * Equal to `transportField` of `hybridEnergy` at D P, whatever the rank of P; with hbar = 0 it is the <X_H> of the Ehrenfest model, eq. (1).
 *
 * Assumes D > 0, Tr P = 1 and fields that the grid resolves, H among them (not checked). Cost: 2 d + 8 d^2 spectral derivatives.
 *
 * Errors: throws unless hbar >= 0, and when H is not Hermitian at a few sample points or does not match the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (4).
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const wave = {
 *   name: 'sin p', levels: 1, dof: 1, value: (out, q, p, at) => { out[0] = Math.sin(p[at]); out[1] = 0 },
 *   gradientQ: (out) => out.fill(0), gradientP: (out, q, p, at) => { out[0] = Math.cos(p[at]); out[1] = 0 },
 * }
 * const X = [new Float64Array(64), new Float64Array(64)]
 * const one = new Float64Array(64).fill(1)
 * hybridTransport(fields, wave, 1)(X, one, one)
 * Math.abs(X[0][0] - 1) < 1e-14 // => true
 */
export const hybridTransport = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): StateTransport => {
  checkHbar('hybridTransport', hbar)
  const { dof, nodes } = fields.grid
  const nn = fields.packing.size
  const XH = hamiltonianVectorField(fields, hamiltonian)
  const gamma = XH.map(() => fields.allocate())
  const slope = fields.allocate()
  const trace = new Float64Array(nodes)
  const correction = new Float64Array(nodes)
  /** gamma^j = D Gamma^j */
  const writeGamma = (D: Reading, P: Reading): void => {
    for (let j = 0; j < 2 * dof; j++) {
      fields.spectral.derivative(slope, P, j < dof ? j + dof : j - dof)
      fields.commutator(gamma[j], P, slope)
      const sign = j < dof ? 1 : -1
      for (let m = 0; m < nodes; m++) for (let c = m * nn; c < (m + 1) * nn; c++) gamma[j][c] *= sign * D[m]
    }
  }
  return (out, D, P) => {
    if (hbar !== 0) writeGamma(D, P)
    for (let j = 0; j < 2 * dof; j++) {
      fields.product(out[j], P, XH[j])
      if (hbar === 0) continue
      correction.fill(0)
      for (let k = 0; k < 2 * dof; k++) {
        fields.spectral.derivative(slope, gamma[j], k)
        fields.product(trace, XH[k], slope)
        for (let m = 0; m < nodes; m++) correction[m] += trace[m]
        fields.spectral.derivative(slope, XH[j], k)
        fields.product(trace, gamma[k], slope)
        for (let m = 0; m < nodes; m++) correction[m] -= trace[m]
      }
      for (let m = 0; m < nodes; m++) out[j][m] += (0.5 * hbar * correction[m]) / D[m]
    }
  }
}
