import type { Reading, Writing } from '@casimir/algebra'
import type { Grid } from './Grid.ts'
import { layGrid } from './Grid.ts'
import type { ProductBasis } from './productBasis.ts'
import type { ProductAxis } from './productBasisAxis.ts'
import { numberStates } from './productBasisAxis.ts'
import { axisOperator } from './productBasisOperator.ts'

/** Beyond the outermost turning point of the highest number state, in units of sqrt(2) sigma, and in momenta likewise. */
const MARGIN = 1.5
/** So that adiabatic projectors, which may turn faster than any wave, are resolved too; per coordinate, of one, two and three. */
const LEAST_NODES = [256, 64, 32]

const reachOf = (functions: number): number => Math.sqrt(2 * functions + 1) + MARGIN

/** How many uniform nodes hold so many number states of one of `dof` modes: twice the largest momentum times twice the reach, over 2 pi; a power of two. */
export const uniformNodes = (functions: number, dof: number): number =>
  Math.max(LEAST_NODES[dof - 1], 2 ** Math.ceil(Math.log2((2 * reachOf(functions) ** 2) / Math.PI)))

/** The values of the functions at the nodes, a row for each node, interleaved. */
const valuesAt = ({ points: n, centre, sigma, states }: ProductAxis, x: Reading): Float64Array => {
  const unit = Math.SQRT2 * sigma
  const row = new Float64Array(n)
  const matrix = new Float64Array(2 * x.length * n)
  for (let u = 0; u < x.length; u++) {
    numberStates(row, 0, (x[u] - centre) / unit, n)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += row[k] * states[n * i + k]
      matrix[2 * (u * n + i)] = sum / Math.sqrt(unit)
    }
  }
  return matrix
}

/** The wave function of a product basis on a uniform grid. */
export interface UniformWave {
  readonly grid: Grid
  /** The values of psi at the nodes, level-major as in `GridState`; the same array, overwritten, each time. */
  readonly values: (psi: Reading) => Writing
}

/**
 * Prepares a Fourier grid that holds all number states of a basis, and the values of its wave functions there.
 *
 * Exact for any wave of the basis, up to what the highest states have beyond the box. Cost of `values`: as a flow of the kinetic energy, times the ratio of nodes to functions; allocates only here.
 *
 * @example
 * const basis = layProductBasis([{ centre: 0, sigma: 1, functions: 4 }], 1)
 * const psi = new Float64Array(8)
 * for (let i = 0; i < 4; i++) psi[2 * i] = basis.axes[0].states[4 * i]
 * const { grid, values } = uniformWave(basis, 1)
 * Math.abs(values(psi)[200] - Math.exp(-(grid.x[100] ** 2) / 4) / (2 * Math.PI) ** 0.25) < 1e-13 // => true
 */
export const uniformWave = ({ axes, hbar }: ProductBasis, levels: number): UniformWave => {
  const dof = axes.length
  const grid = layGrid(
    axes.map(({ points, centre, sigma }) => {
      const half = Math.SQRT2 * sigma * reachOf(points)
      return [centre - half, centre + half] as const
    }),
    axes.map(({ points }) => uniformNodes(points, dof)),
    hbar,
  )
  let size = axes.reduce((all, { points }) => all * points, 2 * levels)
  const passes = axes.map((axis, a) => {
    const count = grid.axes[a].points
    const stride = axes.slice(a + 1).reduce((all, { points }) => all * points, 1)
    size *= count / axis.points
    return {
      out: new Float64Array(size),
      matrix: valuesAt(axis, grid.axes[a].x),
      apply: axisOperator(count, axis.points, stride),
    }
  })
  return {
    grid,
    values: (psi) => {
      for (let a = 0; a < dof; a++) passes[a].apply(passes[a].out, passes[a].matrix, a === 0 ? psi : passes[a - 1].out)
      return passes[dof - 1].out
    },
  }
}
