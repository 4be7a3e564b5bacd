import type { Mollifier } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import type { TrajectorySnapshot, WaveSnapshot } from '@casimir/experiments'
import { comparedDensities, wignerPicture } from '@casimir/experiments'
import { bspline, harmonic, koopmon } from '@casimir/models'

export const range = (count: number) => Array.from({ length: count }, (_, k) => k)
export const largestOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** Packets of width sqrt(1/2) at the given places, superposed on one level of several; 64 points on [-8, 8). */
export const waveAt = (
  t: number,
  places: ReadonlyArray<readonly [number, number]>,
  levels = 2,
  level = 0,
): WaveSnapshot => {
  const x = Float64Array.from(range(64), (i) => i / 4 - 8)
  const psi = new Float64Array(2 * levels * 64)
  x.forEach((place, i) => {
    for (const [q, p] of places) {
      const size = Math.exp(-((place - q) ** 2) / 2) / Math.PI ** 0.25 / Math.sqrt(places.length)
      psi[2 * (64 * level + i)] += size * Math.cos(p * (place - q))
      psi[2 * (64 * level + i) + 1] += size * Math.sin(p * (place - q))
    }
  })
  return { kind: 'wavefunction', t, x: [x], psi }
}

/** The Wigner function of one packet as a cloud: a fine lattice weighted by it, on one level, with the closure's own picture. */
export const cloudAt = (
  t: number,
  [q, p]: readonly [number, number],
  mollifier: Mollifier,
  level = 0,
): TrajectorySnapshot => {
  const side = range(33).map((k) => (k - 16) / 4)
  const nodes = side.flatMap((u) => side.map((v) => [u, v] as const))
  const bare = nodes.map(([u, v]) => Math.exp(-(u * u + v * v)))
  const sum = bare.reduce((a, b) => a + b, 0)
  const weights = Float64Array.from(bare, (w) => w / sum)
  const spacing = 0.5
  const options = { weights, hbar: 1, mollifier, spacing }
  const system = koopmon(harmonic({ omega: 1, splitting: 1, tunnelling: 0 }), options)
  const state = allocateHybrid(system.shape)
  nodes.forEach(([u, v], a) => {
    state.q[a] = q + u
    state.p[a] = p + v
    state.psi[4 * a + 2 * level] = 1
  })
  const mollified = system.mollifiedDensity(state)
  if (mollified === undefined) throw new Error('no picture')
  return { kind: 'trajectories', t, weights, q: state.q, p: state.p, psi: state.psi, mollified }
}

export const quintic = { shape: 'bspline', degree: 5, alpha: { q: [0.5], p: [0.4] } } as const
export const factors = { q: [bspline(5, 0.5)], p: [bspline(5, 0.4)] }
export const like = { mollifier: quintic, hbar: 1 }

export const compared = (...given: Parameters<typeof comparedDensities>) => {
  const found = comparedDensities(...given)
  if (found === undefined) throw new Error('no comparison')
  return found
}
export const pictured = (...given: Parameters<typeof wignerPicture>) => {
  const found = wignerPicture(...given)
  if (found === undefined) throw new Error('no picture')
  return found
}
export const cellOf = ({ q, p }: { readonly q: ReadonlyArray<number>; readonly p: ReadonlyArray<number> }) =>
  (q[1] - q[0]) * (p[1] - p[0])
export const sumOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0)
