import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** The largest cut-off that the 2/3 rule leaves: the greatest whole K <= points/3 over all axes. */
const largestCutoff = ({ grid }: HermitianFields): number =>
  Math.floor(Math.min(...grid.axes.map(({ points }) => points)) / 3)

/**
 * Prepares the orthogonal projection onto the Fourier modes |k_j| <= K of every axis; `out` may be the field.
 *
 * Idempotent and self-adjoint for the pairing of the space. With K <= points/3 a product of two projected fields has no alias inside the cut-off (the 2/3
 * rule). The bracket (13) divides by Tr P, so its products are not quadratic: their aliases are as small as the spectral tail, not zero.
 *
 * Cost: 2 d transforms of the field and back. Errors: throws unless K is a whole number with 1 <= K <= points/3 on every axis.
 *
 * Source: S. A. Orszag, J. Atmos. Sci. 28, 1074 (1971).
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const wave = fields.allocate()
 * fields.sample(wave, (m, z) => { m[0] = Math.cos(2 * z[0]) + Math.cos(6 * z[0]) })
 * galerkinFilter(fields, 5)(wave, wave)
 * Math.abs(wave[0] - 1) < 1e-14 // => true
 */
export const galerkinFilter = (
  fields: HermitianFields,
  cutoff: number = largestCutoff(fields),
): ((out: Writing, field: Reading) => void) => {
  const { grid, spectral } = fields
  const most = largestCutoff(fields)
  if (!Number.isInteger(cutoff) || cutoff < 1 || cutoff > most)
    throw new Error(
      `galerkinFilter: the cut-off is ${cutoff}; on ${grid.axes.map(({ points }) => points).join(' x ')} nodes give a whole number from 1 to ${most} (a third of the points, the 2/3 rule).`,
    )
  const symbols = grid.axes.map(({ points }) =>
    Float64Array.from({ length: points / 2 + 1 }, (_, k) => (k <= cutoff ? 1 : 0)),
  )
  return (out, field) => {
    for (let axis = 0; axis < symbols.length; axis++)
      spectral.multiply(out, axis === 0 ? field : out, axis, symbols[axis])
  }
}
