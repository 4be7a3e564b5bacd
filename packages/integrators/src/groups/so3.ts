import type { LieGroup, OrthogonalAction, Reading, Writing } from '@casimir/algebra'
import { makeLieGroup } from '@casimir/algebra'
import { cross, rotationAlgebra } from './rotationAlgebra.ts'

/** out = 1 + a [x] + b [x]^2 for the antisymmetric matrix [x] of y -> x cross y. */
const quadratic = (out: Writing, x: Reading, a: number, b: number): void => {
  const x0 = x[0]
  const x1 = x[1]
  const x2 = x[2]
  out[0] = 1 - b * (x1 * x1 + x2 * x2)
  out[1] = b * x0 * x1 - a * x2
  out[2] = b * x0 * x2 + a * x1
  out[3] = b * x0 * x1 + a * x2
  out[4] = 1 - b * (x0 * x0 + x2 * x2)
  out[5] = b * x1 * x2 - a * x0
  out[6] = b * x0 * x2 - a * x1
  out[7] = b * x1 * x2 + a * x0
  out[8] = 1 - b * (x0 * x0 + x1 * x1)
}

const lengthSquared = (x: Reading): number => x[0] * x[0] + x[1] * x[1] + x[2] * x[2]

const exp = (out: Writing, x: Reading): void => {
  const angle = Math.sqrt(lengthSquared(x))
  const half = angle / 2
  const sinc = angle === 0 ? 1 : Math.sin(half) / half
  quadratic(out, x, sinc * Math.cos(half), (sinc * sinc) / 2)
}

const cayley = (out: Writing, x: Reading): void => {
  const c = 1 / (1 + lengthSquared(x) / 4)
  quadratic(out, x, c, c / 2)
}

const compose = (out: Writing, g: Reading, h: Reading): void => {
  const h0 = h[0]
  const h1 = h[1]
  const h2 = h[2]
  const h3 = h[3]
  const h4 = h[4]
  const h5 = h[5]
  const h6 = h[6]
  const h7 = h[7]
  const h8 = h[8]
  for (let j = 0; j < 9; j += 3) {
    const a = g[j]
    const b = g[j + 1]
    const c = g[j + 2]
    out[j] = a * h0 + b * h3 + c * h6
    out[j + 1] = a * h1 + b * h4 + c * h7
    out[j + 2] = a * h2 + b * h5 + c * h8
  }
}

const invert = (out: Writing, g: Reading): void => {
  const g1 = g[1]
  const g2 = g[2]
  const g5 = g[5]
  out[0] = g[0]
  out[1] = g[3]
  out[2] = g[6]
  out[3] = g1
  out[4] = g[4]
  out[5] = g[7]
  out[6] = g2
  out[7] = g5
  out[8] = g[8]
}

/** Through the quaternion with its largest component taken first, so that no angle up to pi cancels. */
const log = (out: Writing, g: Reading): void => {
  const trace = g[0] + g[4] + g[8]
  let w: number
  let x: number
  let y: number
  let z: number
  if (trace >= g[0] && trace >= g[4] && trace >= g[8]) {
    w = 1 + trace
    x = g[7] - g[5]
    y = g[2] - g[6]
    z = g[3] - g[1]
  } else if (g[0] >= g[4] && g[0] >= g[8]) {
    w = g[7] - g[5]
    x = 1 + g[0] - g[4] - g[8]
    y = g[1] + g[3]
    z = g[2] + g[6]
  } else if (g[4] >= g[8]) {
    w = g[2] - g[6]
    x = g[1] + g[3]
    y = 1 - g[0] + g[4] - g[8]
    z = g[5] + g[7]
  } else {
    w = g[3] - g[1]
    x = g[2] + g[6]
    y = g[5] + g[7]
    z = 1 - g[0] - g[4] + g[8]
  }
  const sine = Math.sqrt(x * x + y * y + z * z)
  const sign = w < 0 ? -1 : 1
  const factor = sine === 0 ? 2 / w : (2 * sign * Math.atan2(sine, sign * w)) / sine
  out[0] = factor * x
  out[1] = factor * y
  out[2] = factor * z
}

const rotate = (out: Writing, g: Reading, y: Reading): void => {
  const y0 = y[0]
  const y1 = y[1]
  const y2 = y[2]
  out[0] = g[0] * y0 + g[1] * y1 + g[2] * y2
  out[1] = g[3] * y0 + g[4] * y1 + g[5] * y2
  out[2] = g[6] * y0 + g[7] * y1 + g[8] * y2
}

/** [u][v][u] = -(u.v)[u], so dcay_u^-1 v = v - u x v / 2 + (u.v) u / 4. */
const algebra = rotationAlgebra((out, u, v) => {
  const dot = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / 4
  const u0 = u[0]
  const u1 = u[1]
  const u2 = u[2]
  const v0 = v[0]
  const v1 = v[1]
  const v2 = v[2]
  out[0] = v0 - 0.5 * (u1 * v2 - u2 * v1) + dot * u0
  out[1] = v1 - 0.5 * (u2 * v0 - u0 * v2) + dot * u1
  out[2] = v2 - 0.5 * (u0 * v1 - u1 * v0) + dot * u2
})

/**
 * SO(3): rotation matrices, 3 x 3 row-major (9 numbers); algebra R^3 with the vector product, x standing for y -> x cross y.
 *
 * exp by Rodrigues' formula; log for every rotation, with angle in [0, pi] (the axis of a half turn is chosen by round-off);
 * Cayley in the 3 x 3 matrices, a rotation by 2 atan(|x|/2); dexpInv and dcayInv in closed form. Allocates nothing.
 *
 * Assumes orthogonal matrices (not checked); products stay orthogonal to round-off times the number of factors.
 *
 * @example
 * const g = new Float64Array(9)
 * so3.exp(g, new Float64Array([0, 0, Math.PI / 2]))
 * Array.from(g, (x) => Math.round(x)) // => [0, -1, 0, 1, 0, 0, 0, 0, 1]
 */
export const so3: LieGroup = makeLieGroup({
  name: 'SO(3)',
  size: 9,
  dim: 3,
  algebra,
  identity: (out) => {
    for (let k = 0; k < 9; k++) out[k] = k % 4 === 0 ? 1 : 0
  },
  compose,
  invert,
  exp,
  log,
  cayley,
  Ad: rotate,
  coAd: rotate,
  tangent: (out, x, g) => {
    const x0 = x[0]
    const x1 = x[1]
    const x2 = x[2]
    for (let k = 0; k < 3; k++) {
      const a = g[k]
      const b = g[k + 3]
      const c = g[k + 6]
      out[k] = x1 * c - x2 * b
      out[k + 3] = x2 * a - x0 * c
      out[k + 6] = x0 * b - x1 * a
    }
  },
})

/**
 * SO(3) on vectors of R^3, y -> g y; x . y = x cross y and momentum(a, b) = a cross b, the angular momentum.
 *
 * @example
 * const out = new Float64Array(3)
 * rotationAction.generator(out, new Float64Array([0, 0, 1]), new Float64Array([1, 0, 0]))
 * Array.from(out) // => [0, 1, 0]
 */
export const rotationAction: OrthogonalAction = {
  name: 'SO(3) on vectors',
  group: so3,
  size: 3,
  act: rotate,
  generator: cross,
  momentum: cross,
  keepsCayley: true,
}
