import type { MatrixFunction } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'

/** What a kinetic energy allows along one coordinate: the fastest and the largest momentum up to a given energy. */
export interface KineticBound {
  /** The least eigenvalue of A(p) over all p. */
  readonly least: number
  /** The largest |p_a| with an eigenvalue of A(+-p) not above the energy; 0 when there is none. */
  readonly momentum: (energy: number) => number
  /** The largest speed |dA/dp_a| up to that momentum. */
  readonly speed: (energy: number) => number
}

/** Cells of the momentum range, when there is one coordinate and when there are two. */
const CELLS = 4096
const PLANE_CELLS = 512
/** With two coordinates: so many values of the other momentum either side of 0, up to the size of this one. */
const OTHERS = 8

/**
 * Tabulates the least eigenvalue of A(p) and the largest eigenvalue of |dA/dp_a| up to where A exceeds `ceiling`.
 *
 * Accurate to one cell, 1/4096 of the momentum range (1/512 with two coordinates, where the least over the other momentum is
 * taken over 17 values of it, among them 0), rounded up. `axis` is a, `scale` is a momentum to start the search from.
 *
 * Errors: throws when A(p) stays below `ceiling` however large p, as then the energy does not bound the momentum.
 */
export const kineticBound = (A: MatrixFunction, ceiling: number, scale: number, axis = 0): KineticBound => {
  const n = A.levels
  const { dof } = A
  const cells = dof === 1 ? CELLS : PLANE_CELLS
  const eigen = hermitianEigen(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(2 * n * n)
  const m = new Float64Array(2 * n * n * dof)
  const x = new Float64Array(dof)
  const others = dof === 1 ? 0 : OTHERS
  /** Visits A at both signs of p_a and at the other momenta that go with it. */
  const around = (p: number, visit: () => void): void => {
    for (let sign = -1; sign <= 1; sign += 2)
      for (let other = -others; other <= others; other++) {
        if (others > 0) x[1 - axis] = (other / others) * p
        x[axis] = sign * p
        visit()
      }
  }
  const leastAt = (p: number): number => {
    let least = Infinity
    around(p, () => {
      A.value(m, x, 0)
      eigen(values, vectors, m, 0)
      least = Math.min(least, values[0])
    })
    return least
  }
  const speedAt = (p: number): number => {
    let speed = 0
    around(p, () => {
      A.gradient(m, x, 0)
      eigen(values, vectors, m, 2 * n * n * axis)
      speed = Math.max(speed, Math.abs(values[0]), Math.abs(values[n - 1]))
    })
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
  const least = new Float64Array(cells + 1)
  const speeds = new Float64Array(cells + 1)
  for (let j = 0; j <= cells; j++) {
    least[j] = leastAt((top * j) / cells)
    speeds[j] = Math.max(speedAt((top * j) / cells), j > 0 ? speeds[j - 1] : 0)
  }
  for (let j = cells - 1; j >= 0; j--) least[j] = Math.min(least[j], least[j + 1])
  /** The first cell from which on no momentum is allowed. */
  const beyond = (energy: number): number => {
    let low = 0
    let high = cells
    while (low < high) {
      const middle = (low + high) >> 1
      if (least[middle] > energy) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    least: least[0],
    momentum: (energy) => (top * beyond(energy)) / cells,
    speed: (energy) => speeds[beyond(energy)],
  }
}
