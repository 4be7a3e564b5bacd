import type { Reading } from '@casimir/algebra'

/** One periodic axis: nodes at start + k length / points, k = 0 .. points - 1. */
export interface GridAxis {
  readonly points: number
  readonly start: number
  readonly length: number
}

/**
 * A periodic grid on the phase space of d degrees of freedom: 2 d axes q_1 .. q_d, p_1 .. p_d, the last one fastest.
 *
 * `coordinates` holds the 2 d coordinates of each node; `strides[j]` nodes separate neighbours along axis j; `measure` is the volume of a cell,
 * so that an integral is `measure` times a sum, exact to spectral accuracy for resolved fields.
 */
export interface PhaseSpaceGrid {
  readonly dof: number
  readonly axes: ReadonlyArray<GridAxis>
  readonly strides: ReadonlyArray<number>
  readonly nodes: number
  readonly measure: number
  readonly coordinates: Reading
}

/** Most nodes of a grid: 16^4 for two degrees of freedom, 1024^2 for one. */
const MOST_NODES = [1024 ** 2, 16 ** 4]

const checkAxis = ({ points, start, length }: GridAxis, name: string): void => {
  if (!Number.isInteger(points) || points < 4 || (points & (points - 1)) !== 0)
    throw new Error(`phaseSpaceGrid: ${points} points along ${name}; give a power of two >= 4.`)
  if (!(length > 0) || !Number.isFinite(length) || !Number.isFinite(start))
    throw new Error(
      `phaseSpaceGrid: ${name} starts at ${start} and is ${length} long; give finite numbers, length > 0.`,
    )
}

/**
 * Builds a periodic phase-space grid from one axis per coordinate and one per momentum.
 *
 * Errors: throws when a number of points is not a power of two, a length not positive, the axes of q and p differ in number, or the grid has
 * more than 1024^2 nodes (16^4 for two degrees of freedom).
 *
 * @example
 * const axis = { points: 16, start: 0, length: 2 * Math.PI }
 * phaseSpaceGrid([axis], [axis]).nodes // => 256
 */
export const phaseSpaceGrid = (q: ReadonlyArray<GridAxis>, p: ReadonlyArray<GridAxis>): PhaseSpaceGrid => {
  const dof = q.length
  if (p.length !== dof || dof < 1 || dof > MOST_NODES.length)
    throw new Error(
      `phaseSpaceGrid: ${dof} axes for q and ${p.length} for p; give one of each per degree of freedom, at most ${MOST_NODES.length}.`,
    )
  const axes = [...q, ...p]
  axes.forEach((axis, j) => {
    checkAxis(axis, `${j < dof ? 'q' : 'p'}${(j % dof) + 1}`)
  })
  const nodes = axes.reduce((product, { points }) => product * points, 1)
  if (nodes > MOST_NODES[dof - 1])
    throw new Error(
      `phaseSpaceGrid: ${nodes} nodes; at most ${MOST_NODES[dof - 1]} are allowed for ${dof} degrees of freedom.`,
    )
  const strides = axes.map((_, j) => axes.slice(j + 1).reduce((product, { points }) => product * points, 1))
  const coordinates = new Float64Array(axes.length * nodes)
  for (let m = 0; m < nodes; m++)
    axes.forEach(({ points, start, length }, j) => {
      coordinates[axes.length * m + j] = start + ((Math.floor(m / strides[j]) % points) * length) / points
    })
  return {
    dof,
    axes,
    strides,
    nodes,
    measure: axes.reduce((product, { points, length }) => (product * length) / points, 1),
    coordinates,
  }
}
