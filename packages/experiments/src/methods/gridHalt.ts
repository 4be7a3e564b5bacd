import type { FourierAxis, Grid, GridWatch } from '@casimir/models'
import { MOST_POINTS } from '@casimir/models'
import type { Halt } from '../Propagation.ts'

/** The probability at an edge, or at the highest momenta, beyond which the grid no longer holds the wave. */
const LIMIT = 1e-6

const short = (x: number): string => String(Number(x.toPrecision(4)))
const ends = (low: number, high: number): string => `[${short(low)}, ${short(high)}]`

/** A list as `method.grid` takes it: bare for one degree of freedom. */
const listed = (entries: ReadonlyArray<string>): string =>
  entries.length === 1 ? entries[0] : `[${entries.join(', ')}]`

/** Which coordinate, where there are several. */
const ofCoordinate = ({ axes }: Grid, axis: number): string => (axes.length === 1 ? '' : ` of coordinate ${axis}`)

const twice = ({ axes }: Grid, doubled: (axis: number) => boolean): string =>
  listed(axes.map(({ points }, axis) => String(doubled(axis) ? 2 * points : points)))

const atEdge = ({ low, high }: GridWatch, grid: Grid, pointsGiven: boolean): Halt => {
  const { axes } = grid
  const met = axes.map((_, axis) => Math.max(low[axis], high[axis]))
  const worst = met.indexOf(Math.max(...met))
  const grown = (axis: number): boolean => met[axis] > LIMIT
  const box = axes.map((axis, a) => {
    const half = (axis.high - axis.low) / 2
    return ends(low[a] > LIMIT ? axis.low - half : axis.low, high[a] > LIMIT ? axis.high + half : axis.high)
  })
  const fits = axes.every(({ points }, a) => !grown(a) || 2 * points <= MOST_POINTS)
  const points = pointsGiven && fits ? ` and method.grid.points to ${twice(grid, grown)}` : ''
  return {
    status: 'edge',
    message: `the wave reached the ${low[worst] > high[worst] ? 'lower' : 'upper'} edge of the box ${ends(axes[worst].low, axes[worst].high)}${ofCoordinate(grid, worst)} (probability ${met[worst].toExponential(1)} in its outer 5 %); set method.grid.box to ${listed(box)}${points}`,
  }
}

const atHighMomenta = ({ momentum }: GridWatch, grid: Grid): Halt => {
  const { axes } = grid
  const worst = momentum.indexOf(Math.max(...momentum))
  const crossed = (axis: number): boolean => momentum[axis] > LIMIT
  const axis: FourierAxis = axes[worst]
  return {
    status: 'edge',
    message: `the wave reached the highest momenta of the grid${ofCoordinate(grid, worst)} (probability ${momentum[worst].toExponential(1)} beyond 90 % of ${short(axis.momentum)}); set ${
      axes.every(({ points }, a) => !crossed(a) || 2 * points <= MOST_POINTS)
        ? `method.grid.points to ${twice(grid, crossed)}`
        : `method.grid.box to an interval shorter than ${ends(axis.low, axis.high)}${ofCoordinate(grid, worst)}`
    }`,
  }
}

/** The reason to stop, with a concrete remedy, once the grid has lost more than a probability of 1e-6 at one of its ends. */
export const gridHalt = (watch: GridWatch, grid: Grid, pointsGiven: boolean): Halt | undefined => {
  const beyond = (probability: number): boolean => probability > LIMIT
  if (watch.low.some(beyond) || watch.high.some(beyond)) return atEdge(watch, grid, pointsGiven)
  return watch.momentum.some(beyond) ? atHighMomenta(watch, grid) : undefined
}
