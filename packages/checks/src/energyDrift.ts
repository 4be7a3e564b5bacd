/** How the energy of a long run behaves: bounded oscillation, or drift. */
export interface EnergyDrift {
  /** Largest deviation from the first value. */
  readonly excursion: number
  /** |mean of the second half - mean of the first half|. */
  readonly shift: number
  /** Whether the shift is less than the largest excursion from the mean of the first half, within that half, or than `roundOff`. */
  readonly bounded: boolean
}

/**
 * Tells bounded energy error from drift: the second half's mean must differ from the first half's by less than the largest excursion
 * seen in the first half.
 *
 * `roundOff` is a shift too small to tell drift from the random walk of rounding errors.
 *
 * Assumes samples at equal spacing over at least a few periods of every motion (not checked).
 *
 * @example
 * energyDrift(Float64Array.from({ length: 1000 }, (_, k) => Math.sin(k))).bounded // => true
 * energyDrift(Float64Array.from({ length: 1000 }, (_, k) => k)).bounded // => false
 */
export const energyDrift = (energies: Float64Array, roundOff = 0): EnergyDrift => {
  const half = energies.length >> 1
  const mean = (from: number, to: number): number =>
    energies.subarray(from, to).reduce((s, e) => s + e, 0) / (to - from)
  const first = mean(0, half)
  const shift = Math.abs(mean(half, energies.length) - first)
  let inside = 0
  let excursion = 0
  for (let k = 0; k < energies.length; k++) {
    if (k < half) inside = Math.max(inside, Math.abs(energies[k] - first))
    excursion = Math.max(excursion, Math.abs(energies[k] - energies[0]))
  }
  return { excursion, shift, bounded: shift < inside || shift < roundOff }
}
