import { hermitianEigen } from '@casimir/algebra'
import type { Interval } from './FourierAxis.ts'
import type { ProductParts } from './productBasisParts.ts'

/** What energies allow on the lowest surface. */
export interface ModeReach {
  readonly intervals: ReadonlyArray<Interval>
  /** The lowest energy of the surface seen. */
  readonly floor: number
  /** The largest distance of the outer surfaces seen. */
  readonly gap: number
}

/** Steps in units of the widths, and so many at most each way. */
const STEP = 0.25
const MOST_STEPS = 400
const DESCENTS = 60

/**
 * How far each mode gets on the lowest surface of B(q), the others wherever the surface is lowest: from `from` and the lowest place near it outwards, while the surface is below
 * `energies` of that mode. `curvatures` of the modes precondition the descents.
 *
 * Errors: throws when a mode goes beyond 100 widths, as then nothing confines it.
 */
export const modeReach = (
  { B }: ProductParts,
  from: ReadonlyArray<number>,
  curvatures: ReadonlyArray<number>,
  energies: ReadonlyArray<number>,
  sigmas: ReadonlyArray<number>,
): ModeReach => {
  const n = B.levels
  const { dof } = B
  const size = 2 * n * n
  const eigen = hermitianEigen(n)
  const m = new Float64Array(size)
  const vectors = new Float64Array(size)
  const values = new Float64Array(n)
  const slopes = new Float64Array(size * dof)
  let floor = Infinity
  let gap = 0
  const surface = (q: Float64Array): number => {
    B.value(m, q, 0)
    eigen(values, vectors, m, 0)
    if (!Number.isFinite(values[0]))
      throw new Error(`exact: B(q) is not finite at q = ${q.join(', ')}; the product basis needs it everywhere.`)
    floor = Math.min(floor, values[0])
    return values[0]
  }
  /** The slope of the lowest surface along a, where `surface` was last asked. */
  const slope = (a: number): number => {
    let sum = 0
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const o = size * a + 2 * (j * n + k)
        const [x, y] = [2 * j * n, 2 * k * n]
        sum += slopes[o] * (vectors[x] * vectors[y] + vectors[x + 1] * vectors[y + 1])
        sum += slopes[o + 1] * (vectors[x + 1] * vectors[y] - vectors[x] * vectors[y + 1])
      }
    return sum
  }
  /** Goes downhill in all coordinates but one, in place. */
  const descend = (q: Float64Array, fixed: number): number => {
    let energy = surface(q)
    const next = new Float64Array(dof)
    for (let k = 0, share = 1; k < DESCENTS && share > 1e-3; k++) {
      B.gradient(slopes, q, 0)
      for (let a = 0; a < dof; a++) next[a] = a === fixed ? q[a] : q[a] - (share * slope(a)) / curvatures[a]
      const lower = surface(next)
      if (lower < energy) {
        if (energy - lower < 1e-9 * Math.abs(energy)) k = DESCENTS
        energy = lower
        q.set(next)
        share = Math.min(1, 2 * share)
      } else share /= 4
      surface(q)
    }
    gap = Math.max(gap, values[n - 1] - values[0])
    return energy
  }
  const lowest = Float64Array.from(from)
  descend(lowest, -1)
  const intervals = sigmas.map((sigma, a): Interval => {
    const ends = [-1, 1].map((way) => {
      const start = way < 0 ? Math.min(from[a], lowest[a]) : Math.max(from[a], lowest[a])
      const q = Float64Array.from(lowest)
      for (let k = 0; k <= MOST_STEPS; k++) {
        q[a] = start + way * STEP * sigma * k
        if (descend(q, a) > energies[a]) return q[a]
      }
      throw new Error(
        `exact: B(q) does not confine mode ${a} within ${STEP * MOST_STEPS} of its widths ${sigma}, as oscillators would; a product basis is for harmonic modes${dof > 2 ? '' : ', so set method.basis to grid'}.`,
      )
    })
    return [ends[0], ends[1]]
  })
  return { intervals, floor, gap }
}
