import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { spectralCasimir } from './spectralCasimir.ts'
import { twoFormCasimir } from './twoFormCasimir.ts'

/**
 * The von Neumann entropy -int D Tr(r ln r) dz, r = P/D: the Casimir C1 with Phi(x) = -x ln x; 0 for P = D psi psi^+.
 *
 * Its derivative grows like -ln x in the kernel of P, where it commutes with P; eigenvalues of r below 2^-52 are taken as 2^-52 there and as 0 in the
 * value. A field with an eigenvalue below -2^-40 D gives NaN.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, below eq. (13).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 0.5; m[6] = 0.5 })
 * Math.abs(vonNeumannEntropy(fields).value(P) - Math.log(2)) < 1e-15 // => true
 */
export const vonNeumannEntropy = (space: HermitianFields): FieldFunctional =>
  spectralCasimir(space, {
    name: 'von Neumann entropy',
    phi: (x) => (Math.abs(x) < 2 ** -40 && x < Number.EPSILON ? 0 : -x * Math.log(x)),
    slope: (x) => (x < -(2 ** -40) ? Number.NaN : -1 - Math.log(Math.max(x, Number.EPSILON))),
  })

/**
 * The Gibbs entropy -int D ln(D/V) dz = -int D ln D dz + int D ln V dz of fields P = D psi psi^+: the Casimir C2 with Lambda = ln.
 *
 * V is the Liouville density of the quantum-classical two-form, Omega_qp for one degree of freedom: the classical Gibbs entropy with respect to the volume
 * that the motion preserves.
 *
 * Assumes V > 0 (NaN otherwise), as for `twoFormCasimir`. Errors: throws unless hbar > 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, below eq. (13).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 2 })
 * gibbsEntropy(fields, 1).value(P) === -2 * Math.log(2) // => true
 */
export const gibbsEntropy = (space: HermitianFields, hbar: number): FieldFunctional =>
  twoFormCasimir(space, hbar, { name: 'Gibbs entropy', lambda: Math.log, slope: (x) => 1 / x })
