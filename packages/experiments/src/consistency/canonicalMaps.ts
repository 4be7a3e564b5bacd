import type { HybridHamiltonian, HybridState, Reading, Writing } from '@casimir/algebra'

/** A point (q, p) of the phase plane. */
type Point = readonly [q: number, p: number]
/** A 2 x 2 matrix by rows. */
type Jacobian = readonly [number, number, number, number]

/** A map of the phase plane with its inverse, and the derivatives of both. */
export interface CanonicalMap {
  readonly text: string
  readonly forward: (z: Point) => Point
  readonly inverse: (z: Point) => Point
  readonly derivative: (z: Point) => Jacobian
  readonly inverseDerivative: (z: Point) => Jacobian
}

/** The linear map by a matrix, which is symplectic when its determinant is 1. */
const linearMap = (text: string, [a, b, c, d]: Jacobian): CanonicalMap => {
  const det = a * d - b * c
  const [e, f, g, h] = [d / det, -b / det, -c / det, a / det]
  return {
    text,
    forward: ([q, p]) => [a * q + b * p, c * q + d * p],
    inverse: ([q, p]) => [e * q + f * p, g * q + h * p],
    derivative: () => [a, b, c, d],
    inverseDerivative: () => [e, f, g, h],
  }
}

const translation = (text: string, [dq, dp]: Point): CanonicalMap => ({
  text,
  forward: ([q, p]) => [q + dq, p + dp],
  inverse: ([q, p]) => [q - dq, p - dp],
  derivative: () => [1, 0, 0, 1],
  inverseDerivative: () => [1, 0, 0, 1],
})

/** (q, p) -> (q, p + 0.4 sin q). */
const nonlinearShear: CanonicalMap = {
  text: '(q, p) -> (q, p + 0.4 sin q)',
  forward: ([q, p]) => [q, p + 0.4 * Math.sin(q)],
  inverse: ([q, p]) => [q, p - 0.4 * Math.sin(q)],
  derivative: ([q]) => [1, 0, 0.4 * Math.cos(q), 1],
  inverseDerivative: ([q]) => [1, 0, -0.4 * Math.cos(q), 1],
}

const [C, S] = [Math.cos(0.7), Math.sin(0.7)]

/** The canonical maps that are tried, by property; the translation is no multiple of any lattice spacing. */
export const canonicalMaps = {
  'covariance/translation': [translation('(q, p) -> (q + 0.317, p - 0.583)', [0.317, -0.583])],
  'covariance/rotation': [
    linearMap('(q, p) -> (q cos 0.7 + p sin 0.7, p cos 0.7 - q sin 0.7)', [C, S, -S, C]),
    linearMap('(q, p) -> (p, -q)', [0, 1, -1, 0]),
  ],
  'covariance/linear': [
    linearMap('(q, p) -> (q + p/2, p)', [1, 0.5, 0, 1]),
    linearMap('(q, p) -> (q, p + q/2)', [1, 0, 0.5, 1]),
    linearMap('(q, p) -> (3q/2, 2p/3)', [1.5, 0, 0, 2 / 3]),
  ],
  'covariance/nonlinear': [nonlinearShear],
} as const satisfies { readonly [property: string]: ReadonlyArray<CanonicalMap> }

/** H o map^-1, with its derivatives by the chain rule. One degree of freedom. */
export const mappedHamiltonian = (hamiltonian: HybridHamiltonian, map: CanonicalMap): HybridHamiltonian => {
  const { levels, name } = hamiltonian
  const size = 2 * levels * levels
  const [q, p] = [new Float64Array(1), new Float64Array(1)]
  const [byQ, byP] = [new Float64Array(size), new Float64Array(size)]
  const gradient = (out: Writing, z: Point, column: 0 | 1): void => {
    ;[q[0], p[0]] = map.inverse(z)
    hamiltonian.gradientQ(byQ, q, p, 0)
    hamiltonian.gradientP(byP, q, p, 0)
    const J = map.inverseDerivative(z)
    for (let k = 0; k < size; k++) out[k] = J[column] * byQ[k] + J[2 + column] * byP[k]
  }
  return {
    name: `${name} mapped`,
    levels,
    dof: 1,
    value: (out, x: Reading, y: Reading, at) => {
      ;[q[0], p[0]] = map.inverse([x[at], y[at]])
      hamiltonian.value(out, q, p, 0)
    },
    gradientQ: (out, x, y, at) => gradient(out, [x[at], y[at]], 0),
    gradientP: (out, x, y, at) => gradient(out, [x[at], y[at]], 1),
  }
}

/** Moves every trajectory of a state by a map; amplitudes stay as they are. */
export const moveState = ({ q, p }: HybridState, map: CanonicalMap): void => {
  for (let a = 0; a < q.length; a++) [q[a], p[a]] = map.forward([q[a], p[a]])
}
