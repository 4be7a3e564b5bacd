import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

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
 * Layout: `kappa` has 2 d components, q first; `out` takes one number a node. Assumes P of rank one and Tr P > 0 (not checked).
 *
 * Cost: 2 d spectral derivatives and one commutator a call; H is tabulated once. Errors: throws when levels or degrees of freedom differ.
 *
 * Source: the linearisation of C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (3)-(5); derived in docs/ill-posedness.md.
 *
 * @example
 * const axis = { points: 8, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const uniform = fields.allocate()
 * fields.sample(uniform, (m) => { m[0] = 1 })
 * const rate = new Float64Array(64)
 * growthRate(fields, rabi({ omega: 1, splitting: 1, coupling: 0.1 }), 1)(rate, uniform, Float64Array.of(3, 4))
 * Math.max(...rate) // => 0
 */
export const growthRate = (
  fields: HermitianFields,
  { name, levels, dof, gradientQ, gradientP }: HybridHamiltonian,
  hbar: number,
): ((out: Writing, P: Reading, kappa: Reading) => void) => {
  const { grid, packing, spectral } = fields
  if (levels !== fields.levels || dof !== grid.dof)
    throw new Error(
      `growthRate: '${name}' has ${levels} levels and ${dof} degrees of freedom, ${fields.name} have ${fields.levels} and ${grid.dof}; build both for one system.`,
    )
  const nn = packing.size
  const axes = 2 * dof
  const flow = hamiltonianFlow()
  const rho = fields.allocate()
  const slope = fields.allocate()
  const along = fields.allocate()
  const turned = new Float64Array(nn)

  /** X_H, packed, component by component at each node. */
  function hamiltonianFlow(): Float64Array {
    const flow = new Float64Array(grid.nodes * axes * nn)
    const matrices = new Float64Array(2 * nn * dof)
    for (let m = 0; m < grid.nodes; m++) {
      const z = Float64Array.from({ length: axes }, (_, j) => grid.coordinates[axes * m + j])
      gradientP(matrices, z.subarray(0, dof), z.subarray(dof), 0)
      for (let j = 0; j < dof; j++) packing.pack(flow, (m * axes + j) * nn, matrices, 2 * nn * j)
      gradientQ(matrices, z.subarray(0, dof), z.subarray(dof), 0)
      for (let i = 0; i < matrices.length; i++) matrices[i] = -matrices[i]
      for (let j = 0; j < dof; j++) packing.pack(flow, (m * axes + dof + j) * nn, matrices, 2 * nn * j)
    }
    return flow
  }

  return (out, P, kappa) => {
    if (kappa.length !== axes)
      throw new Error(`growthRate: kappa has ${kappa.length} components; give ${axes}, one for each axis.`)
    for (let m = 0; m < grid.nodes; m++) {
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
    for (let m = 0; m < grid.nodes; m++) {
      packing.commutator(turned, 0, rho, m * nn, along, m * nn)
      let sum = 0
      for (let j = 0; j < axes; j++)
        for (let c = 0; c < nn; c++) sum += kappa[j] * flow[(m * axes + j) * nn + c] * turned[c]
      out[m] = 0.5 * hbar * sum
    }
  }
}
