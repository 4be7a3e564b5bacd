import { fourierTransform } from '@casimir/algebra'
import type { HalfPointWave, Interval } from '@casimir/models'
import { bulkOf, croppedWave, halfPointWave, layGrid } from '@casimir/models'
import type { WaveSnapshot } from '../RunResult.ts'

/** Probability left out on either side before the Wigner function is formed, which changes it by less than 3e-7 / (pi hbar). */
const NOTHING = 1e-14
/** The most half points a wave function may need: a Wigner function of so many takes about two seconds. */
const MOST_NODES = 4096

/** The wave function of a snapshot at half points; undefined with two coordinates, or where it takes more than 4096 of them. */
export const snapshotWave = ({ x, psi }: WaveSnapshot, hbar: number): HalfPointWave | undefined => {
  const [nodes] = x
  if (x.length !== 1 || nodes === undefined || !psi.every(Number.isFinite)) return undefined
  const points = nodes.length
  const spacing = nodes[1] - nodes[0]
  const grid = layGrid([nodes[0], nodes[0] + points * spacing], points, hbar)
  const wave = croppedWave(halfPointWave(psi, psi.length / (2 * points), grid), NOTHING)
  return wave.count > MOST_NODES ? undefined : wave
}

/**
 * The smallest intervals of positions and momenta outside which less than `tail` of the probability lies on either side; one
 * momentum of the transform more, since these are twice as far apart as the columns of the Wigner function.
 */
export const windowOf = (
  { low, spacing, count, levels, hbar, psi }: HalfPointWave,
  tail: number,
): { readonly q: Interval; readonly p: Interval } => {
  let size = 2
  while (size < count) size *= 2
  const fourier = fourierTransform(size)
  const data = new Float64Array(2 * size)
  const modes = new Float64Array(2 * size)
  const positions = new Float64Array(count)
  const momenta = new Float64Array(size)
  for (let level = 0; level < levels; level++) {
    for (let i = 0; i < 2 * count; i++) data[i] = psi[2 * level * count + i]
    fourier.forward(modes, data)
    for (let i = 0; i < count; i++) positions[i] += data[2 * i] ** 2 + data[2 * i + 1] ** 2
    for (let k = 0; k < size; k++) momenta[(k + size / 2) % size] += modes[2 * k] ** 2 + modes[2 * k + 1] ** 2
  }
  const q = bulkOf(positions, tail)
  const p = bulkOf(momenta, tail)
  const dp = (2 * Math.PI * hbar) / (size * spacing)
  return {
    q: [low + q[0] * spacing, low + q[1] * spacing],
    p: [(p[0] - 1 - size / 2) * dp, (p[1] + 1 - size / 2) * dp],
  }
}
