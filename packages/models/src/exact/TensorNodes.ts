import type { Reading } from '@casimir/algebra'

/** The nodes along one coordinate, ascending, and the two ends of the interval that they stand for. */
export interface NodeAxis {
  readonly points: number
  readonly low: number
  readonly high: number
  readonly x: Reading
}

/**
 * A product of nodes of d coordinates, numbered with the last coordinate fastest; `x` holds the d coordinates of a node from d i on.
 *
 * A wave function on it has sum_ij |psi_j(i)|^2 cell = 1. `roots`, where there are some, are square roots of quadrature weights that its
 * numbers contain: at node i they are roots_i times the values of the wave.
 */
export interface TensorNodes {
  readonly axes: ReadonlyArray<NodeAxis>
  readonly points: number
  readonly cell: number
  readonly x: Reading
  readonly roots?: Reading
}

/** The coordinates of all nodes, d a node, from those along each axis. */
export const tensorCoordinates = (lines: ReadonlyArray<Reading>): Reading => {
  const dof = lines.length
  if (dof === 1) return lines[0]
  const points = lines.reduce((all, line) => all * line.length, 1)
  const out = new Float64Array(dof * points)
  let stride = points
  lines.forEach((line, axis) => {
    stride /= line.length
    for (let i = 0; i < points; i++) out[dof * i + axis] = line[Math.floor(i / stride) % line.length]
  })
  return out
}
