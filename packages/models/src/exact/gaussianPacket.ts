import type { Writing } from '@casimir/algebra'
import type { AdiabaticFrame } from './adiabaticFrame.ts'
import type { PacketStart } from './PacketStart.ts'
import { requireStart } from './PacketStart.ts'
import type { TensorNodes } from './TensorNodes.ts'

/**
 * Writes psi_j(x) = chi(x) c_j(x), chi ~ prod_a exp(-(x_a - q_a)^2 / (4 sigma_a^2) + i p_a x_a / hbar), normalised on the grid.
 *
 * Layout: `out` level-major, 2 n points numbers. c is the same at every x for a diabatic start and column `level` of
 * the frame for an adiabatic one.
 *
 * Assumes that the packet lies within the box, and that an adiabatic level's vectors are smooth over it (not checked here).
 * Errors: throws when the sizes, the level or the number of amplitudes do not fit, or the packet misses the grid altogether.
 *
 * @example
 * const grid = layGrid([-8, 8], 64, 1)
 * const { psi } = allocateGridState(1, 64)
 * const start = { q: [0], p: [2], sigma: [1], basis: 'diabatic', level: 0 }
 * gaussianPacket(psi, start, grid, adiabaticFrame(kinetic(1, 1), grid))
 * Math.abs(normSquared(psi, 0, 64) * grid.cell - 1) < 1e-14 // => true
 */
export const gaussianPacket = (
  out: Writing,
  start: PacketStart,
  nodes: TensorNodes & { readonly hbar: number },
  frame: AdiabaticFrame,
): void => {
  const n = frame.levels
  const { axes, points, x, cell, roots, hbar } = nodes
  const dof = axes.length
  requireStart(start, n, dof)
  let norm = 0
  for (let i = 0; i < points; i++) {
    let square = 0
    let phase = 0
    for (let a = 0; a < dof; a++) {
      const u = (x[dof * i + a] - start.q[a]) / (2 * start.sigma[a])
      square += u * u
      phase += (start.p[a] * x[dof * i + a]) / hbar
    }
    const size = Math.exp(-square) * (roots ? roots[i] : 1)
    const chiRe = size * Math.cos(phase)
    const chiIm = size * Math.sin(phase)
    for (let j = 0; j < n; j++) {
      const v = 2 * n * n * i + 2 * (j * n + ('psi' in start ? 0 : start.level))
      const adiabatic = start.basis === 'adiabatic'
      const re = 'psi' in start ? start.psi[j][0] : adiabatic ? frame.vectors[v] : j === start.level ? 1 : 0
      const im = 'psi' in start ? start.psi[j][1] : adiabatic ? frame.vectors[v + 1] : 0
      const o = 2 * (j * points + i)
      out[o] = chiRe * re - chiIm * im
      out[o + 1] = chiRe * im + chiIm * re
      norm += (out[o] * out[o] + out[o + 1] * out[o + 1]) * cell
    }
  }
  if (!(norm > 0) || !Number.isFinite(norm))
    throw new Error(
      `exact: the wave packet at ${start.q.join(', ')} vanishes on the grid from ${axes.map(({ low }) => low).join(', ')} to ${axes.map(({ high }) => high).join(', ')}; let method.grid.box contain it.`,
    )
  const scale = 1 / Math.sqrt(norm)
  for (let k = 0; k < 2 * n * points; k++) out[k] *= scale
}
