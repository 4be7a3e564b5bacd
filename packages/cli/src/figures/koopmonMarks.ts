import type { TrajectorySnapshot } from '@casimir/experiments'
import { thinned } from './curves.ts'
import type { Row } from './Figure.ts'
import { isNear } from './isNear.ts'

/** Length of a tick for a Bloch vector in the equator, in data units along each axis. */
export interface TickLength {
  readonly q: number
  readonly p: number
}

const rounded = (value: number, digits = 5): number => Number(value.toPrecision(digits))

/** Indices of the koopmons to draw: those with weight and finite amplitudes near enough, at most `most` of them. */
const drawn = ({ weights, q, p, psi }: TrajectorySnapshot, most: number): ReadonlyArray<number> => {
  const width = psi.length / weights.length
  const isDrawable = (a: number) =>
    isNear(q[a] ?? Number.NaN) &&
    isNear(p[a] ?? Number.NaN) &&
    psi.subarray(a * width, (a + 1) * width).every(Number.isFinite)
  const carrying = [...weights.keys()].filter((a) => (weights[a] ?? 0) > 0 && isDrawable(a))
  return thinned(carrying.length, most).map((k) => carrying[k] as number)
}

const population = (psi: Float64Array, offset: number): number => (psi[offset] ?? 0) ** 2 + (psi[offset + 1] ?? 0) ** 2

/** The Bloch vector of amplitudes a, b: (2 Re a* b, 2 Im a* b, |a|^2 - |b|^2) / (|a|^2 + |b|^2). */
const bloch = (psi: Float64Array, offset: number): readonly [number, number, number] => {
  const [ar, ai, br, bi] = psi.subarray(offset, offset + 4) as unknown as [number, number, number, number]
  const norm = ar * ar + ai * ai + br * br + bi * bi
  return [
    (2 * (ar * br + ai * bi)) / norm,
    (2 * (ar * bi - ai * br)) / norm,
    (ar * ar + ai * ai - br * br - bi * bi) / norm,
  ]
}

/**
 * Koopmons with one degree of freedom as points with a colour value and, for two levels, a tick.
 *
 * Two levels: `value` is <sz>, and the tick points along (<sx>, <sy>) with that vector's length. Otherwise `value` is the
 * population of level 0 and there is no tick.
 */
export const koopmonMarks = (
  snapshot: TrajectorySnapshot,
  levels: number,
  tick: TickLength,
  most: number,
): ReadonlyArray<Row> =>
  drawn(snapshot, most).map((a) => {
    const q = snapshot.q[a] ?? Number.NaN
    const p = snapshot.p[a] ?? Number.NaN
    const place = { q: rounded(q), p: rounded(p) }
    if (levels !== 2) return { ...place, value: rounded(population(snapshot.psi, 2 * levels * a), 4) }
    const [x, y, z] = bloch(snapshot.psi, 4 * a)
    return { ...place, value: rounded(z, 4), q2: rounded(q + x * tick.q), p2: rounded(p + y * tick.p) }
  })
