import type { Reading, Writing } from '@casimir/algebra'
import type { PhaseSpaceGrid } from './PhaseSpaceGrid.ts'

/** Writes the values of a field at one point of phase space, from `outAt` on; `z` holds the 2 d coordinates from `at` on. */
export type Interpolation = (out: Writing, outAt: number, field: Reading, z: Reading, at: number) => void

/**
 * Prepares the evaluation of a periodic field of `components` numbers a node, between the nodes, by its trigonometric interpolant.
 *
 * On each axis the weights are the periodic Dirichlet kernel sin(N x/2)/(N tan(x/2)), x = 2 pi (z - z_k)/length, with the mode N/2 as a cosine: exact, to
 * round-off, for fields that the grid resolves.
 *
 * Cost: components x nodes operations a point. Allocates only here.
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const grid = phaseSpaceGrid([axis], [axis])
 * const field = Float64Array.from({ length: 64 }, (_, m) => Math.sin(grid.coordinates[2 * m] - 2 * grid.coordinates[2 * m + 1]))
 * const out = new Float64Array(1)
 * trigonometricInterpolation(grid, 1)(out, 0, field, Float64Array.of(0.3, 7.1), 0)
 * Math.abs(out[0] - Math.sin(0.3 - 14.2)) < 1e-14 // => true
 */
export const trigonometricInterpolation = (grid: PhaseSpaceGrid, components: number): Interpolation => {
  const { axes } = grid
  const weights = axes.map(({ points }) => new Float64Array(points))
  const partial = axes.map((_, j) => new Float64Array(components * grid.strides[j]))
  const weigh = (axis: number, z: number): void => {
    const { points, start, length } = axes[axis]
    const turn = (z - start) / length
    const x0 = 2 * Math.PI * (turn - Math.floor(turn))
    for (let k = 0; k < points; k++) {
      const x = x0 - (2 * Math.PI * k) / points
      const sine = Math.sin(0.5 * x)
      weights[axis][k] = sine === 0 ? 1 : (Math.sin(0.5 * points * x) * Math.cos(0.5 * x)) / (points * sine)
    }
  }
  return (out, outAt, field, z, at) => {
    let source = field
    axes.forEach(({ points }, axis) => {
      weigh(axis, z[at + axis])
      const size = components * grid.strides[axis]
      const target = partial[axis]
      target.fill(0)
      for (let k = 0; k < points; k++) {
        const w = weights[axis][k]
        for (let i = 0; i < size; i++) target[i] += w * source[k * size + i]
      }
      source = target
    })
    for (let c = 0; c < components; c++) out[outAt + c] = source[c]
  }
}
