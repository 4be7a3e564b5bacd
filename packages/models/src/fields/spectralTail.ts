import type { Reading } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** Variations below this, relative to the field, are rounding and no structure. */
const ROUNDING = 16 * Number.EPSILON

/**
 * How much of a field sits in the top third of the modes its grid holds: the largest over the axes of
 * sqrt(power in modes above 2/3 of the kept band / power of all modes but the constant one).
 *
 * Near 1e-15 for a field that is resolved, of order 1 for one that is not; 0 for a constant field. `kept` is the share of the band 0 .. points/2 that
 * is in use: 1, or 2/3 for fields that are dealiased.
 *
 * Cost: one transform for each two lines of the grid. Errors: throws unless 0 < kept <= 1.
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const wave = fields.allocate()
 * fields.sample(wave, (m, z) => { m[0] = 5 + 4 * Math.sin(z[0]) + 3 * Math.sin(7 * z[1]) })
 * Math.abs(spectralTail(fields, wave) - 3 / 5) < 1e-14 // => true
 */
export const spectralTail = (fields: HermitianFields, field: Reading, kept = 1): number =>
  prepareSpectralTail(fields, kept)(field)

/**
 * Prepares `spectralTail` for many fields of one space. Allocates only here. Errors: throws unless 0 < kept <= 1.
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * prepareSpectralTail(fields, 2 / 3)(fields.allocate().fill(1)) // => 0
 */
export const prepareSpectralTail = (
  { grid, packing, spectral }: HermitianFields,
  kept = 1,
): ((field: Reading) => number) => {
  if (!(kept > 0 && kept <= 1))
    throw new Error(`spectralTail: a share of ${kept} of the modes is kept; give 0 < kept <= 1.`)
  const { size } = packing
  const mean = new Float64Array(size)
  const powers = grid.axes.map(({ points }) => new Float64Array(points / 2 + 1))
  return (field) => {
    mean.fill(0)
    for (let i = 0; i < field.length; i++) mean[i % size] += field[i] / grid.nodes
    let constant = 0
    for (const x of mean) constant += x * x
    let total = 0
    for (let i = 0; i < field.length; i++) total += (field[i] - mean[i % size]) ** 2 / grid.nodes
    if (total <= ROUNDING ** 2 * constant) return 0
    let tail = 0
    for (let axis = 0; axis < powers.length; axis++) {
      const { points } = grid.axes[axis]
      const power = powers[axis]
      spectral.power(power, field, axis)
      let above = 0
      for (let k = Math.floor((kept * points) / 3) + 1; k <= points / 2; k++) above += power[k]
      tail = Math.max(tail, above)
    }
    return Math.sqrt(tail / total)
  }
}
