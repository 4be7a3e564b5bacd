import { hermitianEigen } from '@casimir/algebra'
import type { EnergyWindow } from './energyWindow.ts'
import type { Interval } from './FourierAxis.ts'
import type { GridParts } from './gridParts.ts'
import { kineticBound } from './kineticBound.ts'
import type { Reach } from './reach.ts'

/** Cells along each of the two coordinates. */
const CELLS = 96
const GROWTHS = 60
const SWEEPS = 400

/** Least and largest eigenvalues of B at the cell centres, the second coordinate fastest. */
const surfacesOn = (
  { B }: GridParts,
  box: ReadonlyArray<Interval>,
): { readonly lowest: Float64Array; readonly highest: Float64Array } => {
  const n = B.levels
  const eigen = hermitianEigen(n)
  const m = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  const x = new Float64Array(2)
  const lowest = new Float64Array(CELLS * CELLS)
  const highest = new Float64Array(CELLS * CELLS)
  for (let c = 0; c < CELLS * CELLS; c++) {
    const cell = [Math.floor(c / CELLS), c % CELLS]
    for (let a = 0; a < 2; a++) x[a] = box[a][0] + ((cell[a] + 0.5) * (box[a][1] - box[a][0])) / CELLS
    B.value(m, x, 0)
    eigen(values, vectors, m, 0)
    lowest[c] = values[0]
    highest[c] = values[n - 1]
  }
  return { lowest, highest }
}

/**
 * Earliest arrival times, in place, by relaxation over the eight neighbours of each cell until none gets earlier; `crossing[a]`
 * is the time to cross a cell along coordinate a, and a diagonal step takes the longer of the two.
 */
const relax = (arrival: Float64Array, crossing: ReadonlyArray<Float64Array>): void => {
  let earlier = true
  const look = (c: number): void => {
    const row = Math.floor(c / CELLS)
    const column = c % CELLS
    for (let up = -1; up <= 1; up++)
      for (let right = -1; right <= 1; right++) {
        if (row + up < 0 || row + up >= CELLS || column + right < 0 || column + right >= CELLS) continue
        const from = c + up * CELLS + right
        const t = arrival[from] + Math.max(up === 0 ? 0 : crossing[0][from], right === 0 ? 0 : crossing[1][from])
        if (t < arrival[c]) {
          arrival[c] = t
          earlier = true
        }
      }
  }
  for (let k = 0; earlier && k < SWEEPS; k++) {
    earlier = false
    for (let c = 0; c < CELLS * CELLS; c++) look(c)
    for (let c = CELLS * CELLS - 1; c >= 0; c--) look(c)
  }
}

/**
 * Bounds where a wave packet of two coordinates can be at any time up to `time` and how large its momenta can get.
 *
 * From the packet everything spreads in all directions through where the largest energy of the window lies above the lowest
 * surface, along each coordinate as fast as all of that energy would move it. With `box` it stays inside; without, the box
 * grows at the ends that are reached. Unlike `reach` this gives no way to motion in one direction only, so that a free packet
 * gets a box twice as wide as it needs.
 *
 * Assumes classical motion at energies of the window and surfaces smooth on 1/96 of the range, like `reach`.
 *
 * Cost: 9216 eigendecompositions a growth. Errors: throws when the energy bounds neither position nor momentum.
 */
export const planeReach = (
  parts: GridParts,
  window: EnergyWindow,
  time: number,
  given?: ReadonlyArray<Interval>,
): Reach => {
  const energy = window.energy[1]
  let box: ReadonlyArray<Interval> =
    given ?? window.q.map(([low, high]) => [low - 0.125 * (high - low), high + 0.125 * (high - low)])
  for (let growth = 0; growth < GROWTHS; growth++) {
    const here = box
    const { lowest, highest } = surfacesOn(parts, here)
    const widths = here.map(([low, high]) => (high - low) / CELLS)
    const floor = lowest.reduce((least, v) => Math.min(least, v), Infinity)
    if (!lowest.every(Number.isFinite))
      throw new Error(
        `exact: B(q) is not finite everywhere in the box ${here.map(([low, high]) => `[${low}, ${high}]`).join(' x ')}; set method.grid.box to where it is.`,
      )
    const kinetic = here.map((_, a) => kineticBound(parts.A, energy - floor, window.momentum[a] + window.spread[a], a))
    const crossing = kinetic.map((bound, a) =>
      lowest.map((v) => {
        const speed = bound.speed(energy - v)
        return energy - v < bound.least || speed === 0 ? Infinity : widths[a] / speed
      }),
    )
    const arrival = Float64Array.from({ length: CELLS * CELLS }, (_, c) => {
      const cell = [Math.floor(c / CELLS), c % CELLS]
      const inside = here.every(([low], a) => {
        const left = low + cell[a] * widths[a]
        return left + widths[a] >= window.q[a][0] && left <= window.q[a][1]
      })
      return inside ? 0 : Infinity
    })
    relax(arrival, crossing)
    const first = [CELLS, CELLS]
    const last = [-1, -1]
    let deepest = Infinity
    let gap = 0
    for (let c = 0; c < CELLS * CELLS; c++) {
      if (!(arrival[c] <= time)) continue
      const cell = [Math.floor(c / CELLS), c % CELLS]
      for (let a = 0; a < 2; a++) {
        first[a] = Math.min(first[a], cell[a])
        last[a] = Math.max(last[a], cell[a])
      }
      deepest = Math.min(deepest, lowest[c])
      gap = Math.max(gap, highest[c] - lowest[c])
    }
    if (last[0] < 0)
      throw new Error(
        `exact: method.grid.box ${here.map(([low, high]) => `[${low}, ${high}]`).join(' x ')} does not contain the wave packet; set it to one that does.`,
      )
    const met = here.map((_, a) => [first[a] === 0, last[a] === CELLS - 1] as const)
    if (!given && met.flat().includes(true)) {
      box = here.map(([low, high], a) => [
        met[a][0] ? low - (high - low) / 2 : low,
        met[a][1] ? high + (high - low) / 2 : high,
      ])
      continue
    }
    const least = Math.max(...kinetic.map((bound) => bound.least))
    return {
      q: here.map(([low], a) => [low + first[a] * widths[a], low + (last[a] + 1) * widths[a]]),
      momentum: kinetic.map((bound, a) => Math.max(window.momentum[a], bound.momentum(energy - deepest))),
      energyRange: Math.max(energy - least - deepest, gap),
    }
  }
  throw new Error(
    `exact: within the time ${time} nothing bounds how far the wave packet gets; shorten time.end, or set method.grid.box and method.grid.points.`,
  )
}
