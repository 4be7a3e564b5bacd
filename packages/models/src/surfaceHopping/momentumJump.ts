import type { Reading, Writing } from '@casimir/algebra'
import type { KineticForm } from './kineticForm.ts'

/** Gives p, from `at` on, the energy of a hop between two levels; true when the hop is allowed, false when it is frustrated. */
export type MomentumJump = (
  p: Writing,
  at: number,
  from: number,
  to: number,
  values: Reading,
  vectors: Reading,
  derivatives: Reading,
) => boolean

/** g_i = <from| d_i B |to>, interleaved; `vectors` has one level a column. */
const coupling = (g: Writing, n: number, d: number, from: number, to: number, V: Reading, dB: Reading): void => {
  g.fill(0)
  for (let i = 0; i < d; i++)
    for (let j = 0; j < n; j++) {
      let re = 0
      let im = 0
      for (let k = 0; k < n; k++) {
        const m = 2 * (i * n * n + j * n + k)
        const v = 2 * (k * n + to)
        re += dB[m] * V[v] - dB[m + 1] * V[v + 1]
        im += dB[m] * V[v + 1] + dB[m + 1] * V[v]
      }
      const u = 2 * (j * n + from)
      g[2 * i] += V[u] * re + V[u + 1] * im
      g[2 * i + 1] += V[u] * im - V[u + 1] * re
    }
}

/** The real vector d = Re(exp(-i phase) g): the phase makes g.v real and positive, or |d| largest where g.v vanishes. */
const realDirection = (d: Writing, g: Reading, v: Reading): void => {
  let re = 0
  let im = 0
  let gg = 0
  let vv = 0
  let sRe = 0
  let sIm = 0
  for (let i = 0; i < d.length; i++) {
    re += g[2 * i] * v[i]
    im += g[2 * i + 1] * v[i]
    gg += g[2 * i] * g[2 * i] + g[2 * i + 1] * g[2 * i + 1]
    vv += v[i] * v[i]
    sRe += g[2 * i] * g[2 * i] - g[2 * i + 1] * g[2 * i + 1]
    sIm += 2 * g[2 * i] * g[2 * i + 1]
  }
  if (!(re * re + im * im > 1e-24 * gg * vv)) {
    const half = 0.5 * Math.atan2(sIm, sRe)
    re = Math.cos(half)
    im = Math.sin(half)
  }
  const scale = 1 / Math.sqrt((re * re + im * im) * (gg > 0 ? gg : 1))
  for (let i = 0; i < d.length; i++) d[i] = scale * (g[2 * i] * re + g[2 * i + 1] * im)
}

/**
 * Prepares the change of momentum at a hop, p + gamma d with a(p + gamma d) + E_to = a(p) + E_from, gamma the root of smaller size:
 *
 *     (d^T M d/2) gamma^2 + (v.d) gamma + (E_to - E_from) = 0
 *
 * along d = <from|dB|to>, whose direction is that of the derivative coupling, or along p - rest (`velocity`), p for a kinetic energy without linear
 * terms. A complex coupling is turned to the phase that makes d.v real. With no real root the hop is frustrated: `reverse` turns the velocity along d
 * round, which leaves a(p) as it is, `ignore` leaves p.
 *
 * Shapes: `values` and `vectors` as of `hermitianEigen`, `derivatives` d matrices n x n. Cost: d n^2 complex multiplications. Allocates only here.
 */
export const momentumJump = (
  kinetic: KineticForm,
  n: number,
  { rescale, frustrated }: { readonly rescale: 'nac' | 'velocity'; readonly frustrated: 'ignore' | 'reverse' },
): MomentumJump => {
  const d = kinetic.dof
  const v = new Float64Array(d)
  const g = new Float64Array(2 * d)
  const direction = new Float64Array(d)
  return (p, at, from, to, values, vectors, derivatives) => {
    kinetic.velocity(v, p, at)
    if (rescale === 'velocity') kinetic.fromRest(direction, p, at)
    else {
      coupling(g, n, d, from, to, vectors, derivatives)
      realDirection(direction, g, v)
    }
    const square = kinetic.curvature(direction)
    let slope = 0
    for (let i = 0; i < d; i++) slope += v[i] * direction[i]
    const gap = values[to] - values[from]
    const discriminant = slope * slope - 4 * square * gap
    const allowed = discriminant >= 0 && square > 0
    if (!allowed && (frustrated === 'ignore' || !(square > 0))) return false
    const root = slope + (slope < 0 ? -1 : 1) * Math.sqrt(Math.max(0, discriminant))
    const gamma = allowed ? (root === 0 ? 0 : (-2 * gap) / root) : -slope / square
    for (let i = 0; i < d; i++) p[at + i] += gamma * direction[i]
    return allowed
  }
}
