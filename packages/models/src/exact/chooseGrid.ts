import type { HybridHamiltonian } from '@casimir/algebra'
import { energyWindow } from './energyWindow.ts'
import { featureLength } from './featureLength.ts'
import { MOST_POINTS, requireBox } from './Grid.ts'
import { gridParts } from './gridParts.ts'
import type { PacketStart } from './PacketStart.ts'
import { reach } from './reach.ts'

/** A box, a number of points and a time step for an exact run. */
export interface GridChoice {
  readonly box: readonly [low: number, high: number]
  readonly points: number
  readonly dt: number
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
/** So that adiabatic projectors, which may turn faster than any wave, are resolved too. */
const LEAST_POINTS = 256
/** The step in units of hbar over the energy range, at `REFERENCE` such units of time; see `chooseStep`. */
const STEP = 1.5
const REFERENCE = 1000

/**
 * dt = STEP (hbar/E) (REFERENCE hbar/(E end))^(1/4), E the energy range: a 4th-order method's error after `end` is then
 * the same for all, far below 1e-5 in populations (measured by halving on every problem); rounded down to divide `record`.
 */
const chooseStep = (range: number, { hbar, end, record }: GridDemand): number => {
  const unit = hbar / range
  const dt = STEP * unit * Math.min(1, ((REFERENCE * unit) / end) ** 0.25)
  return record / Math.ceil(record / dt)
}

/**
 * Chooses what is not given: the box from what the packet can reach, the points from its largest momentum, dt from the
 * range of energies.
 *
 * Errors: throws when H has no grid form, when `points` would exceed 65536, or when a given dt does not divide `record`.
 *
 * @example
 * const h = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const start = { q: 0, p: 0, sigma: 0.7, basis: 'diabatic', level: 0 } as const
 * chooseGrid(h, { start, hbar: 1, end: 10, record: 0.5 }, { points: 256 }).points // => 256
 */
export const chooseGrid = (
  hamiltonian: HybridHamiltonian,
  demand: GridDemand,
  given: Partial<GridChoice> = {},
): GridChoice => {
  const { box, points, dt } = given
  if (box) requireBox(box)
  if (dt !== undefined) requireDivisor(dt, demand.record)
  if (box && points !== undefined && dt !== undefined) return { box, points, dt }
  const parts = gridParts(hamiltonian)
  const range = reach(parts, energyWindow(parts, demand.start, demand.hbar), demand.end, box)
  const margin = (MARGIN / (1 - 2 * MARGIN)) * (range.q[1] - range.q[0])
  const chosen = box ?? [range.q[0] - margin, range.q[1] + margin]
  const wanted =
    (chosen[1] - chosen[0]) *
    Math.max(
      (HEADROOM * range.momentum) / (Math.PI * demand.hbar),
      NODES_PER_FEATURE / featureLength(parts.B, range.q[0], range.q[1]),
    )
  if (points === undefined && wanted > MOST_POINTS)
    throw new Error(
      `exact: by time.end = ${demand.end} the wave packet may reach from ${chosen[0].toPrecision(3)} to ${chosen[1].toPrecision(3)} with momenta up to ${range.momentum.toPrecision(3)}, which needs ${Math.ceil(wanted)} points, more than ${MOST_POINTS}; shorten time.end, or set method.grid.box and method.grid.points.`,
    )
  return {
    box: chosen,
    points: points ?? Math.max(LEAST_POINTS, 2 ** Math.ceil(Math.log2(wanted))),
    dt: dt ?? chooseStep(range.energyRange, demand),
  }
}

const requireDivisor = (dt: number, record: number): void => {
  const steps = record / dt
  if (!(dt > 0) || !(steps >= 1 - 1e-9) || Math.abs(steps - Math.round(steps)) > 1e-9 * steps)
    throw new Error(
      `exact: method.grid.dt is ${dt} and time.record ${record} is no multiple of it; the nearest that divides it is ${record / Math.max(1, Math.round(steps) || 1)}.`,
    )
}
