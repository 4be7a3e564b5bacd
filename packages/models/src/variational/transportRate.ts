import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { subtractFlux } from '../fields/subtractFlux.ts'
import type { PathVelocity } from './PathVelocity.ts'

/** Writes the rate of a Hermitian field carried along; `out` may not be the field. */
export type TransportRate = (out: Writing, velocity: PathVelocity, P: Reading) => void

/**
 * The rate of P = eta_* (U P_0 U^+) along a path of maps and unitaries: P' = [xi, P] - div(P X), after eq. (10).
 *
 * In time it is the kinematics of every model of the family (1)-(5); across a family of motions, with (Y, Sigma) for (X, xi), it is the constrained
 * variation delta P of eq. (9), and its trace, -div(D X), that of D in eq. (8). No i hbar stands on the left: with one, as printed in section 3,
 * [xi, P] would have to be [i hbar xi, P].
 *
 * Keeps int Tr P to round-off. Cost: one commutator and 2 d spectral derivatives. Allocates only here. Errors: throws unless hbar > 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (8)-(10).
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const velocity = allocatePathVelocity(fields)
 * velocity.X[0].fill(2)
 * const P = fields.allocate()
 * fields.sample(P, (m, z) => { m[0] = 3 + Math.sin(z[0]) })
 * const rate = fields.allocate()
 * transportRate(fields, 1)(rate, velocity, P)
 * Math.abs(rate[0] + 2) < 1e-14 // => true
 */
export const transportRate = (space: HermitianFields, hbar: number): TransportRate => {
  if (!(hbar > 0)) throw new Error(`transportRate: hbar is ${hbar}; give a positive number.`)
  const carry = subtractFlux(space)
  return (out, { X, generator }, P) => {
    // [xi, P] = (1/hbar) i [P, i hbar xi]
    space.commutator(out, P, generator)
    for (let i = 0; i < out.length; i++) out[i] /= hbar
    carry(out, P, X)
  }
}
