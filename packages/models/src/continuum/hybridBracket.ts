import type { PoissonBracket } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { meanVelocity } from '../fields/meanVelocity.ts'
import { subtractFlux } from '../fields/subtractFlux.ts'

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
 * Assumes Tr P nowhere zero (not checked). Cost of either: 4 d spectral derivatives and one commutator. Each bracket and each
 * vector field allocates when it is prepared and shares nothing with the others, so that they may be nested. Errors: throws unless hbar > 0.
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
  const { nodes, dof, measure } = space.grid
  const bracket: PoissonBracket['bracket'] = (f, h) => {
    const F = space.allocate()
    const G = space.allocate()
    const slope = space.allocate()
    const [D, fq, fp, gq, gp] = Array.from({ length: 5 }, () => new Float64Array(nodes))
    return (P) => {
      f.derivative(F, P)
      h.derivative(G, P)
      space.trace(D, P)
      let sum = 0
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
    }
  }
  const vectorField: PoissonBracket['vectorField'] = (h) => {
    const G = space.allocate()
    const X = Array.from({ length: 2 * dof }, () => new Float64Array(nodes))
    const velocity = meanVelocity(space)
    const carry = subtractFlux(space)
    return (out, P) => {
      h.derivative(G, P)
      velocity(X, P, G)
      // (1/i hbar) [G, P] = (1/hbar) i [P, G]
      space.commutator(out, P, G)
      for (let i = 0; i < out.length; i++) out[i] /= hbar
      carry(out, P, X)
    }
  }
  return { name: 'the hybrid bracket (13)', space, bracket, vectorField }
}
