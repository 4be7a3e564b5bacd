import type { Functional, Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { meanVelocity } from '../fields/meanVelocity.ts'

/** Writes the 2 d components of a vector field on phase space, one scalar field an axis. */
export type TransportField = (out: ReadonlyArray<Writing>, at: Reading) => void

/**
 * The vector field X = <X_{dh/dP}> by which a functional h of Hermitian fields moves phase space, eq. (12).
 *
 *     X = ( Tr(P G_p), -Tr(P G_q) ) / Tr P,   G = dh/dP
 *
 * Both the density, D_t = -div(D X), and the field, up to its commutator term, are carried by X. It does not depend on how h, given on P = D psi psi^+,
 * is extended (with D as a variable of its own or as Tr P), as long as all of G belongs to one extension.
 *
 * Assumes Tr P nowhere zero (not checked). Cost: one derivative of h and 2 d spectral ones. Allocates only here.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (11), (12).
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const sine = {
 *   name: 'mean of sin p', space: fields, value: () => 0,
 *   derivative: (out) => fields.sample(out, (m, z) => { m[0] = Math.sin(z[1]) }),
 * }
 * const X = [new Float64Array(64), new Float64Array(64)]
 * transportField(fields, sine)(X, fields.allocate().fill(1))
 * Math.abs(X[0][0] - 1) < 1e-14 // => true
 */
export const transportField = (space: HermitianFields, h: Functional): TransportField => {
  const velocity = meanVelocity(space)
  const G = space.allocate()
  return (out, P) => {
    h.derivative(G, P)
    velocity(out, P, G)
  }
}
