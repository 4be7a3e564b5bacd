import { conjugateTranspose, multiply } from '@casimir/algebra'
import type * as fc from 'fast-check'
import { amplitudes } from './amplitudes.ts'
import { complexMatrix } from './complexMatrix.ts'

/** What is added of the identity: keeps the smallest eigenvalue above FLOOR / (2 n^2 + FLOOR n). */
const FLOOR = 0.02

const unitTrace = (rho: Float64Array, n: number): Float64Array => {
  let trace = 0
  for (let j = 0; j < n; j++) trace += rho[2 * (j * n + j)]
  return rho.map((x) => x / trace)
}

/**
 * A full-rank density matrix (A A^+ + 1/50) / Tr on n levels, A any complex matrix; shrinks to the maximally mixed 1/n.
 *
 * Hermitian exactly, of unit trace to round-off; the smallest eigenvalue is at least 0.02 / (2 n^2 + 0.02 n).
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(densityMatrix(1), 1)[0]?.[0] // => 1
 */
export const densityMatrix = (n: number): fc.Arbitrary<Float64Array> =>
  complexMatrix(n).map((a) => {
    const star = new Float64Array(2 * n * n)
    const rho = new Float64Array(2 * n * n)
    conjugateTranspose(star, a, n)
    multiply(rho, a, star, n)
    for (let j = 0; j < n; j++) {
      rho[2 * (j * n + j)] += FLOOR
      rho[2 * (j * n + j) + 1] = 0
    }
    return unitTrace(rho, n)
  })

/**
 * A rank-one density matrix |psi><psi| on n levels; shrinks to level 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(pureDensity(1), 1)[0]?.[0] // => 1
 */
export const pureDensity = (n: number): fc.Arbitrary<Float64Array> =>
  amplitudes(n).map((psi) => {
    const rho = new Float64Array(2 * n * n)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        rho[2 * (j * n + k)] = psi[2 * j] * psi[2 * k] + psi[2 * j + 1] * psi[2 * k + 1]
        rho[2 * (j * n + k) + 1] = psi[2 * j + 1] * psi[2 * k] - psi[2 * j] * psi[2 * k + 1]
      }
    return unitTrace(rho, n)
  })
