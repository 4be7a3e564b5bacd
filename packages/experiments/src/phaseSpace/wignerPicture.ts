import { wignerFunction } from '@casimir/models'
import type { DensityPicture, WaveSnapshot } from '../RunResult.ts'
import type { PhaseSpaceComponent } from './component.ts'
import { componentMatrix } from './component.ts'
import { snapshotWave, windowOf } from './snapshotWave.ts'

/** Probability beyond each edge of the picture. */
const TAIL = 1e-6

/** What of a wave function is pictured, and in how many cells. */
export interface PictureOptions {
  readonly component?: PhaseSpaceComponent
  /** The most cells along each axis. */
  readonly most?: number
}

/** `count` entries from `first` to `last` in blocks of equal size, as few as it takes for at most `most` blocks. */
const blocks = (first: number, last: number, most: number) => {
  const block = Math.ceil((last - first + 1) / most)
  return { block, count: Math.ceil((last - first + 1) / block) }
}

/**
 * The exact Wigner function of a snapshot, Tr W or Tr(W sz), as a picture: the window that leaves out a probability of 1e-6 on
 * either side of each axis, at the resolution of the wave function's own half points and momenta where these are at most `most`
 * (128), else the means over equal blocks of them, so that fine fringes average out and integrals are kept.
 *
 * Undefined with two coordinates, for a wave function spread over more than 4096 half points, and for the difference of other than two levels.
 *
 * @example
 * const x = Float64Array.from({ length: 32 }, (_, i) => i / 2 - 8)
 * const psi = Float64Array.from({ length: 64 }, (_, k) => (k % 2 === 0 ? Math.exp(-(x[k / 2] ** 2) / 2) / Math.PI ** 0.25 : 0))
 * const { values } = wignerPicture({ kind: 'wavefunction', t: 0, x: [x], psi }, 1)
 * Math.abs(Math.max(...values) - 1 / Math.PI) < 1e-12 // => true
 */
export const wignerPicture = (
  snapshot: WaveSnapshot,
  hbar: number,
  { component = 'density', most = 128 }: PictureOptions = {},
): DensityPicture | undefined => {
  const wave = snapshotWave(snapshot, hbar)
  const matrix = wave && componentMatrix(component, wave.levels)
  if (!wave || !matrix) return undefined
  const W = wignerFunction(wave)
  const window = windowOf(wave, TAIL)
  const dp = W.p[1] - W.p[0]
  const rowOf = (q: number) => Math.round((q - wave.low) / wave.spacing)
  const columnOf = (p: number) => Math.min(W.p.length - 1, Math.max(0, Math.round((p - W.p[0]) / dp)))
  const first = { q: rowOf(window.q[0]), p: columnOf(window.p[0]) }
  const rows = blocks(first.q, rowOf(window.q[1]), most)
  const columns = blocks(first.p, columnOf(window.p[1]), most)
  const values = new Float64Array(rows.count * columns.count)
  const row = new Float64Array(W.p.length)
  for (let i = 0; i < rows.count * rows.block && first.q + i < wave.count; i++) {
    W.component(row, first.q + i, matrix)
    const at = Math.floor(i / rows.block) * columns.count
    for (let j = 0; j < columns.count * columns.block && first.p + j < row.length; j++)
      values[at + Math.floor(j / columns.block)] += row[first.p + j] / (rows.block * columns.block)
  }
  const centre = (block: number, index: number) => (index + 0.5) * block - 0.5
  return {
    q: Array.from({ length: rows.count }, (_, i) => wave.low + (first.q + centre(rows.block, i)) * wave.spacing),
    p: Array.from({ length: columns.count }, (_, j) => W.p[0] + (first.p + centre(columns.block, j)) * dp),
    values,
  }
}
