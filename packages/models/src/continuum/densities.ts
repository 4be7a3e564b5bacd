import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'

/**
 * The quantum density matrix rho = int P dz, row-major interleaved; the hybrid von Neumann operator has the same integral.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 2.
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 })
 * const rho = new Float64Array(8)
 * quantumDensity(fields)(rho, P)
 * Array.from(rho) // => [1, 0, 0, 0, 0, 0, 0, 0]
 */
export const quantumDensity =
  (space: HermitianFields): ((out: Writing, P: Reading) => void) =>
  (out, P) => {
    space.integral(out, P)
  }

/**
 * The classical density D = Tr P, a scalar field; the hybrid von Neumann operator has the same trace.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 2.
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate().fill(1)
 * const D = new Float64Array(fields.grid.nodes)
 * classicalDensity(fields)(D, P)
 * D[0] // => 2
 */
export const classicalDensity =
  (space: HermitianFields): ((out: Writing, P: Reading) => void) =>
  (out, P) => {
    space.trace(out, P)
  }
