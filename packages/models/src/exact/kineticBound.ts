import type { MatrixFunction } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'

/** What a kinetic energy allows: the fastest and the largest momentum up to a given energy. */
export interface KineticBound {
  /** The least eigenvalue of A(p) over all p. */
  readonly least: number
  /** The largest |p| with an eigenvalue of A(+-p) not above the energy; 0 when there is none. */
  readonly momentum: (energy: number) => number
  /** The largest speed |dA/dp| up to that momentum. */
  readonly speed: (energy: number) => number
}

const CELLS = 4096

/**
 * Tabulates the least eigenvalue of A(p) and the largest eigenvalue of |A'(p)| up to where A exceeds `ceiling`.
 *
 * Accurate to one cell, 1/4096 of the momentum range, rounded up. `scale` is a momentum to start the search from.
 *
 * Errors: throws when A(p) stays below `ceiling` however large p, as then the energy does not bound the momentum.
 */
export const kineticBound = (A: MatrixFunction, ceiling: number, scale: number): KineticBound => {
  const n = A.levels
  const eigen = hermitianEigen(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(2 * n * n)
  const m = new Float64Array(2 * n * n)
  const x = new Float64Array(1)
  const leastAt = (p: number): number => {
    let least = Infinity
    for (let sign = -1; sign <= 1; sign += 2) {
      x[0] = sign * p
      A.value(m, x, 0)
      eigen(values, vectors, m, 0)
      least = Math.min(least, values[0])
    }
    return least
  }
  const speedAt = (p: number): number => {
    let speed = 0
    for (let sign = -1; sign <= 1; sign += 2) {
      x[0] = sign * p
      A.gradient(m, x, 0)
      eigen(values, vectors, m, 0)
      speed = Math.max(speed, Math.abs(values[0]), Math.abs(values[n - 1]))
    }
    return speed
  }
  let top = scale
  for (let doubling = 0; !(leastAt(top) > ceiling); doubling++) {
    if (doubling > 60)
      throw new Error(
        `exact: A(p) does not exceed ${ceiling} however large p, so the energy does not bound the momentum; set method.grid.box and method.grid.points.`,
      )
    top *= 2
  }
  const least = new Float64Array(CELLS + 1)
  const speeds = new Float64Array(CELLS + 1)
  for (let j = 0; j <= CELLS; j++) {
    least[j] = leastAt((top * j) / CELLS)
    speeds[j] = Math.max(speedAt((top * j) / CELLS), j > 0 ? speeds[j - 1] : 0)
  }
  for (let j = CELLS - 1; j >= 0; j--) least[j] = Math.min(least[j], least[j + 1])
  /** The first cell from which on no momentum is allowed. */
  const beyond = (energy: number): number => {
    let low = 0
    let high = CELLS
    while (low < high) {
      const middle = (low + high) >> 1
      if (least[middle] > energy) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    least: least[0],
    momentum: (energy) => (top * beyond(energy)) / CELLS,
    speed: (energy) => speeds[beyond(energy)],
  }
}
