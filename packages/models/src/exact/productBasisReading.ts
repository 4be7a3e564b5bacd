import type { Reading, Writing } from '@casimir/algebra'
import { innerProduct, normSquared } from '@casimir/algebra'
import type { ProductBasis } from './productBasis.ts'
import { kineticMatrix, momentumMatrix } from './productBasisMatrices.ts'
import { axisOperator } from './productBasisOperator.ts'

/** The share of a mode's number states, at the top, in which probability counts as unresolved; two at least, for T couples those of equal parity. */
const HIGH_FRACTION = 0.1

/**
 * How many of n number states are the highest: a tenth, two at least.
 *
 * @example
 * [highStates(8), highStates(35)] // => [2, 4]
 */
export const highStates = (n: number): number => Math.min(n, Math.max(2, Math.ceil(HIGH_FRACTION * n)))

/** What a wave function in a product basis says of momenta and number states. */
export interface ProductBasisReading {
  /** Writes the mean momenta, one per mode. */
  readonly momentum: (out: Writing, psi: Reading) => void
  /** The mean of sum_j p_j^2/(2 m_j). */
  readonly kinetic: (psi: Reading) => number
  /** The probability in the highest tenth of the number states of mode a. */
  readonly high: (psi: Reading, a: number) => number
}

/**
 * Prepares the readings of level-major wave functions; cost of each as a flow of the kinetic energy, of `high` a tenth of one mode's. Allocates only here.
 *
 * @example
 * const basis = layProductBasis([{ centre: 0, sigma: 1, functions: 8 }], 1)
 * const psi = new Float64Array(16)
 * for (let i = 0; i < 8; i++) psi[2 * i] = basis.axes[0].states[8 * i + 3]
 * Math.abs(productBasisReading(basis, 1, [1]).kinetic(psi) - 7 / 8) < 1e-13 // => true
 */
export const productBasisReading = (
  { axes, points, hbar }: ProductBasis,
  levels: number,
  masses: ReadonlyArray<number>,
): ProductBasisReading => {
  const phi = new Float64Array(2 * levels * points)
  const mean = new Float64Array(2)
  let stride = points
  const along = axes.map((axis, a) => {
    const { points: n, states } = axis
    stride /= n
    const top = highStates(n)
    const rows = new Float64Array(2 * top * n)
    for (let k = 0; k < top; k++) for (let i = 0; i < n; i++) rows[2 * (n * k + i)] = states[n * i + n - top + k]
    return {
      apply: axisOperator(n, n, stride),
      project: axisOperator(top, n, stride),
      p: momentumMatrix(axis, hbar),
      T: kineticMatrix(axis, masses[a], hbar),
      rows,
      projected: new Float64Array((2 * levels * points * top) / n),
    }
  })
  const expected = (matrix: Reading, psi: Reading, a: number): number => {
    along[a].apply(phi, matrix, psi)
    innerProduct(mean, 0, psi, 0, phi, 0, levels * points)
    return mean[0]
  }
  return {
    momentum: (out, psi) => {
      for (let a = 0; a < along.length; a++) out[a] = expected(along[a].p, psi, a)
    },
    kinetic: (psi) => {
      let energy = 0
      for (let a = 0; a < along.length; a++) energy += expected(along[a].T, psi, a)
      return energy
    },
    high: (psi, a) => {
      const { project, rows, projected } = along[a]
      project(projected, rows, psi)
      return normSquared(projected, 0, projected.length / 2)
    },
  }
}
