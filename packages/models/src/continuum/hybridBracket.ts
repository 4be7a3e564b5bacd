import type { PoissonBracket } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/**
 * The Poisson bracket (13) of functionals of a Hermitian field P (the paper's calligraphic P = D psi psi^+), with its vector field (12).
 *
 *     {f, h}(P) = int (1/Tr P) ( Tr(P F_q) Tr(P G_p) - Tr(P F_p) Tr(P G_q) ) dz - int Tr(P (i/hbar) [F, G]) dz,   F = df/dP, G = dh/dP
 *     V_h(P) = -div(P X) + (1/i hbar) [G, P],   X = ( Tr(P G_p), -Tr(P G_q) )/Tr P, summed over the degrees of freedom
 *
 * P:{F,G}:P is the product of two traces, not Tr(P {F,G} P), which is no Poisson bracket.
 *
 * Holds for any Hermitian P with Tr P != 0, of any rank; the discretised bracket is antisymmetric, a derivation and the derivative along V_h to
 * round-off, and obeys Jacobi to spectral accuracy. Casimirs: see `spectralCasimir` and `twoFormCasimir`.
 *
 * Assumes Tr P nowhere zero (not checked). Cost: 2 (bracket: 4) d spectral derivatives and one commutator. Errors: throws unless hbar > 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (12), (13).
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const sine = (axis) => ({
 *   name: 'mean sine', space: fields, value: () => 0,
 *   derivative: (out) => fields.sample(out, (m, z) => { m[0] = Math.sin(z[axis]) }),
 * })
 * const one = fields.allocate().fill(1)
 * Math.abs(hybridBracket(fields, 1).bracket(sine(0), sine(1))(one)) < 1e-14 // => true
 */
export const hybridBracket = (space: HermitianFields, hbar: number): PoissonBracket => {
  if (!(hbar > 0)) throw new Error(`hybridBracket: hbar is ${hbar}; give a positive number.`)
  const { grid, levels } = space
  const { nodes, dof, measure } = grid
  const nn = levels * levels
  const F = space.allocate()
  const G = space.allocate()
  const slope = space.allocate()
  const D = new Float64Array(nodes)
  const X = new Float64Array(nodes)
  const along = Array.from({ length: 4 }, () => new Float64Array(nodes))
  return {
    name: 'the hybrid bracket (13)',
    space,
    bracket: (f, h) => (P) => {
      f.derivative(F, P)
      h.derivative(G, P)
      space.trace(D, P)
      let sum = 0
      const [fq, fp, gq, gp] = along
      const contract = (out: Float64Array, of: Float64Array, axis: number): void => {
        space.spectral.derivative(slope, of, axis)
        space.product(out, P, slope)
      }
      for (let j = 0; j < dof; j++) {
        contract(fq, F, j)
        contract(fp, F, dof + j)
        contract(gq, G, j)
        contract(gp, G, dof + j)
        for (let m = 0; m < nodes; m++) sum += (fq[m] * gp[m] - fp[m] * gq[m]) / D[m]
      }
      space.commutator(slope, F, G)
      return measure * sum - space.pair(P, slope) / hbar
    },
    vectorField: (h) => (out, P) => {
      h.derivative(G, P)
      space.trace(D, P)
      // (1/i hbar) [G, P] = (1/hbar) i [P, G]
      space.commutator(out, P, G)
      for (let i = 0; i < out.length; i++) out[i] /= hbar
      for (let axis = 0; axis < 2 * dof; axis++) {
        const conjugate = axis < dof ? axis + dof : axis - dof
        const sign = axis < dof ? 1 : -1
        space.spectral.derivative(slope, G, conjugate)
        space.product(X, P, slope)
        for (let m = 0; m < nodes; m++) {
          const x = (sign * X[m]) / D[m]
          for (let c = m * nn; c < (m + 1) * nn; c++) slope[c] = x * P[c]
        }
        space.spectral.derivative(slope, slope, axis)
        for (let i = 0; i < out.length; i++) out[i] -= slope[i]
      }
    },
  }
}
