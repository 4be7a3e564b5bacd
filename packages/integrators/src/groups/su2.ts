import type { LieGroup, OrthogonalAction, Reading, Writing } from '@casimir/algebra'
import { makeLieGroup } from '@casimir/algebra'
import { rotationAlgebra } from './rotationAlgebra.ts'

const compose = (out: Writing, g: Reading, h: Reading): void => {
  const a0 = g[0]
  const a1 = g[1]
  const a2 = g[2]
  const a3 = g[3]
  const b0 = h[0]
  const b1 = h[1]
  const b2 = h[2]
  const b3 = h[3]
  out[0] = a0 * b0 - a1 * b1 - a2 * b2 - a3 * b3
  out[1] = a0 * b1 + a1 * b0 + a2 * b3 - a3 * b2
  out[2] = a0 * b2 + a2 * b0 + a3 * b1 - a1 * b3
  out[3] = a0 * b3 + a3 * b0 + a1 * b2 - a2 * b1
}

/** out = y + 2 w (u x y) + 2 u x (u x y): the rotation that the unit quaternion (w, u) makes. */
const rotate = (out: Writing, g: Reading, y: Reading): void => {
  const w = g[0]
  const u0 = g[1]
  const u1 = g[2]
  const u2 = g[3]
  const y0 = y[0]
  const y1 = y[1]
  const y2 = y[2]
  const c0 = 2 * (u1 * y2 - u2 * y1)
  const c1 = 2 * (u2 * y0 - u0 * y2)
  const c2 = 2 * (u0 * y1 - u1 * y0)
  out[0] = y0 + w * c0 + u1 * c2 - u2 * c1
  out[1] = y1 + w * c1 + u2 * c0 - u0 * c2
  out[2] = y2 + w * c2 + u0 * c1 - u1 * c0
}

const lengthSquared = (x: Reading): number => x[0] * x[0] + x[1] * x[1] + x[2] * x[2]

/** In quaternions u v u = |u|^2 v - 2 (u.v) u, so dcay_u^-1 v = v - u x v / 2 - (|u|^2 v - 2 (u.v) u) / 16. */
const algebra = rotationAlgebra((out, u, v) => {
  const stretch = 1 - lengthSquared(u) / 16
  const dot = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / 8
  const u0 = u[0]
  const u1 = u[1]
  const u2 = u[2]
  const v0 = v[0]
  const v1 = v[1]
  const v2 = v[2]
  out[0] = stretch * v0 - 0.5 * (u1 * v2 - u2 * v1) + dot * u0
  out[1] = stretch * v1 - 0.5 * (u2 * v0 - u0 * v2) + dot * u1
  out[2] = stretch * v2 - 0.5 * (u0 * v1 - u1 * v0) + dot * u2
})

/**
 * SU(2) as unit quaternions (w, x, y, z), standing for the matrix w - i (x sx + y sy + z sz) (4 numbers); algebra R^3 with the
 * vector product, x standing for -i (x . sigma) / 2.
 *
 * exp turns by the angle |x|; log for every element but -1, with |log| < 2 pi; Cayley in the 2 x 2 matrices, a turn by
 * 4 atan(|x|/4), not that of SO(3); dexpInv and dcayInv in closed form. Allocates nothing.
 *
 * Assumes unit quaternions (not checked); products keep the norm to round-off times the number of factors.
 *
 * @example
 * const q = new Float64Array(4)
 * su2.exp(q, new Float64Array([2 * Math.PI, 0, 0]))
 * q[0] // => -1
 */
export const su2: LieGroup = makeLieGroup({
  name: 'SU(2)',
  size: 4,
  dim: 3,
  algebra,
  identity: (out) => {
    for (let k = 0; k < 4; k++) out[k] = k === 0 ? 1 : 0
  },
  compose,
  invert: (out, g) => {
    out[0] = g[0]
    for (let k = 1; k < 4; k++) out[k] = -g[k]
  },
  exp: (out, x) => {
    const half = Math.sqrt(lengthSquared(x)) / 2
    const factor = half === 0 ? 0.5 : Math.sin(half) / (2 * half)
    out[3] = factor * x[2]
    out[2] = factor * x[1]
    out[1] = factor * x[0]
    out[0] = Math.cos(half)
  },
  log: (out, g) => {
    const sine = Math.sqrt(g[1] * g[1] + g[2] * g[2] + g[3] * g[3])
    const factor = sine === 0 ? 2 : (2 * Math.atan2(sine, g[0])) / sine
    out[0] = factor * g[1]
    out[1] = factor * g[2]
    out[2] = factor * g[3]
  },
  cayley: (out, x) => {
    const s = lengthSquared(x) / 16
    const factor = 1 / (2 * (1 + s))
    out[3] = factor * x[2]
    out[2] = factor * x[1]
    out[1] = factor * x[0]
    out[0] = (1 - s) / (1 + s)
  },
  Ad: rotate,
  coAd: rotate,
  tangent: (out, x, g) => {
    const x0 = x[0] / 2
    const x1 = x[1] / 2
    const x2 = x[2] / 2
    const g0 = g[0]
    const g1 = g[1]
    const g2 = g[2]
    const g3 = g[3]
    out[0] = -x0 * g1 - x1 * g2 - x2 * g3
    out[1] = x0 * g0 + x1 * g3 - x2 * g2
    out[2] = x1 * g0 + x2 * g1 - x0 * g3
    out[3] = x2 * g0 + x0 * g2 - x1 * g1
  },
})

/** out = (q0 - i (q1 sx + q2 sy + q3 sz)) psi, linear in the quaternion. */
const applyQuaternion = (out: Writing, w: number, x: number, y: number, z: number, psi: Reading): void => {
  const aRe = psi[0]
  const aIm = psi[1]
  const bRe = psi[2]
  const bIm = psi[3]
  out[0] = w * aRe + z * aIm + x * bIm - y * bRe
  out[1] = w * aIm - z * aRe - x * bRe - y * bIm
  out[2] = w * bRe - z * bIm + x * aIm + y * aRe
  out[3] = w * bIm + z * bRe - x * aRe + y * aIm
}

/**
 * SU(2) on two amplitudes, interleaved (4 numbers); x . psi = -i (x . sigma) psi / 2.
 *
 * momentum(a, b)_k = Re <b| -i sigma_k / 2 |a>.
 *
 * @example
 * const psi = new Float64Array([1, 0, 0, 0])
 * spinorAction.act(psi, new Float64Array([0, 1, 0, 0]), psi)
 * Array.from(psi) // => [0, 0, 0, -1]
 */
export const spinorAction: OrthogonalAction = {
  name: 'SU(2) on two amplitudes',
  group: su2,
  size: 4,
  act: (out, g, psi) => applyQuaternion(out, g[0], g[1], g[2], g[3], psi),
  generator: (out, x, psi) => applyQuaternion(out, 0, x[0] / 2, x[1] / 2, x[2] / 2, psi),
  momentum: (out, a, b) => {
    const a0 = a[0]
    const a1 = a[1]
    const a2 = a[2]
    const a3 = a[3]
    const b0 = b[0]
    const b1 = b[1]
    const b2 = b[2]
    const b3 = b[3]
    out[0] = (b0 * a3 - b1 * a2 + b2 * a1 - b3 * a0) / 2
    out[1] = (-b0 * a2 - b1 * a3 + b2 * a0 + b3 * a1) / 2
    out[2] = (b0 * a1 - b1 * a0 - b2 * a3 + b3 * a2) / 2
  },
  keepsCayley: true,
}
