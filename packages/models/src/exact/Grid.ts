import type { FourierTransform, Reading } from '@casimir/algebra'
import { fourierTransform } from '@casimir/algebra'
import type { FourierAxis, Interval } from './FourierAxis.ts'
import { layAxis } from './FourierAxis.ts'
import type { TensorNodes } from './TensorNodes.ts'
import { tensorCoordinates } from './TensorNodes.ts'
import { tensorTransform } from './tensorTransform.ts'

/**
 * A periodic Fourier grid of d coordinates: the product of its axes.
 *
 * Layout: nodes are numbered with the last coordinate fastest, i = (i_0 points_1 + i_1) points_2 + ..; `x` and `p` hold the
 * d coordinates of a node, and the d momenta of a node of the transform, from d i on. `points` counts all nodes, `cell` is
 * the volume of one. `fourier` transforms the nodes of one level over all coordinates; with one it is that axis' own.
 */
export interface Grid extends TensorNodes {
  readonly axes: ReadonlyArray<FourierAxis>
  readonly hbar: number
  readonly p: Reading
  readonly fourier: FourierTransform
}

/** One value for a single coordinate, or a list with one for each. */
export type PerAxis<A> = A | ReadonlyArray<A>

/** The intervals of a box given in either form. */
export const intervalsOf = (box: PerAxis<Interval>): ReadonlyArray<Interval> =>
  typeof box[0] === 'number' ? [box as Interval] : (box as ReadonlyArray<Interval>)

/** The numbers of points given in either form. */
export const countsOf = (points: PerAxis<number>): ReadonlyArray<number> =>
  typeof points === 'number' ? [points] : points

/**
 * Lays out the grid; each number of points is a power of two from 2 to 65536, `box` and `points` one value for one coordinate or
 * lists with one value for each.
 *
 * Errors: throws when a box is empty, a number of points is anything else, or the lists differ in length.
 *
 * @example
 * layGrid([-4, 4], 8, 1).x[1] // => -3
 * Array.from(layGrid([[-4, 4], [0, 1]], [8, 2], 1).x.subarray(2, 4)) // => [-4, 0.5]
 */
export const layGrid = (box: PerAxis<Interval>, points: PerAxis<number>, hbar: number): Grid => {
  const intervals = intervalsOf(box)
  const counts = countsOf(points)
  if (intervals.length !== counts.length)
    throw new Error(
      `exact: method.grid.box has ${intervals.length} intervals and method.grid.points ${counts.length} numbers; give one of each per coordinate.`,
    )
  const axes = intervals.map((interval, axis) => layAxis(interval, counts[axis], hbar))
  const nodes = counts.reduce((all, count) => all * count, 1)
  return {
    axes,
    points: nodes,
    cell: axes.reduce((volume, { spacing }) => volume * spacing, 1),
    hbar,
    x: tensorCoordinates(axes.map(({ x }) => x)),
    p: tensorCoordinates(axes.map(({ p }) => p)),
    fourier: counts.length === 1 ? fourierTransform(counts[0]) : tensorTransform(counts),
  }
}
