import type { MatrixFunction } from '@casimir/algebra'

/** The coefficients of a(p) = constant + linear.p + p^T M p/2. */
export interface QuadraticCoefficients {
  readonly constant: number
  readonly linear: Float64Array
  readonly M: Float64Array
}

/** Relative to the largest term: rounding of a sum of many terms, and far below any anharmonicity one would write down. */
const ROUNDING = 1e-10

const PROBES = [0.37, -1.9, 2.6, -6.1, 11.3, -23, 57, -110, 240]

/** Throws unless A(p) is a multiple of the identity at p. */
const requireMultiple = (name: string, n: number, m: Float64Array, p: Float64Array): void => {
  const scale = m.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      const o = 2 * (j * n + k)
      const re = m[o] - (j === k ? m[0] : 0)
      if (!(Math.hypot(re, m[o + 1]) <= 1e-13 * scale))
        throw new Error(
          `surfaceHopping: A(p) of '${name}' is no multiple of the identity: at p = (${p.join(', ')}) entry (${j}, ${k}) is off by ${Math.hypot(re, m[o + 1]).toPrecision(3)}; surface hopping allows A(p) = a(p) 1 only, so use ehrenfest or koopmon.`,
        )
    }
}

/** Reads the coefficients of A(p) = a(p) 1, and throws unless A is a multiple of the identity and a is quadratic at nine probe points. */
export const requireQuadratic = (name: string, A: MatrixFunction): QuadraticCoefficients => {
  const { levels: n, dof: d } = A
  const size = 2 * n * n
  const matrix = new Float64Array(size)
  const derivatives = new Float64Array(d * size)
  const p = new Float64Array(d)
  const look = (): void => {
    A.value(matrix, p, 0)
    A.gradient(derivatives, p, 0)
    requireMultiple(name, n, matrix, p)
    for (let i = 0; i < d; i++) requireMultiple(name, n, derivatives.slice(i * size, (i + 1) * size), p)
  }
  look()
  const constant = matrix[0]
  const linear = Float64Array.from({ length: d }, (_, i) => derivatives[i * size])
  const M = new Float64Array(d * d)
  for (let j = 0; j < d; j++) {
    p.fill(0)
    p[j] = 1
    look()
    for (let i = 0; i < d; i++) M[i * d + j] = derivatives[i * size] - linear[i]
  }
  const requireEqual = (what: string, given: number, expected: number, scale: number): void => {
    if (!(Math.abs(given - expected) <= ROUNDING * scale))
      throw new Error(
        `surfaceHopping: A(p) of '${name}' is not quadratic in p: at p = (${p.join(', ')}) its ${what} is ${given}, and ${expected} by its derivatives at 0 and 1; surface hopping allows a(p) = c + b.p + p^T M p/2 only, so use ehrenfest or koopmon.`,
      )
  }
  for (const [m, probe] of PROBES.entries()) {
    for (let i = 0; i < d; i++) p[i] = probe * (1 + 0.21 * ((i + m) % 3))
    look()
    let value = constant
    let largest = Math.abs(constant)
    for (let i = 0; i < d; i++) {
      let slope = linear[i]
      let steepest = Math.abs(linear[i])
      for (let j = 0; j < d; j++) {
        slope += M[i * d + j] * p[j]
        steepest += Math.abs(M[i * d + j] * p[j])
      }
      requireEqual(`derivative ${i}`, derivatives[i * size], slope, steepest)
      value += 0.5 * (linear[i] + slope) * p[i]
      largest += steepest * Math.abs(p[i])
    }
    requireEqual('value', matrix[0], value, largest)
  }
  return { constant, linear, M }
}
