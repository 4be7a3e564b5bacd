/** The coefficients of a Gauss-Legendre collocation method on [0, 1]. */
export interface GaussTableau {
  readonly stages: number
  /** c_i, ascending. */
  readonly nodes: Float64Array
  /** b_i. */
  readonly weights: Float64Array
  /** a_ij at `i stages + j`. */
  readonly coefficients: Float64Array
}

const NEWTON_STEPS = 100

/** Writes P_0(x) .. P_s(x). */
const legendre = (out: Float64Array, x: number): void => {
  out[0] = 1
  out[1] = x
  for (let k = 1; k < out.length - 1; k++) out[k + 1] = ((2 * k + 1) * x * out[k] - k * out[k - 1]) / (k + 1)
}

/**
 * The Gauss-Legendre tableau with any number of stages s.
 *
 * The nodes are (1 + y_i)/2 for the zeros y_i of the Legendre polynomial P_s, found by Newton; b_i = 1/((1 - y_i^2) P_s'(y_i)^2) and
 * a_ij = (b_j/2) sum_{k<s} P_k(y_j) (P_{k+1}(y_i) - P_{k-1}(y_i)), P_{-1} = -1: the integral of the j-th Lagrange polynomial up to c_i
 * in its expansion in Legendre polynomials, free of the cancellation that monomials bring.
 *
 * b_i a_ij + b_j a_ji = b_i b_j, which is what makes the method symplectic, holds to round-off. Cost: s^3. Allocates only here.
 *
 * Errors: throws when `stages` is not a whole number >= 1.
 *
 * Source: E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), II.1.3.
 *
 * @example
 * gaussTableau(1).coefficients[0] // => 0.5
 * Math.abs(gaussTableau(2).nodes[0] - (0.5 - Math.sqrt(3) / 6)) < 1e-15 // => true
 */
export const gaussTableau = (stages: number): GaussTableau => {
  if (!Number.isInteger(stages) || stages < 1)
    throw new Error(`gaussTableau: stages is ${stages}; give a whole number >= 1.`)
  const s = stages
  const values = Array.from({ length: s }, () => new Float64Array(s + 1))
  const zeros = new Float64Array(s)
  const nodes = new Float64Array(s)
  const weights = new Float64Array(s)
  const coefficients = new Float64Array(s * s)
  for (let i = 0; i < s; i++) {
    const p = values[i]
    const slope = (y: number): number => (s * (p[s - 1] - y * p[s])) / (1 - y * y)
    let y = 2 * i + 1 === s ? 0 : -Math.cos((Math.PI * (i + 0.75)) / (s + 0.5))
    for (let k = 0; k < NEWTON_STEPS; k++) {
      legendre(p, y)
      const step = p[s] / slope(y)
      y -= step
      if (Math.abs(step) < 1e-16) break
    }
    legendre(p, y)
    zeros[i] = y
    nodes[i] = (1 + y) / 2
    weights[i] = 1 / ((1 - y * y) * slope(y) ** 2)
  }
  for (let i = 0; i < s; i++)
    for (let j = 0; j < s; j++) {
      let sum = 1 + zeros[i]
      for (let k = 1; k < s; k++) sum += values[j][k] * (values[i][k + 1] - values[i][k - 1])
      coefficients[i * s + j] = (weights[j] / 2) * sum
    }
  return { stages, nodes, weights, coefficients }
}
