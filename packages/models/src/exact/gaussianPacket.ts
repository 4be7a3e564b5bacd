import type { Writing } from '@casimir/algebra'
import type { AdiabaticFrame } from './adiabaticFrame.ts'
import type { Grid } from './Grid.ts'
import type { PacketStart } from './PacketStart.ts'
import { requireStart } from './PacketStart.ts'

/**
 * Writes psi_j(x) = chi(x) c_j(x), chi ~ exp(-(x - q)^2 / (4 sigma^2) + i p x / hbar), normalised on the grid.
 *
 * Layout: `out` level-major, 2 n points numbers. c is the same at every x for a diabatic start and column `level` of
 * the frame for an adiabatic one.
 *
 * Assumes that the packet lies within the box (not checked here).
 * Errors: throws when the level or the number of amplitudes does not fit, or the packet misses the grid altogether.
 *
 * @example
 * const grid = layGrid([-8, 8], 64, 1)
 * const { psi } = allocateGridState(1, 64)
 * const start = { q: 0, p: 2, sigma: 1, basis: 'diabatic', level: 0 }
 * gaussianPacket(psi, start, grid, adiabaticFrame(kinetic(1, 1), grid.x))
 * Math.abs(normSquared(psi, 0, 64) * grid.spacing - 1) < 1e-14 // => true
 */
export const gaussianPacket = (out: Writing, start: PacketStart, grid: Grid, frame: AdiabaticFrame): void => {
  const n = frame.levels
  const { points, x, spacing, hbar } = grid
  requireStart(start, n)
  let norm = 0
  for (let i = 0; i < points; i++) {
    const u = (x[i] - start.q) / (2 * start.sigma)
    const size = Math.exp(-u * u)
    const chiRe = size * Math.cos((start.p * x[i]) / hbar)
    const chiIm = size * Math.sin((start.p * x[i]) / hbar)
    for (let j = 0; j < n; j++) {
      const v = 2 * n * n * i + 2 * (j * n + ('psi' in start ? 0 : start.level))
      const adiabatic = start.basis === 'adiabatic'
      const re = 'psi' in start ? start.psi[j][0] : adiabatic ? frame.vectors[v] : j === start.level ? 1 : 0
      const im = 'psi' in start ? start.psi[j][1] : adiabatic ? frame.vectors[v + 1] : 0
      const o = 2 * (j * points + i)
      out[o] = chiRe * re - chiIm * im
      out[o + 1] = chiRe * im + chiIm * re
      norm += (out[o] * out[o] + out[o + 1] * out[o + 1]) * spacing
    }
  }
  if (!(norm > 0) || !Number.isFinite(norm))
    throw new Error(
      `exact: the wave packet at ${start.q} vanishes on the grid from ${grid.low} to ${grid.high}; let method.grid.box contain it.`,
    )
  const scale = 1 / Math.sqrt(norm)
  for (let k = 0; k < 2 * n * points; k++) out[k] *= scale
}
