import type { MatrixFunction, Writing } from '@casimir/algebra'
import { expectation } from '@casimir/algebra'
import type { Grid } from './Grid.ts'
import type { GridState } from './GridState.ts'

/** The fraction of the momentum range, at its top, in which probability counts as unresolved. */
const HIGH_MOMENTUM_FRACTION = 0.1

/** What a wave function says in momentum space; overwritten at every reading. */
export interface MomentumMoments {
  /** The mean momenta, one per coordinate. */
  readonly mean: Writing
  /** The mean of A(p). */
  energy: number
  /** The probability at |p_a| beyond 90 % of the grid's largest momentum, one per coordinate. */
  readonly high: Writing
}

/**
 * Allocates the moments of `dof` coordinates.
 *
 * @example
 * allocateMoments(2).mean.length // => 2
 */
export const allocateMoments = (dof: number): MomentumMoments => ({
  mean: new Float64Array(dof),
  energy: 0,
  high: new Float64Array(dof),
})

/**
 * Prepares the momentum-space reading of wave functions on the grid: one transform a level, then sums over momenta.
 *
 * Allocates only here.
 *
 * @example
 * const grid = layGrid([0, 2 * Math.PI], 8, 1)
 * const state = allocateGridState(1, 8)
 * grid.x.forEach((x, i) => state.psi.set([Math.cos(2 * x), Math.sin(2 * x)], 2 * i))
 * const out = allocateMoments(1)
 * momentumReading(kinetic(1, 1), grid)(out, state)
 * Math.abs(out.mean[0] / (2 * Math.PI) - 2) < 1e-14 // => true
 */
export const momentumReading = (A: MatrixFunction, grid: Grid): ((out: MomentumMoments, state: GridState) => void) => {
  const n = A.levels
  const { axes, points, p, fourier } = grid
  const dof = axes.length
  const phi: ReadonlyArray<Writing> = Array.from({ length: n }, () => new Float64Array(2 * points))
  const m = new Float64Array(2 * n * n)
  const c = new Float64Array(2 * n)
  const weight = grid.cell / points
  const bound = Float64Array.from(axes, ({ momentum }) => (1 - HIGH_MOMENTUM_FRACTION) * momentum)
  return (out, state) => {
    for (let j = 0; j < n; j++) fourier.forward(phi[j], state.level[j])
    out.mean.fill(0)
    out.energy = 0
    out.high.fill(0)
    for (let i = 0; i < points; i++) {
      let density = 0
      for (let j = 0; j < n; j++) {
        const re = phi[j][2 * i]
        const im = phi[j][2 * i + 1]
        c[2 * j] = re
        c[2 * j + 1] = im
        density += re * re + im * im
      }
      A.value(m, p, dof * i)
      out.energy += expectation(m, 0, c, 0, n) * weight
      for (let a = 0; a < dof; a++) {
        const momentum = p[dof * i + a]
        out.mean[a] += momentum * density * weight
        if (Math.abs(momentum) > bound[a]) out.high[a] += density * weight
      }
    }
  }
}
