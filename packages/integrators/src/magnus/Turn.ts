import type { Reading, Writing } from '@casimir/algebra'
import { applyMatrix, hermitianExponential } from '@casimir/algebra'
import { cayley } from '../cayley.ts'

/** Turns every vector of psi by the unitary map that a Hermitian generator K stands for. */
export type Turn = (psi: Writing, generator: Reading) => void

/**
 * Prepares psi <- exp(-i K) psi on n levels. Cost: one exponential, then n^2 complex multiplications a vector.
 *
 * @example
 * const psi = new Float64Array([1, 0])
 * exponentialTurn(1)(psi, new Float64Array([Math.PI, 0]))
 * psi[0] // => -1
 */
export const exponentialTurn = (n: number): Turn => {
  const exponential = hermitianExponential(n)
  const unitary = new Float64Array(2 * n * n)
  const image = new Float64Array(2 * n)
  return (psi, generator) => {
    exponential(unitary, 0, generator, 0, 1)
    for (let at = 0; at < psi.length; at += 2 * n) {
      applyMatrix(image, 0, unitary, 0, psi, at, n)
      for (let k = 0; k < 2 * n; k++) psi[at + k] = image[k]
    }
  }
}

/**
 * Prepares psi <- (1 + i K/2)^-1 (1 - i K/2) psi on n levels. Cost: one linear solve a vector, in closed form for n = 2.
 *
 * @example
 * const psi = new Float64Array([1, 0])
 * cayleyTurn(1)(psi, new Float64Array([2, 0]))
 * Array.from(psi) // => [0, -1]
 */
export const cayleyTurn = (n: number): Turn => {
  const step = cayley(n)
  return (psi, generator) => {
    for (let at = 0; at < psi.length; at += 2 * n) step(psi, at, generator, 0, 0.5, psi, at)
  }
}
