import type { HybridHamiltonian } from '@casimir/algebra'
import { energyWindow } from './energyWindow.ts'
import type { Interval } from './FourierAxis.ts'
import { MOST_POINTS, requireBox } from './FourierAxis.ts'
import { featureLength } from './featureLength.ts'
import type { PerAxis } from './Grid.ts'
import { countsOf, intervalsOf } from './Grid.ts'
import { gridParts } from './gridParts.ts'
import type { PacketStart } from './PacketStart.ts'
import { planeReach } from './planeReach.ts'
import { reach } from './reach.ts'
import { requireMemory } from './requireMemory.ts'

/** A box and a number of points for each coordinate, and a time step, for an exact run. */
export interface GridChoice {
  readonly box: ReadonlyArray<Interval>
  readonly points: ReadonlyArray<number>
  readonly dt: number
}

/** What of the choice is given: for one coordinate a bare interval and number will do. */
export interface GridGiven {
  readonly box?: PerAxis<Interval>
  readonly points?: PerAxis<number>
  readonly dt?: number
}

/** What the choice depends on: the packet, hbar, the end time, and the interval that dt must divide. */
export interface GridDemand {
  readonly start: PacketStart
  readonly hbar: number
  readonly end: number
  readonly record: number
}

/** The box's share left free at either end, beyond the 5 % that counts as edge. */
const MARGIN = 0.07
/**
 * The grid's largest momentum over the largest one reached. 1 / 0.9 would keep the wave below what counts as high; the
 * rest is for products B psi whose B has kinks (tully1, tully3): 1.2 leaves errors of 3e-5 in populations, 1.5 of 1e-6.
 */
const HEADROOM = 1.5
const NODES_PER_FEATURE = 16
/** So that adiabatic projectors, which may turn faster than any wave, are resolved too; per coordinate, of one and of two. */
const LEAST_POINTS = [256, 64]
/** The step in units of hbar over the energy range, at `REFERENCE` such units of time; see `chooseStep`. */
const STEP = 1.5
const REFERENCE = 1000

/**
 * dt = STEP (hbar/E) (REFERENCE hbar/(E end))^(1/4), E the energy range: a 4th-order method's error after `end` is then
 * the same for all, far below 1e-5 in populations (measured by halving on every problem); rounded down to divide `record`.
 */
export const chooseStep = (range: number, { hbar, end, record }: GridDemand): number => {
  const unit = hbar / range
  const dt = STEP * unit * Math.min(1, ((REFERENCE * unit) / end) ** 0.25)
  return record / Math.ceil(record / dt)
}

/** Throws a sentence unless a list has one entry per degree of freedom. */
const requireEach = (key: string, length: number | undefined, { name, dof }: HybridHamiltonian): void => {
  if (length !== undefined && length !== dof)
    throw new Error(
      `exact: method.grid.${key} is for ${length} coordinate${length === 1 ? '' : 's'} and '${name}' has ${dof}; give ${dof === 1 ? 'one' : `a list of ${dof}`}.`,
    )
}

const places = (x: ReadonlyArray<number>): string => x.map((value) => value.toPrecision(3)).join(', ')

/**
 * Chooses what is not given: the box from what the packet can reach, the points from its largest momenta, dt from the
 * range of energies. All coordinates' boxes are chosen or none, and so are all their points.
 *
 * Errors: throws when H has no grid form, when `points` would exceed 65536 along a coordinate or the whole grid 2 GiB, when a
 * list given does not fit the degrees of freedom, or when a given dt does not divide `record`.
 *
 * @example
 * const h = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const start = { q: [0], p: [0], sigma: [0.7], basis: 'diabatic', level: 0 } as const
 * chooseGrid(h, { start, hbar: 1, end: 10, record: 0.5 }, { points: 256 }).points // => [256]
 */
export const chooseGrid = (hamiltonian: HybridHamiltonian, demand: GridDemand, given: GridGiven = {}): GridChoice => {
  const { dt } = given
  const box = given.box && intervalsOf(given.box)
  const points = given.points === undefined ? undefined : countsOf(given.points)
  requireEach('box', box?.length, hamiltonian)
  requireEach('points', points?.length, hamiltonian)
  for (const interval of box ?? []) requireBox(interval)
  if (dt !== undefined) requireDivisor(dt, demand.record)
  if (points) requireMemory(points, hamiltonian.levels)
  if (box && points && dt !== undefined) return { box, points, dt }
  const parts = gridParts(hamiltonian)
  const window = energyWindow(parts, demand.start, demand.hbar)
  const range =
    hamiltonian.dof === 1 ? reach(parts, window, demand.end, box?.[0]) : planeReach(parts, window, demand.end, box)
  const chosen: ReadonlyArray<Interval> =
    box ??
    range.q.map(([low, high]) => {
      const margin = (MARGIN / (1 - 2 * MARGIN)) * (high - low)
      return [low - margin, high + margin]
    })
  const lengths = featureLength(parts.B, range.q)
  const wanted = chosen.map(
    ([low, high], a) =>
      (high - low) * Math.max((HEADROOM * range.momentum[a]) / (Math.PI * demand.hbar), NODES_PER_FEATURE / lengths[a]),
  )
  const most = Math.max(...wanted)
  if (points === undefined && most > MOST_POINTS)
    throw new Error(
      `exact: by time.end = ${demand.end} the wave packet may reach from ${places(chosen.map(([low]) => low))} to ${places(chosen.map(([, high]) => high))} with momenta up to ${places(range.momentum)}, which needs ${Math.ceil(most)} points, more than ${MOST_POINTS}; shorten time.end, or set method.grid.box and method.grid.points.`,
    )
  const counts =
    points ?? wanted.map((count) => Math.max(LEAST_POINTS[hamiltonian.dof - 1], 2 ** Math.ceil(Math.log2(count))))
  requireMemory(counts, hamiltonian.levels)
  return { box: chosen, points: counts, dt: dt ?? chooseStep(range.energyRange, demand) }
}

/** Throws a sentence unless the record interval is a multiple of dt. */
export const requireDivisor = (dt: number, record: number): void => {
  const steps = record / dt
  if (!(dt > 0) || !(steps >= 1 - 1e-9) || Math.abs(steps - Math.round(steps)) > 1e-9 * steps)
    throw new Error(
      `exact: method.grid.dt is ${dt} and time.record ${record} is no multiple of it; the nearest that divides it is ${record / Math.max(1, Math.round(steps) || 1)}.`,
    )
}
