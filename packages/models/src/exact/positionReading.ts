import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { expectation } from '@casimir/algebra'
import type { TensorNodes } from './TensorNodes.ts'

/** The fraction of the box, at each end, in which probability counts as being at the edge. */
const EDGE_FRACTION = 0.05

/** What a wave function says in position space. */
export interface PositionReading {
  /** Writes rho_jk = integral psi_j psi_k^* dx, row-major interleaved; returns its trace, the total probability. */
  readonly density: (out: Writing, psi: Reading) => number
  /** Writes integral x_a |psi|^2 dx, one per coordinate. */
  readonly mean: (out: Writing, psi: Reading) => void
  /** integral <psi(x)| B(x) |psi(x)> dx. */
  readonly energy: (psi: Reading) => number
  /** The probability within the outer 5 % of the box of coordinate a at its lower (0) or upper (1) end. */
  readonly edge: (psi: Reading, a: number, end: 0 | 1) => number
}

/**
 * Prepares the readings of level-major wave functions on the grid; each is a sum over nodes times the cell,
 * spectrally accurate for a wave that vanishes at the edges. Allocates only here.
 *
 * @example
 * const { psi } = allocateGridState(1, 8)
 * psi[6] = 1
 * const mean = new Float64Array(1)
 * positionReading(kinetic(1, 1), layGrid([-4, 4], 8, 1)).mean(mean, psi)
 * mean[0] // => -1
 */
export const positionReading = (B: MatrixFunction, nodes: TensorNodes): PositionReading => {
  const n = B.levels
  const { axes, points, cell, x } = nodes
  const dof = axes.length
  const m = new Float64Array(2 * n * n)
  const c = new Float64Array(2 * n)
  const strips = axes.map((axis) => Math.ceil(EDGE_FRACTION * axis.points))
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((all, axis) => all * axis.points, 1))
  const density: PositionReading['density'] = (out, psi) => {
    let trace = 0
    for (let j = 0; j < n; j++)
      for (let k = j; k < n; k++) {
        let re = 0
        let im = 0
        for (let i = 0; i < points; i++) {
          const a = 2 * (j * points + i)
          const b = 2 * (k * points + i)
          re += psi[a] * psi[b] + psi[a + 1] * psi[b + 1]
          im += psi[a + 1] * psi[b] - psi[a] * psi[b + 1]
        }
        const o = 2 * (j * n + k)
        const mirror = 2 * (k * n + j)
        out[o] = re * cell
        out[mirror] = re * cell
        out[o + 1] = j === k ? 0 : im * cell
        out[mirror + 1] = j === k ? 0 : -im * cell
        if (j === k) trace += re * cell
      }
    return trace
  }
  const mean: PositionReading['mean'] = (out, psi) => {
    for (let a = 0; a < dof; a++) {
      let sum = 0
      for (let j = 0; j < n; j++)
        for (let i = 0; i < points; i++) {
          const o = 2 * (j * points + i)
          sum += x[dof * i + a] * (psi[o] * psi[o] + psi[o + 1] * psi[o + 1])
        }
      out[a] = sum * cell
    }
  }
  const energy: PositionReading['energy'] = (psi) => {
    let sum = 0
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < n; j++) {
        c[2 * j] = psi[2 * (j * points + i)]
        c[2 * j + 1] = psi[2 * (j * points + i) + 1]
      }
      B.value(m, x, dof * i)
      sum += expectation(m, 0, c, 0, n)
    }
    return sum * cell
  }
  const edge: PositionReading['edge'] = (psi, a, end) => {
    let sum = 0
    const count = axes[a].points
    const width = 2 * strips[a] * strides[a]
    const first = end === 0 ? 0 : 2 * (count - strips[a]) * strides[a]
    for (let block = first; block < 2 * n * points; block += 2 * count * strides[a])
      for (let k = block; k < block + width; k++) sum += psi[k] * psi[k]
    return sum * cell
  }
  return { density, mean, energy, edge }
}
