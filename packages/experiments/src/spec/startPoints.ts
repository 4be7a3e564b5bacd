import type { DecodedInitial } from './decodeInitial.ts'
import type { Cloud } from './Spec.ts'

/** How many standard deviations of a wave packet its extremes are taken to be. */
const DEVIATIONS = 3

/** A phase-space point with one coordinate moved. */
const moved = (z: ReadonlyArray<number>, j: number, by: number): ReadonlyArray<number> =>
  z.map((x, i) => (i === j ? x + by : x))

const cloudPoints = ({ weights, q, p }: Cloud, dof: number): ReadonlyArray<ReadonlyArray<number>> => {
  const point = (a: number): ReadonlyArray<number> => [
    ...q.subarray(a * dof, (a + 1) * dof),
    ...p.subarray(a * dof, (a + 1) * dof),
  ]
  const coordinate = (a: number, j: number): number => (j < dof ? q[a * dof + j] : p[a * dof + j - dof])
  const axes = Array.from({ length: 2 * dof }, (_, j) => j)
  const mean = axes.map((j) => weights.reduce((sum, weight, a) => sum + weight * coordinate(a, j), 0))
  const extremes = axes.flatMap((j) => {
    let [low, high] = [0, 0]
    for (let a = 1; a < weights.length; a++) {
      if (coordinate(a, j) < coordinate(low, j)) low = a
      if (coordinate(a, j) > coordinate(high, j)) high = a
    }
    return [point(low), point(high)]
  })
  return [mean, ...extremes]
}

/**
 * Phase-space points (q_1 .., p_1 ..) that stand for where a run starts: the mean of its cloud, and in each coordinate its extremes, three standard
 * deviations either way for a wave packet. None where the start is not known.
 */
export const startPoints = (
  initial: DecodedInitial | undefined,
  dof: number,
  hbar: number,
): ReadonlyArray<ReadonlyArray<number>> => {
  if (initial?.cloud) return cloudPoints(initial.cloud, dof)
  const { spec } = initial ?? {}
  if (!spec || 'particles' in spec) return []
  if ('point' in spec) return [[...spec.point.q, ...spec.point.p]]
  const { q, p, sigma } = spec.wavepacket
  const mean = [...q, ...p]
  const widths = [...sigma, ...sigma.map((width) => hbar / (2 * width))]
  return [
    mean,
    ...widths.flatMap((width, j) => [moved(mean, j, -DEVIATIONS * width), moved(mean, j, DEVIATIONS * width)]),
  ]
}
