import type { Reading, Writing } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { NodeAxis } from './TensorNodes.ts'

/** The most functions of one mode. */
export const MOST_FUNCTIONS = 128

/** One mode of a product basis: what it is made from. */
export interface ProductMode {
  readonly centre: number
  /** The standard deviation of the density of its lowest state, sqrt(hbar / (2 m omega)). */
  readonly sigma: number
  readonly functions: number
}

/**
 * The first n number states phi_k of an oscillator, and the n points of their Gauss-Hermite quadrature.
 *
 * Layout: `states` is the orthogonal matrix U_ik = sqrt(w_i) phi_k(x_i) row-major, a row for each point; `roots` are sqrt(w_i), the weights those of
 * integrals over x.
 */
export interface ProductAxis extends NodeAxis {
  readonly centre: number
  readonly sigma: number
  readonly roots: Reading
  readonly states: Reading
}

/** phi_k, k < count, at y = (x - centre)/(sqrt(2) sigma): orthonormal functions of y. */
export const numberStates = (out: Writing, outAt: number, y: number, count: number): void => {
  out[outAt] = Math.PI ** -0.25 * Math.exp(-0.5 * y * y)
  if (count > 1) out[outAt + 1] = Math.SQRT2 * y * out[outAt]
  for (let k = 1; k + 1 < count; k++)
    out[outAt + k + 1] = Math.sqrt(2 / (k + 1)) * y * out[outAt + k] - Math.sqrt(k / (k + 1)) * out[outAt + k - 1]
}

/** The points of the n-point Gauss-Hermite rule, ascending and symmetric: eigenvalues of the position matrix of n number states. */
const gaussHermitePoints = (n: number): Float64Array => {
  const matrix = new Float64Array(2 * n * n)
  for (let k = 0; k + 1 < n; k++) {
    const entry = Math.sqrt((k + 1) / 2)
    matrix[2 * (k * n + k + 1)] = entry
    matrix[2 * ((k + 1) * n + k)] = entry
  }
  const values = new Float64Array(n)
  hermitianEigen(n)(values, new Float64Array(2 * n * n), matrix, 0)
  return values.map((y, i) => 0.5 * (y - values[n - 1 - i]))
}

/**
 * Lays out one mode.
 *
 * Cost: one eigendecomposition of an n x n matrix. Errors: throws unless `functions` is a whole number from 2 to 128, sigma positive and both finite.
 *
 * @example
 * const { x, roots } = layProductAxis({ centre: 1, sigma: Math.SQRT1_2, functions: 3 })
 * x[1] // => 1
 * Math.abs(x[2] - 1 - Math.sqrt(1.5)) < 1e-14 // => true
 * Math.abs(roots[1] ** 2 - (2 / 3) * Math.sqrt(Math.PI)) < 1e-14 // => true
 */
export const layProductAxis = ({ centre, sigma, functions: n }: ProductMode): ProductAxis => {
  if (!Number.isInteger(n) || n < 2 || n > MOST_FUNCTIONS)
    throw new Error(`exact: method.functions is ${n}; give a whole number from 2 to ${MOST_FUNCTIONS}.`)
  if (!(sigma > 0) || !Number.isFinite(sigma + centre))
    throw new Error(`exact: a mode has width ${sigma} and centre ${centre}; give finite numbers, the width positive.`)
  const y = gaussHermitePoints(n)
  const unit = Math.SQRT2 * sigma
  const x = y.map((at) => centre + unit * at)
  const states = new Float64Array(n * n)
  const roots = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    numberStates(states, n * i, y[i], n)
    let square = 0
    for (let k = n * i; k < n * (i + 1); k++) square += states[k] * states[k]
    const root = 1 / Math.sqrt(square)
    for (let k = n * i; k < n * (i + 1); k++) states[k] *= root
    roots[i] = root * Math.sqrt(unit)
  }
  return { points: n, low: x[0], high: x[n - 1], centre, sigma, x, roots, states }
}
