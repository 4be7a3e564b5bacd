import type { Grid, GridWatch } from '@casimir/models'
import { MOST_POINTS } from '@casimir/models'
import type { Halt } from '../Propagation.ts'

/** The probability at an edge, or at the highest momenta, beyond which the grid no longer holds the wave. */
const LIMIT = 1e-6

const short = (x: number): string => String(Number(x.toPrecision(4)))

const atEdge = ({ low, high }: GridWatch, grid: Grid, pointsGiven: boolean): Halt => {
  const half = (grid.high - grid.low) / 2
  const box = [low > LIMIT ? grid.low - half : grid.low, high > LIMIT ? grid.high + half : grid.high]
  const points = pointsGiven && 2 * grid.points <= MOST_POINTS ? ` and method.grid.points to ${2 * grid.points}` : ''
  return {
    status: 'edge',
    message: `the wave reached the ${low > high ? 'lower' : 'upper'} edge of the box [${short(grid.low)}, ${short(grid.high)}] (probability ${Math.max(low, high).toExponential(1)} in its outer 5 %); set method.grid.box to [${box.map(short).join(', ')}]${points}`,
  }
}

const atHighMomenta = ({ momentum }: GridWatch, grid: Grid): Halt => ({
  status: 'edge',
  message: `the wave reached the highest momenta of the grid (probability ${momentum.toExponential(1)} beyond 90 % of ${short(grid.momentum)}); set ${
    2 * grid.points <= MOST_POINTS
      ? `method.grid.points to ${2 * grid.points}`
      : `method.grid.box to an interval shorter than [${short(grid.low)}, ${short(grid.high)}]`
  }`,
})

/** The reason to stop, with a concrete remedy, once the grid has lost more than a probability of 1e-6 at one of its ends. */
export const gridHalt = (watch: GridWatch, grid: Grid, pointsGiven: boolean): Halt | undefined => {
  if (watch.low > LIMIT || watch.high > LIMIT) return atEdge(watch, grid, pointsGiven)
  return watch.momentum > LIMIT ? atHighMomenta(watch, grid) : undefined
}
