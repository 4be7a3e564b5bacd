import type { Reading } from '@casimir/algebra'

/** The two ends of a coordinate's box. */
export type Interval = readonly [low: number, high: number]

/**
 * One coordinate of a periodic Fourier grid: nodes x_i = low + i spacing, and their momenta p_k = hbar k.
 *
 * Layout: `x` ascending; `p` in the order of the transform (0, 1, .., points/2 - 1, -points/2, .., -1 times
 * 2 pi hbar / (high - low)). Momenta beyond `momentum` = pi hbar / spacing are not represented.
 */
export interface FourierAxis {
  readonly low: number
  readonly high: number
  readonly points: number
  readonly spacing: number
  readonly momentum: number
  readonly x: Reading
  readonly p: Reading
}

/** The most points one coordinate may have. */
export const MOST_POINTS = 65536

/** Throws a sentence when a coordinate's box is empty or not finite. */
export const requireBox = ([low, high]: Interval): void => {
  if (!(high > low) || !Number.isFinite(high - low))
    throw new Error(`exact: method.grid.box is [${low}, ${high}]; give two finite numbers, the lower first.`)
}

/** Lays out one coordinate. Errors: throws when the box is empty or `points` is no power of two from 2 to 65536. */
export const layAxis = (box: Interval, points: number, hbar: number): FourierAxis => {
  requireBox(box)
  const [low, high] = box
  if (!Number.isInteger(points) || points < 2 || points > MOST_POINTS || (points & (points - 1)) !== 0)
    throw new Error(`exact: method.grid.points is ${points}; give a power of two from 2 to ${MOST_POINTS}.`)
  const spacing = (high - low) / points
  const x = new Float64Array(points)
  const p = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    x[i] = low + i * spacing
    p[i] = ((i < points / 2 ? i : i - points) * 2 * Math.PI * hbar) / (high - low)
  }
  return { low, high, points, spacing, momentum: (Math.PI * hbar) / spacing, x, p }
}
