import type { Reading, Writing } from '@casimir/algebra'
import { fourierTransform } from '@casimir/algebra'
import type { PhaseSpaceGrid } from './PhaseSpaceGrid.ts'

/**
 * Fourier operations on real fields of `components` numbers a node, node-major; every `out` may be the field.
 *
 * `multiply` scales mode k = 0 .. points/2 of one axis by `symbol[k]`, real and even in k: filters and convolutions with even kernels.
 * `power` writes the squared modulus of modes 0 .. points/2 of one axis, summed over everything else and normalised so that they add up to
 * the mean square of the field.
 */
export interface Spectral {
  readonly components: number
  readonly derivative: (out: Writing, field: Reading, axis: number) => void
  readonly multiply: (out: Writing, field: Reading, axis: number, symbol: Reading) => void
  readonly power: (out: Writing, field: Reading, axis: number) => void
}

/**
 * Prepares spectral operations on a periodic grid.
 *
 * The derivative multiplies mode k by 2 pi i k / length and drops the unpaired mode points/2, so it is an antisymmetric real matrix: sums over
 * the grid integrate by parts exactly.
 *
 * Cost: one forward and one inverse transform for each two lines of the grid, O(components nodes log points). Allocates only here.
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const grid = phaseSpaceGrid([axis], [axis])
 * const field = Float64Array.from({ length: 64 }, (_, m) => Math.sin(grid.coordinates[2 * m]))
 * spectral(grid, 1).derivative(field, field, 0)
 * Math.abs(field[0] - 1) < 1e-14 // => true
 */
export const spectral = (grid: PhaseSpaceGrid, components: number): Spectral => {
  const { axes, strides, nodes } = grid
  const transforms = axes.map(({ points }) => fourierTransform(points))
  const longest = Math.max(...axes.map(({ points }) => points))
  const line = new Float64Array(2 * longest)
  const modes = new Float64Array(2 * longest)
  const lines = axes.map(({ points }, j) => {
    const starts = new Int32Array((components * nodes) / points)
    let count = 0
    for (let m = 0; m < nodes; m++)
      if (Math.floor(m / strides[j]) % points === 0)
        for (let c = 0; c < components; c++) starts[count++] = m * components + c
    return starts
  })
  const wavenumbers = axes.map(({ points, length }) =>
    Float64Array.from({ length: points / 2 + 1 }, (_, k) => (k < points / 2 ? (2 * Math.PI * k) / length : 0)),
  )

  /** Two lines at a time as the real and imaginary part of one: a lone last line is paired with itself and weighs half. */
  const forward = (field: Reading, axis: number, pair: number): void => {
    const { points } = axes[axis]
    const step = strides[axis] * components
    const starts = lines[axis]
    const a = starts[pair]
    const b = starts[Math.min(pair + 1, starts.length - 1)]
    for (let k = 0; k < points; k++) {
      line[2 * k] = field[a + k * step]
      line[2 * k + 1] = field[b + k * step]
    }
    transforms[axis].forward(modes, line)
  }
  const back = (out: Writing, axis: number, pair: number): void => {
    const { points } = axes[axis]
    const step = strides[axis] * components
    const starts = lines[axis]
    const a = starts[pair]
    const b = starts[Math.min(pair + 1, starts.length - 1)]
    transforms[axis].inverse(line, modes)
    for (let k = 0; k < points; k++) {
      out[b + k * step] = line[2 * k + 1]
      out[a + k * step] = line[2 * k]
    }
  }

  return {
    components,
    derivative: (out, field, axis) => {
      const { points } = axes[axis]
      const kappa = wavenumbers[axis]
      for (let pair = 0; pair < lines[axis].length; pair += 2) {
        forward(field, axis, pair)
        for (let k = 0; k < points; k++) {
          const factor = k <= points / 2 ? kappa[k] : -kappa[points - k]
          const re = modes[2 * k]
          modes[2 * k] = -factor * modes[2 * k + 1]
          modes[2 * k + 1] = factor * re
        }
        back(out, axis, pair)
      }
    },
    multiply: (out, field, axis, symbol) => {
      const { points } = axes[axis]
      for (let pair = 0; pair < lines[axis].length; pair += 2) {
        forward(field, axis, pair)
        for (let k = 0; k < points; k++) {
          const factor = symbol[k <= points / 2 ? k : points - k]
          modes[2 * k] *= factor
          modes[2 * k + 1] *= factor
        }
        back(out, axis, pair)
      }
    },
    power: (out, field, axis) => {
      const { points } = axes[axis]
      out.fill(0, 0, points / 2 + 1)
      const starts = lines[axis]
      for (let pair = 0; pair < starts.length; pair += 2) {
        forward(field, axis, pair)
        const weight = (pair + 1 < starts.length ? 1 : 0.5) / (points * nodes)
        for (let k = 0; k < points; k++)
          out[k <= points / 2 ? k : points - k] +=
            weight * (modes[2 * k] * modes[2 * k] + modes[2 * k + 1] * modes[2 * k + 1])
      }
    },
  }
}
