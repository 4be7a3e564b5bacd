import type { MatrixFunction } from '@casimir/algebra'
import type { Interval } from './FourierAxis.ts'

/** Cells along a coordinate, when there is one and when there are two. */
const CELLS = 4096
const PLANE_CELLS = 128
/** Entries that vary by less than this fraction of the largest variation do not count. */
const NEGLIGIBLE = 1e-6

/**
 * The shortest lengths, along each coordinate, over which an entry of B(q) changes in the box: least range over steepest slope.
 *
 * Infinity where B is constant. Entries are what the grid must sample finely enough for exp(-iBh/hbar) at its nodes to
 * stand for the function; eigenvalues would not do, as their cusps are no features of B.
 *
 * Cost: 4096 values and gradients of B, 16641 with two coordinates; call it while building.
 */
export const featureLength = (B: MatrixFunction, box: ReadonlyArray<Interval>): ReadonlyArray<number> => {
  const { dof } = B
  const cells = dof === 1 ? CELLS : PLANE_CELLS
  const size = 2 * B.levels * B.levels
  const m = new Float64Array(size * dof)
  const x = new Float64Array(dof)
  const least = new Float64Array(size).fill(Infinity)
  const most = new Float64Array(size).fill(-Infinity)
  const slope = new Float64Array(size * dof)
  for (let i = 0; i < (cells + 1) ** dof; i++) {
    for (let a = 0, rest = i; a < dof; a++, rest = Math.floor(rest / (cells + 1))) {
      const [low, high] = box[a]
      x[a] = low + ((rest % (cells + 1)) * (high - low)) / cells
    }
    B.value(m, x, 0)
    for (let k = 0; k < size; k++) {
      least[k] = Math.min(least[k], m[k])
      most[k] = Math.max(most[k], m[k])
    }
    B.gradient(m, x, 0)
    for (let k = 0; k < size * dof; k++) slope[k] = Math.max(slope[k], Math.abs(m[k]))
  }
  const variation = most.map((v, k) => v - least[k])
  const floor = NEGLIGIBLE * Math.max(...variation)
  return box.map((_, a) => {
    let shortest = Infinity
    for (let k = 0; k < size; k++)
      if (variation[k] > floor) shortest = Math.min(shortest, variation[k] / slope[a * size + k])
    return shortest
  })
}
