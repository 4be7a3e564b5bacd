import type { Reading, Status, Writing } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { finite } from './finite.ts'
import { addCombination, innerProducts } from './linearCombination.ts'

/** How a fixed-point solve is run. */
export interface SolverOptions {
  /** Accept when |g(x)_i - x_i| <= tolerance (1 + |x_i|) for every i. */
  readonly tolerance: number
  /** Most evaluations of g in one solve. */
  readonly iterations: number
  /** How many earlier iterates Anderson acceleration mixes in; 0 is plain fixed-point iteration. */
  readonly depth: number
}

/** A prepared solver of x = g(x). */
export interface FixedPointSolver {
  /** Solves from the start held in `x`; on success `image` holds g(x) with |g(x) - x| within tolerance. */
  readonly solve: (image: Writing, x: Writing, g: (out: Writing, x: Reading) => Status) => Status
  /** Evaluations of g over all solves. */
  readonly iterations: () => number
}

/**
 * Prepares a solver of x = g(x) in `size` real unknowns: fixed-point iteration with Anderson acceleration.
 *
 * x_{k+1} = g_k - sum_j gamma_j (g_{k-j+1} - g_{k-j}), where gamma minimises |f_k - sum_j gamma_j (f_{k-j+1} - f_{k-j})|
 * over the last `depth` differences of f = g(x) - x.
 *
 * Errors: `solve` returns `notConverged` after `iterations` evaluations, `nonFinite` when a residual is NaN or infinite,
 * or g's own status. Cost: `depth` vector pairs of memory and 2 depth inner products an iteration. Allocates only here.
 *
 * Source: D. G. Anderson, J. ACM 12, 547 (1965); H. F. Walker and P. Ni, SIAM J. Numer. Anal. 49, 1715 (2011).
 *
 * @example
 * const x = new Float64Array([1])
 * const image = new Float64Array(1)
 * const solver = andersonSolver(1, { tolerance: 1e-14, iterations: 20, depth: 2 })
 * solver.solve(image, x, (out, y) => { out[0] = Math.cos(y[0]); return 0 }) // => 0
 * Math.abs(Math.cos(image[0]) - image[0]) < 1e-13 // => true
 */
export const andersonSolver = (size: number, { tolerance, iterations, depth }: SolverOptions): FixedPointSolver => {
  if (!(tolerance > 0)) throw new Error(`andersonSolver: tolerance is ${tolerance}; give a positive number.`)
  if (!Number.isInteger(iterations) || iterations < 1)
    throw new Error(`andersonSolver: iterations is ${iterations}; give a whole number >= 1.`)
  if (!Number.isInteger(depth) || depth < 0)
    throw new Error(`andersonSolver: depth is ${depth}; give a whole number >= 0.`)
  const previousImage = new Float64Array(size)
  const dImage = Array.from({ length: depth }, () => new Float64Array(size))
  const dResidual = Array.from({ length: depth }, () => new Float64Array(size))
  /** Inner products of the differences of residuals, kept up to date one difference at a time. */
  const products = new Float64Array(depth * depth)
  const fresh = new Float64Array(depth)
  const gram = new Float64Array(depth * depth)
  const gamma = new Float64Array(depth)
  const residual = new Float64Array(size)
  let total = 0

  /** Whether x is finite and within tolerance of its image; most that are not are found out at once. */
  const settled = (x: Reading, image: Reading): boolean => {
    for (let i = 0; i < size; i++) {
      const old = x[i]
      const distance = Math.abs(image[i] - old)
      if (!(distance <= tolerance * (1 + Math.abs(old)) && distance < Number.POSITIVE_INFINITY)) return false
    }
    return true
  }

  /** Takes the residual and, into `slot`, its difference and the image's from the iteration before; false when it is not finite. */
  const take = (slot: number, x: Reading, image: Reading): boolean => {
    const images = dImage[slot]
    const residuals = dResidual[slot]
    for (let i = 0; i < size; i++) {
      const next = image[i]
      const r = next - x[i]
      if (!(Math.abs(r) < Number.POSITIVE_INFINITY)) return false
      images[i] = next - previousImage[i]
      previousImage[i] = next
      residuals[i] = r - residual[i]
      residual[i] = r
    }
    return true
  }

  /**
   * Writes -gamma, by least squares from the Cholesky factor of the Gram matrix of the last `used` differences; a dependent
   * direction is dropped.
   */
  const mix = (used: number, slot: number): void => {
    innerProducts(gamma, fresh, dResidual, used, residual, dResidual[slot])
    for (let i = 0; i < used; i++) {
      products[i * depth + slot] = fresh[i]
      products[slot * depth + i] = fresh[i]
    }
    for (let i = 0; i < used; i++) for (let j = 0; j <= i; j++) gram[i * depth + j] = products[i * depth + j]
    for (let i = 0; i < used; i++) {
      const diagonal = gram[i * depth + i]
      for (let j = 0; j < i; j++) {
        let sum = gram[i * depth + j]
        for (let k = 0; k < j; k++) sum -= gram[i * depth + k] * gram[j * depth + k]
        gram[i * depth + j] = gram[j * depth + j] > 0 ? sum / gram[j * depth + j] : 0
      }
      let pivot = diagonal
      for (let k = 0; k < i; k++) pivot -= gram[i * depth + k] * gram[i * depth + k]
      gram[i * depth + i] = pivot > 1e-12 * diagonal ? Math.sqrt(pivot) : 0
    }
    for (let i = 0; i < used; i++) {
      let sum = gamma[i]
      for (let k = 0; k < i; k++) sum -= gram[i * depth + k] * gamma[k]
      gamma[i] = gram[i * depth + i] > 0 ? sum / gram[i * depth + i] : 0
    }
    for (let i = used - 1; i >= 0; i--) {
      let sum = gamma[i]
      for (let k = i + 1; k < used; k++) sum -= gram[k * depth + i] * gamma[k]
      gamma[i] = gram[i * depth + i] > 0 ? sum / gram[i * depth + i] : 0
    }
    for (let i = 0; i < used; i++) gamma[i] = -gamma[i]
  }

  const solve: FixedPointSolver['solve'] = (image, x, g) => {
    for (let k = 0; k < iterations; k++) {
      const status = g(image, x)
      total += 1
      if (status !== STATUS.ok) return status
      if (settled(x, image)) return STATUS.ok
      if (depth === 0) {
        // x is finite from then on
        if ((k === 0 && !finite(x)) || !finite(image)) return STATUS.nonFinite
        x.set(image)
        continue
      }
      // the first iteration's differences mean nothing; the second's take their place
      const slot = k === 0 ? 0 : (k - 1) % depth
      if (!take(slot, x, image)) return STATUS.nonFinite
      const used = Math.min(k, depth)
      if (used > 0) mix(used, slot)
      addCombination(x, image, gamma, dImage, used)
    }
    return STATUS.notConverged
  }
  return { solve, iterations: () => total }
}
