import type { Reading } from '@casimir/algebra'
import type { FieldFunctional } from './FieldFunctional.ts'

/** The same as that of `checkResolution`. */
const BOUND = 1e-6
/** Variations below this, relative to the field, are rounding and no structure. */
const ROUNDING = 16 * Number.EPSILON

/** sqrt of the share of the mean square slope along an axis that is in modes above `from`; 0 where the field varies by rounding only. */
const steepShare = (power: Reading, from: number): number => {
  let variation = 0
  let slope = 0
  let steep = 0
  for (let k = 1; k < power.length; k++) {
    variation += power[k]
    slope += k * k * power[k]
    if (k > from) steep += k * k * power[k]
  }
  return variation <= ROUNDING ** 2 * power[0] ? 0 : Math.sqrt(steep / slope)
}

/**
 * Throws when an energy is not periodic on the box of its fields, or too steep for their grid.
 *
 * The bracket differentiates dh/dP on the grid; where H is cut at the edge of the box instead of being periodic, its slopes are wrong everywhere, however small
 * the density is at the edge. Looked at is dh/dP at the uniform field with the mean of `at`, for the ready energies H itself (mean field: the mean of H, and a
 * constant): along each axis, the share of its slope (rms) in the top third of the modes kept must not exceed `bound`. `kept` is that of `spectralTail`.
 *
 * Assumes that the energy is defined at uniform fields. Cost: one derivative of the energy and a transform for each two lines of the grid.
 *
 * Errors: throws a sentence that names the axis, the share and the box, and when the field has the wrong size.
 *
 * @example
 * const axis = { points: 16, start: -6, length: 12 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 })
 * const planar = ehrenfestEnergy(fields, rabi({ omega: 1, splitting: 1, coupling: 0.1 }))
 * let sentence = ''
 * try { checkEnergyResolution(planar, P) } catch (error) { sentence = error.message }
 * sentence.includes('is not periodic on the box') // => true
 */
export const checkEnergyResolution = (
  { name, space, derivative }: FieldFunctional,
  at: Reading,
  { bound = BOUND, kept = 1 }: { readonly bound?: number; readonly kept?: number } = {},
): void => {
  const { grid, packing, size } = space
  const { dof, axes } = grid
  if (at.length !== size)
    throw new Error(
      `checkEnergyResolution: the field has ${at.length} numbers, ${space.name} have ${size}; give one of those.`,
    )
  const mean = new Float64Array(packing.size)
  for (let i = 0; i < size; i++) mean[i % packing.size] += at[i] / grid.nodes
  const uniform = Float64Array.from({ length: size }, (_, i) => mean[i % packing.size])
  const G = space.allocate()
  derivative(G, uniform)
  axes.forEach(({ points, start, length }, axis) => {
    const power = new Float64Array(points / 2 + 1)
    space.spectral.power(power, G, axis)
    const share = steepShare(power, Math.floor((kept * points) / 3))
    if (share <= bound) return
    const label = `${axis < dof ? 'q' : 'p'}${dof > 1 ? (axis % dof) + 1 : ''}`
    throw new Error(
      `checkEnergyResolution: ${share.toPrecision(3)} of the slope of the '${name}' along ${label} is in the top third of the modes kept, more than ${bound}; it is not periodic on the box ${start} <= ${label} < ${Number((start + length).toPrecision(12))}, or the ${points} points are too few: give a Hamiltonian with the period of the box, such as 'torusRabi' on one of length 2 pi, or more points.`,
    )
  })
}
