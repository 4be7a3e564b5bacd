import type { Reading, Status, Writing } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

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
  const gram = new Float64Array(depth * depth)
  const gamma = new Float64Array(depth)
  const residual = new Float64Array(size)
  let total = 0

  /** `ok` when x is within tolerance of its image, `notConverged` or `nonFinite` when not. */
  const judge = (x: Reading, image: Reading): Status => {
    let settled = true
    for (let i = 0; i < size; i++) {
      const old = x[i]
      const distance = Math.abs(image[i] - old)
      if (!(distance < Number.POSITIVE_INFINITY)) return STATUS.nonFinite
      if (!(distance <= tolerance * (1 + Math.abs(old)))) settled = false
    }
    return settled ? STATUS.ok : STATUS.notConverged
  }

  /** Takes the residual and, into `slot`, its difference and the image's from the iteration before; judges as `judge` does. */
  const take = (slot: number, x: Reading, image: Reading): Status => {
    const images = dImage[slot]
    const residuals = dResidual[slot]
    let settled = true
    for (let i = 0; i < size; i++) {
      const old = x[i]
      const r = image[i] - old
      const distance = Math.abs(r)
      if (!(distance < Number.POSITIVE_INFINITY)) return STATUS.nonFinite
      if (!(distance <= tolerance * (1 + Math.abs(old)))) settled = false
      images[i] = image[i] - previousImage[i]
      previousImage[i] = image[i]
      residuals[i] = r - residual[i]
      residual[i] = r
    }
    return settled ? STATUS.ok : STATUS.notConverged
  }

  /** Least squares by Cholesky of the Gram matrix of the last `used` differences; a dependent direction is dropped. */
  const mix = (used: number, slot: number): void => {
    const newest = dResidual[slot]
    for (let i = 0; i < used; i++) {
      const column = dResidual[i]
      let right = 0
      let dot = 0
      for (let k = 0; k < size; k++) {
        right += column[k] * residual[k]
        dot += column[k] * newest[k]
      }
      gamma[i] = right
      products[i * depth + slot] = dot
      products[slot * depth + i] = dot
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
  }

  const solve: FixedPointSolver['solve'] = (image, x, g) => {
    for (let k = 0; k < iterations; k++) {
      const status = g(image, x)
      total += 1
      if (status !== STATUS.ok) return status
      // the first iteration's differences mean nothing; the second's take their place
      const slot = k === 0 ? 0 : (k - 1) % depth
      const verdict = depth === 0 ? judge(x, image) : take(slot, x, image)
      if (verdict !== STATUS.notConverged) return verdict
      const used = Math.min(k, depth)
      if (used > 0) mix(used, slot)
      x.set(image)
      for (let j = 0; j < used; j++) {
        const weight = gamma[j]
        const column = dImage[j]
        if (weight !== 0) for (let i = 0; i < size; i++) x[i] -= weight * column[i]
      }
    }
    return STATUS.notConverged
  }
  return { solve, iterations: () => total }
}
