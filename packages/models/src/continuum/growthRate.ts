import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { hamiltonianVectorField } from './hamiltonianVectorField.ts'

/**
 * Prepares the principal symbol of the hybrid model (3)-(5): the rate at which a perturbation exp(i kappa.z) of the density grows or decays, at every node.
 *
 *     lambda(z; kappa) = (hbar/2) Tr[ (X_H.kappa) (Gamma.kappa) ],   X_H = (H_p, -H_q),   Gamma = i [rho, X_rho],   rho = P/Tr P
 *
 * For two levels, H = H_0 + f.sigma and Bloch vector n this is (hbar/2) n.(m x g), m = kappa_p n_q - kappa_q n_p, g = kappa_q f_p - kappa_p f_q. Real and
 * quadratic in kappa. A perturbation of rho along kappa_p rho_q - kappa_q rho_p has the rate -lambda, so that where lambda is not zero one of the two grows as
 * in a backward heat equation, forward and backward in time. Zero for uniform rho, H = A(z) 1 and X_H commuting with rho and its gradient.
 *
 * The rate of waves much shorter than the fields vary; what is left out is of first order in kappa. Measured on wave packets in docs/ill-posedness.md.
 *
 * Layout: `kappa` has 2 d components, q first; `out` takes one number a node. Assumes P of rank one, Tr P > 0 and an H that is periodic on the
 * box and resolved (not checked).
 *
 * Cost: 2 d spectral derivatives and one commutator a call; X_H is tabulated once. Errors: throws unless hbar >= 0 and `kappa` has 2 d components, and
 * when H is not Hermitian at a few sample points or does not match the fields.
 *
 * Source: the linearisation of C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (3)-(5); derived in docs/ill-posedness.md.
 *
 * @example
 * const axis = { points: 8, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 })
 * const rate = new Float64Array(64)
 * growthRate(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)(rate, uniform, Float64Array.of(3, 4))
 * Math.max(...rate) // => 0
 */
export const growthRate = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): ((out: Writing, P: Reading, kappa: Reading) => void) => {
  checkHbar('growthRate', hbar)
  const { grid, levels, packing, spectral } = fields
  const { dof, nodes } = grid
  const nn = packing.size
  const axes = 2 * dof
  const XH = hamiltonianVectorField(fields, hamiltonian)
  const rho = fields.allocate()
  const slope = fields.allocate()
  const along = fields.allocate()
  const turned = new Float64Array(nn)

  return (out, P, kappa) => {
    if (kappa.length !== axes)
      throw new Error(`growthRate: kappa has ${kappa.length} components; give ${axes}, one for each axis.`)
    for (let m = 0; m < nodes; m++) {
      let D = 0
      for (let j = 0; j < levels; j++) D += P[m * nn + j]
      for (let c = m * nn; c < (m + 1) * nn; c++) rho[c] = P[c] / D
    }
    // kappa . X_rho, X_rho = (rho_p, -rho_q)
    along.fill(0)
    for (let j = 0; j < axes; j++) {
      const factor = j < dof ? -kappa[j + dof] : kappa[j - dof]
      spectral.derivative(slope, rho, j)
      for (let i = 0; i < along.length; i++) along[i] += factor * slope[i]
    }
    for (let m = 0; m < nodes; m++) {
      packing.commutator(turned, 0, rho, m * nn, along, m * nn)
      let sum = 0
      for (let j = 0; j < axes; j++) for (let c = 0; c < nn; c++) sum += kappa[j] * XH[j][m * nn + c] * turned[c]
      out[m] = 0.5 * hbar * sum
    }
  }
}
