import type { Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'

/** What `torusState` may be asked for. */
export interface TorusStateOptions {
  /** Whether the spinor varies over phase space; else it is the same everywhere. */
  readonly varying?: boolean
  /** Relative size of random numbers added to D and to each amplitude at every node. */
  readonly noise?: number
  /** How steep log D is: D ~ exp(steepness (cos q + cos p)), 0.5 by default. */
  readonly steepness?: number
}

/** Numbers in [-1, 1), the same in every run (a 32-bit linear congruential generator). */
const uniform = (): (() => number) => {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

/** The angles of the spinor on the Bloch sphere. */
export const blochAngles = (z: Reading, varying: boolean): readonly [theta: number, phi: number] =>
  varying ? [Math.PI / 2 + Math.sin(z[0]) + 0.6 * Math.cos(z[1]), Math.sin(z[1]) + 0.6 * Math.cos(z[0])] : [0.8, 0]

/**
 * The two-level field P = D psi psi^+ of unit mass on the torus: D ~ exp((cos q + cos p)/2), psi = (cos theta/2, exp(i phi) sin theta/2), where
 * theta = pi/2 + sin(q) + 3 cos(p)/5 and phi = sin(p) + 3 cos(q)/5, or theta = 4/5 and phi = 0 everywhere.
 */
export const torusState = (
  fields: HermitianFields,
  { varying = true, noise = 0, steepness = 0.5 }: TorusStateOptions = {},
): Float64Array => {
  const random = uniform()
  const P = fields.allocate()
  fields.sample(P, (m, z) => {
    const D = Math.exp(steepness * (Math.cos(z[0]) + Math.cos(z[1]))) * (1 + noise * random())
    const [theta, phi] = blochAngles(z, varying)
    const psi = [Math.cos(theta / 2), 0, Math.sin(theta / 2) * Math.cos(phi), Math.sin(theta / 2) * Math.sin(phi)]
    for (let k = 0; k < 4; k++) psi[k] += noise * random()
    const scale = D / psi.reduce((sum, x) => sum + x * x, 0)
    const re = scale * (psi[0] * psi[2] + psi[1] * psi[3])
    const im = scale * (psi[1] * psi[2] - psi[0] * psi[3])
    m.set([scale * (psi[0] ** 2 + psi[1] ** 2), 0, re, im, re, -im, scale * (psi[2] ** 2 + psi[3] ** 2), 0])
  })
  const total = new Float64Array(8)
  fields.integral(total, P)
  return P.map((x) => x / (total[0] + total[6]))
}
