import type { Reading } from '@casimir/algebra'
import type { AdiabaticFrame } from './adiabaticFrame.ts'
import type { TensorNodes } from './TensorNodes.ts'

/**
 * The probability of a wave function at nodes where adiabatic level k turns against a neighbour, Re <k(x)|k(x')> < 1/2.
 *
 * Zero for a smooth gauge on a grid that resolves it; a packet astride a crossing, or about a conical intersection, has none. With two
 * coordinates the sign jumps across a line from a conical intersection, so that a wave which is 1 everywhere tells whether there is one.
 *
 * Cost: n multiplications a node and coordinate; allocates nothing.
 *
 * @example
 * const crossing = twoLevel((c, x) => { c[3] = x[0] }, (c) => { c[3] = 1 })
 * const grid = layGrid([-1, 3], 2, 1)
 * const { psi } = allocateGridState(2, 2)
 * psi[0] = 0.5
 * gaugeDefect(adiabaticFrame(crossing, grid), psi, grid, 0) // => 0.5
 */
export const gaugeDefect = (
  frame: AdiabaticFrame,
  psi: Reading,
  { axes, points, cell }: TensorNodes,
  level: number,
): number => {
  const n = frame.levels
  const { vectors } = frame
  let defect = 0
  let stride = points
  for (const { points: count } of axes) {
    stride /= count
    for (let i = 0; i < points; i++) {
      if (Math.floor(i / stride) % count === count - 1) continue
      let overlap = 0
      let weight = 0
      for (let j = 0; j < n; j++) {
        const a = 2 * (n * n * i + j * n + level)
        const b = a + 2 * n * n * stride
        overlap += vectors[a] * vectors[b] + vectors[a + 1] * vectors[b + 1]
        const c = 2 * (j * points + i)
        weight += psi[c] * psi[c] + psi[c + 1] * psi[c + 1]
      }
      if (overlap < 0.5) defect += weight * cell
    }
  }
  return defect
}
