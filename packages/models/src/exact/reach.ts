import type { Writing } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { EnergyWindow } from './energyWindow.ts'
import type { Interval } from './FourierAxis.ts'
import type { GridParts } from './gridParts.ts'
import type { KineticBound } from './kineticBound.ts'
import { kineticBound } from './kineticBound.ts'

/** What a wave packet can reach by a time, by energy conservation; lists have one entry per coordinate. */
export interface Reach {
  readonly q: ReadonlyArray<Interval>
  /** The largest |p|. */
  readonly momentum: ReadonlyArray<number>
  /** The larger of the largest kinetic energy and the largest gap between surfaces: the scale of the splitting error. */
  readonly energyRange: number
}

const CELLS = 4096
const DOUBLINGS = 30
const SWEEPS = 100
/** For the slowest of the packet; tully1 at k = 5 has 0.09 and reflects a few millionths where no barrier would. */
const ABRUPT = 0.03

interface Surfaces {
  readonly low: number
  readonly width: number
  /** Eigenvalues of B at the cell centres, surface-major. */
  readonly values: Float64Array
}

const surfacesOn = ({ B }: GridParts, low: number, high: number): Surfaces => {
  const n = B.levels
  const width = (high - low) / CELLS
  const eigen = hermitianEigen(n)
  const m = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const x = new Float64Array(1)
  const local = new Float64Array(n)
  const values = new Float64Array(n * CELLS)
  for (let i = 0; i < CELLS; i++) {
    x[0] = low + (i + 0.5) * width
    B.value(m, x, 0)
    eigen(local, vectors, m, 0)
    for (let s = 0; s < n; s++) values[s * CELLS + i] = local[s]
  }
  return { low, width, values }
}

/**
 * Whether something moving from cell i to cell j may turn on some surface: because the way is uphill and its top lies
 * above the least energy of the packet, or, above that, because the potential changes so much within a wavelength of
 * the slowest that a wave is reflected (hbar |dp/dx| / p^2 > `ABRUPT`). A force too weak to matter within the time is none.
 */
const mayTurn = (
  { values, width }: Surfaces,
  window: EnergyWindow,
  kinetic: KineticBound,
  time: number,
  i: number,
  j: number,
): boolean => {
  const [low, high] = window.energy
  const slack = 0.1 * (high - low)
  const weak = (0.1 * window.spread[0]) / time
  for (let at = 0; at < values.length; at += CELLS) {
    const rise = values[at + j] - values[at + i]
    const force = Math.abs(rise) / width
    if (force < weak || values[at + i] + kinetic.least > high + slack) continue
    if (rise > 0 && values[at + j] + kinetic.least >= low - slack) return true
    const left = low - Math.max(values[at + i], values[at + j])
    const p = kinetic.momentum(left)
    if (left > kinetic.least && window.hbar * force > ABRUPT * kinetic.speed(left) * p * p) return true
  }
  return false
}

/** Earliest arrival times, in place, of the lane that moves by `step` cells; returns whether any got earlier. */
const sweep = (arrival: Writing, crossing: Writing, step: 1 | -1): boolean => {
  let earlier = false
  const last = step === 1 ? CELLS - 1 : 0
  for (let i = step === 1 ? 0 : CELLS - 1; i !== last; i += step) {
    const t = arrival[i] + crossing[i]
    if (t < arrival[i + step]) {
      arrival[i + step] = t
      earlier = true
    }
  }
  return earlier
}

const turn = (from: Writing, to: Writing, turning: Uint8Array): boolean => {
  let earlier = false
  for (let i = 0; i < CELLS; i++)
    if (turning[i] && from[i] < to[i]) {
      to[i] = from[i]
      earlier = true
    }
  return earlier
}

/**
 * Bounds where a wave packet of one coordinate can be at any time up to `time` and how large its momentum can get.
 *
 * Everything moves on a line as fast as the largest energy of the window allows on the lowest surface, may hop between
 * surfaces anywhere, and turns round where a force could turn the slowest of it; earliest arrival times follow by
 * relaxation over two lanes of cells (rightward, leftward). With `box` the line is the box; without, it is doubled
 * until its ends are not reached.
 *
 * Assumes classical motion at energies of the window (tunnelling and diffraction are left to the caller's margins) and
 * surfaces smooth on 1/4096 of the range.
 *
 * Cost: some 10^4 eigendecompositions. Errors: throws when the energy bounds neither position nor momentum.
 */
export const reach = (parts: GridParts, window: EnergyWindow, time: number, box?: Interval): Reach => {
  const n = parts.B.levels
  const [start] = window.q
  const centre = (start[0] + start[1]) / 2
  for (let doubling = 0, half = start[1] - centre; doubling < DOUBLINGS; doubling++, half *= 2) {
    const low = box ? box[0] : centre - 1.25 * half
    const surfaces = surfacesOn(parts, low, box ? box[1] : centre + 1.25 * half)
    const { values, width } = surfaces
    const floor = values.subarray(0, CELLS).reduce((least, v) => Math.min(least, v), Infinity)
    if (!Number.isFinite(floor))
      throw new Error(
        `exact: B(q) is not finite everywhere between q = ${low} and ${low + CELLS * width}; set method.grid.box to where it is.`,
      )
    const energy = window.energy[1]
    const kinetic = kineticBound(parts.A, energy - floor, window.momentum[0] + window.spread[0])
    const starts = (i: number): boolean => low + (i + 1) * width >= start[0] && low + i * width <= start[1]
    const arrivals = [window.rightward, window.leftward].map((goes) =>
      Float64Array.from({ length: CELLS }, (_, i) => (goes && starts(i) ? 0 : Infinity)),
    )
    const crossing = Float64Array.from({ length: CELLS }, (_, i) => {
      const speed = kinetic.speed(energy - values[i])
      return energy - values[i] < kinetic.least || speed === 0 ? Infinity : width / speed
    })
    const turning = [1, -1].map((step) =>
      Uint8Array.from({ length: CELLS }, (_, i) => {
        const j = i + step
        if (j < 0 || j >= CELLS) return 0
        return !parts.A.scalar || crossing[j] === Infinity || mayTurn(surfaces, window, kinetic, time, i, j) ? 1 : 0
      }),
    )
    const [right, left] = arrivals
    for (let k = 0, moving = true; moving && k < SWEEPS; k++) {
      const swept = [sweep(right, crossing, 1), sweep(left, crossing, -1)]
      const turned = [turn(right, left, turning[0]), turn(left, right, turning[1])]
      moving = [...swept, ...turned].includes(true)
    }
    let first = CELLS
    let last = -1
    let deepest = Infinity
    let gap = 0
    for (let i = 0; i < CELLS; i++) {
      if (!(Math.min(right[i], left[i]) <= time)) continue
      first = Math.min(first, i)
      last = i
      deepest = Math.min(deepest, values[i])
      gap = Math.max(gap, values[(n - 1) * CELLS + i] - values[i])
    }
    if (last < 0)
      throw new Error(
        `exact: method.grid.box [${low}, ${low + CELLS * width}] does not contain the wave packet at q = ${centre}; set it to an interval that does.`,
      )
    if (!box && (first === 0 || last === CELLS - 1)) continue
    return {
      q: [[low + first * width, low + (last + 1) * width]],
      momentum: [Math.max(window.momentum[0], kinetic.momentum(energy - deepest))],
      energyRange: Math.max(energy - kinetic.least - deepest, gap),
    }
  }
  throw new Error(
    `exact: within the time ${time} nothing bounds how far the wave packet gets; shorten time.end, or set method.grid.box and method.grid.points.`,
  )
}
