import type { MatrixFunction } from '@casimir/algebra'

const CELLS = 4096
/** Entries that vary by less than this fraction of the largest variation do not count. */
const NEGLIGIBLE = 1e-6

/**
 * The shortest length over which an entry of B(q) changes between `low` and `high`: least range over steepest slope.
 *
 * Infinity when B is constant. Entries are what the grid must sample finely enough for exp(-iBh/hbar) at its nodes to
 * stand for the function; eigenvalues would not do, as their cusps are no features of B.
 *
 * Cost: 4096 values and gradients of B; call it while building.
 */
export const featureLength = (B: MatrixFunction, low: number, high: number): number => {
  const size = 2 * B.levels * B.levels
  const m = new Float64Array(size)
  const x = new Float64Array(1)
  const least = new Float64Array(size).fill(Infinity)
  const most = new Float64Array(size).fill(-Infinity)
  const slope = new Float64Array(size)
  for (let i = 0; i <= CELLS; i++) {
    x[0] = low + (i * (high - low)) / CELLS
    B.value(m, x, 0)
    for (let k = 0; k < size; k++) {
      least[k] = Math.min(least[k], m[k])
      most[k] = Math.max(most[k], m[k])
    }
    B.gradient(m, x, 0)
    for (let k = 0; k < size; k++) slope[k] = Math.max(slope[k], Math.abs(m[k]))
  }
  const variation = most.map((v, k) => v - least[k])
  const floor = NEGLIGIBLE * Math.max(...variation)
  let shortest = Infinity
  for (let k = 0; k < size; k++) if (variation[k] > floor) shortest = Math.min(shortest, variation[k] / slope[k])
  return shortest
}
