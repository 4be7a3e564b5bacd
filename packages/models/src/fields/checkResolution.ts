import type { Reading } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'
import { spectralTail } from './spectralTail.ts'

/** A millionth of the field in the top third of the modes: derivatives are then right to about the same times the number of points. */
const BOUND = 1e-6
/** Spectra that fall by less than this over an octave are not seen to decay exponentially: jumps give 1.4, kinks 2.8. */
const DECAY = 4

/** sqrt of the power in modes above `from` of one axis. */
const tailAbove = (power: Float64Array, from: number): number => {
  let sum = 0
  for (let k = Math.floor(from) + 1; k < power.length; k++) sum += power[k]
  return Math.sqrt(sum)
}

/**
 * The points along an axis at which an exponentially decaying spectrum would have a tail of `bound`: the decay from the upper two thirds to the upper
 * third of the modes, carried on. Infinite when no such decay is seen.
 */
const pointsFor = (power: Float64Array, total: number, bound: number, kept: number): number => {
  const points = 2 * (power.length - 1)
  const octave = (kept * points) / 6
  const [lower, upper] = [tailAbove(power, octave), tailAbove(power, 2 * octave)]
  if (upper <= bound * total) return points
  if (lower < DECAY * upper) return Number.POSITIVE_INFINITY
  const modes = 2 * octave + (octave * Math.log(upper / (bound * total))) / Math.log(lower / upper)
  return 2 ** Math.ceil(Math.log2((3 * modes) / kept))
}

/**
 * Throws when a grid is too coarse for a field: when its `spectralTail` is above `bound`.
 *
 * The sentence names the tail and how many points might do: the decay of the spectrum, carried on. It gives no number when the spectrum does not decay
 * exponentially, as for a field that is not smooth, not periodic on the box, or far from resolved.
 *
 * Cost: two transforms for each two lines of the grid; call it while building. Errors: as said, and when the field has the wrong size.
 *
 * @example
 * const axis = { points: 16, start: -4, length: 8 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const P = fields.allocate()
 * fields.sample(P, (m, z) => { m[0] = Math.exp(-5 * (z[0] ** 2 + z[1] ** 2)) })
 * let sentence = ''
 * try { checkResolution(fields, P) } catch (error) { sentence = error.message }
 * sentence.includes('too coarse') // => true
 */
export const checkResolution = (
  fields: HermitianFields,
  field: Reading,
  { bound = BOUND, kept = 1 }: { readonly bound?: number; readonly kept?: number } = {},
): void => {
  const { name, size, grid, packing, spectral } = fields
  if (field.length !== size)
    throw new Error(`checkResolution: the field has ${field.length} numbers, ${name} have ${size}; give one of those.`)
  const tail = spectralTail(fields, field, kept)
  if (tail <= bound) return
  const mean = new Float64Array(packing.size)
  for (let i = 0; i < size; i++) mean[i % packing.size] += field[i] / grid.nodes
  let total = 0
  for (let i = 0; i < size; i++) total += (field[i] - mean[i % packing.size]) ** 2 / grid.nodes
  const wanted = grid.axes.map(({ points }, axis) => {
    const power = new Float64Array(points / 2 + 1)
    spectral.power(power, field, axis)
    return pointsFor(power, Math.sqrt(total), bound, kept)
  })
  const advice = wanted.every(Number.isFinite)
    ? `${wanted.join(' x ')} might do`
    : 'its spectrum hardly decays: take more points, or a smooth field that is periodic on the box'
  throw new Error(
    `checkResolution: ${grid.axes.map(({ points }) => points).join(' x ')} points are too coarse for the field: ${tail.toPrecision(3)} of it is in the top third of the modes, more than ${bound}; ${advice}.`,
  )
}
