import type { MollifierFactor } from '@casimir/algebra'

const choose = (n: number, k: number): bigint => {
  let c = 1n
  for (let i = 0; i < k; i++) c = (c * BigInt(n - i)) / BigInt(i + 1)
  return c
}

const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1))

/**
 * Polynomial pieces of the cardinal B-spline N_d on [0, (d+1)/2], rising half: entry k (d+1) + r is the coefficient of u^r for
 * y = k + u. Exact integers until the last division, so that the outermost piece is u^d/d! and keeps its relative accuracy.
 */
const risingPieces = (degree: number): Float64Array => {
  const pieces = (degree + 1) / 2
  const out = new Float64Array(pieces * (degree + 1))
  const scale = Number(factorial(degree))
  for (let k = 0; k < pieces; k++)
    for (let r = 0; r <= degree; r++) {
      let sum = 0n
      for (let i = 0; i <= k; i++)
        sum += (i % 2 === 0 ? 1n : -1n) * choose(degree + 1, i) * BigInt(k - i) ** BigInt(degree - r)
      out[k * (degree + 1) + r] = Number(choose(degree, r) * sum) / scale
    }
  return out
}

/**
 * The B-spline mollifier factor of odd degree d >= 5 whose standard deviation is alpha: knot spacing alpha sqrt(12/(d+1)).
 *
 * Compact support of half-width (d+1)/2 knot spacings; d-1 continuous derivatives. The closure's force uses second kernel
 * derivatives, so degree d supports integrators up to order d-1.
 *
 * Errors: throws for alpha <= 0 or a degree that is not odd, below 5 or above 15.
 *
 * Source: I. J. Schoenberg, Quart. Appl. Math. 4, 45 (1946).
 *
 * @example
 * const out = new Float64Array(3)
 * bspline(5, Math.sqrt(0.5)).tabulate(out, new Float64Array([0]), 1, 1)
 * Math.abs(out[0] - 66 / 120) < 1e-15 // => true
 */
export const bspline = (degree: number, alpha: number): MollifierFactor => {
  if (!(alpha > 0)) throw new Error(`bspline: alpha is ${alpha}; give a positive standard deviation.`)
  if (!Number.isInteger(degree) || degree % 2 === 0 || degree < 5 || degree > 15)
    throw new Error(`bspline: degree is ${degree}; give an odd degree from 5 to 15.`)
  const pieces = risingPieces(degree)
  const knot = alpha * Math.sqrt(12 / (degree + 1))
  const half = (degree + 1) / 2
  const scale = 1 / knot
  return {
    shape: `bspline ${degree}`,
    alpha,
    support: half * knot,
    maximalOrder: degree - 1,
    transform: (kappa) => {
      const x = (kappa * knot) / 2
      return x === 0 ? 1 : (Math.sin(x) / x) ** (degree + 1)
    },
    tabulate: (out, first, spacing, count) => {
      for (let a = 0; a < first.length; a++)
        for (let i = 0; i < count; i++) {
          const x = (first[a] + i * spacing) * scale
          const y = half - Math.abs(x)
          let value = 0
          let slope = 0
          let curvature = 0
          if (y > 0) {
            const piece = Math.min(Math.floor(y), half - 1)
            const u = y - piece
            for (let r = degree; r >= 0; r--) {
              curvature = curvature * u + 2 * slope
              slope = slope * u + value
              value = value * u + pieces[piece * (degree + 1) + r]
            }
          }
          const at = 3 * count * a + i
          out[at] = value * scale
          out[at + count] = (x > 0 ? -slope : slope) * scale * scale
          out[at + 2 * count] = curvature * scale * scale * scale
        }
    },
  }
}
