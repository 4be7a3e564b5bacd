import type { MatrixFunction, Writing } from '@casimir/algebra'
import { expectation } from '@casimir/algebra'
import type { Grid } from './Grid.ts'
import type { GridState } from './GridState.ts'

/** The fraction of the momentum range, at its top, in which probability counts as unresolved. */
const HIGH_MOMENTUM_FRACTION = 0.1

/** What a wave function says in momentum space; overwritten at every reading. */
export interface MomentumMoments {
  /** The mean momentum. */
  mean: number
  /** The mean of A(p). */
  energy: number
  /** The probability at |p| beyond 90 % of the grid's largest momentum. */
  high: number
}

/**
 * Prepares the momentum-space reading of wave functions on the grid: one transform a level, then sums over momenta.
 *
 * Allocates only here.
 *
 * @example
 * const grid = layGrid([0, 2 * Math.PI], 8, 1)
 * const state = allocateGridState(1, 8)
 * grid.x.forEach((x, i) => state.psi.set([Math.cos(2 * x), Math.sin(2 * x)], 2 * i))
 * const out = { mean: 0, energy: 0, high: 0 }
 * momentumReading(kinetic(1, 1), grid)(out, state)
 * Math.abs(out.mean / (2 * Math.PI) - 2) < 1e-14 // => true
 */
export const momentumReading = (A: MatrixFunction, grid: Grid): ((out: MomentumMoments, state: GridState) => void) => {
  const n = A.levels
  const { points, p, fourier } = grid
  const phi: ReadonlyArray<Writing> = Array.from({ length: n }, () => new Float64Array(2 * points))
  const m = new Float64Array(2 * n * n)
  const c = new Float64Array(2 * n)
  const weight = grid.spacing / points
  const bound = (1 - HIGH_MOMENTUM_FRACTION) * grid.momentum
  return (out, state) => {
    for (let j = 0; j < n; j++) fourier.forward(phi[j], state.level[j])
    out.mean = 0
    out.energy = 0
    out.high = 0
    for (let i = 0; i < points; i++) {
      let density = 0
      for (let j = 0; j < n; j++) {
        const re = phi[j][2 * i]
        const im = phi[j][2 * i + 1]
        c[2 * j] = re
        c[2 * j + 1] = im
        density += re * re + im * im
      }
      A.value(m, p, i)
      out.mean += p[i] * density * weight
      out.energy += expectation(m, 0, c, 0, n) * weight
      if (Math.abs(p[i]) > bound) out.high += density * weight
    }
  }
}
