import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { DenseMatrix } from './truncatedLinearisation.ts'

/** The largest real part of the eigenvalues, and how well it is known: the residual of the Ritz pair, relative; 0 for a full decomposition. */
export interface Rightmost {
  readonly real: number
  readonly residual: number
}

const apply = (out: Float64Array, { size, entries }: DenseMatrix, x: Float64Array): void => {
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let j = 0, at = i * size; j < size; j++) sum += entries[at + j] * x[j]
    out[i] = sum
  }
}
const norm = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

/** By the decomposition of the whole matrix, O(size^3). */
export const rightmostOf = ({ size, entries }: DenseMatrix): Rightmost => {
  const rows = Array.from({ length: size }, (_, i) => entries.subarray(i * size, (i + 1) * size))
  const { realEigenvalues } = new EigenvalueDecomposition(new Matrix(rows.map((row) => Array.from(row))))
  return { real: Math.max(...realEigenvalues), residual: 0 }
}

/** out = exp(T A) x by Taylor series on parts short enough. */
const exponential = (A: DenseMatrix, T: number, bound: number): ((x: Float64Array) => void) => {
  const parts = Math.ceil((Math.abs(T) * bound) / 4)
  const h = T / parts
  const term = new Float64Array(A.size)
  const next = new Float64Array(A.size)
  return (x) => {
    for (let part = 0; part < parts; part++) {
      term.set(x)
      for (let k = 1; k <= 40; k++) {
        apply(next, A, term)
        for (let i = 0; i < next.length; i++) {
          term[i] = (next[i] * h) / k
          x[i] += term[i]
        }
        if (norm(term) < 1e-14 * norm(x)) break
      }
    }
  }
}

/** The largest Ritz value of the leading block of H and its relative residual. */
const ritz = (H: Matrix, dimension: number, T: number): Rightmost => {
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    H.subMatrix(0, dimension - 1, 0, dimension - 1),
  )
  const moduli = realEigenvalues.map((x, k) => Math.hypot(x, imaginaryEigenvalues[k]))
  const best = moduli.indexOf(Math.max(...moduli))
  // real packing: columns best and best + 1 are the real and imaginary part of the eigenvector
  const columns = imaginaryEigenvalues[best] === 0 ? [best] : [best, best + 1]
  const length = Math.hypot(...columns.flatMap((c) => eigenvectorMatrix.getColumn(c)))
  const last = Math.hypot(...columns.map((c) => eigenvectorMatrix.get(dimension - 1, c)))
  const residual = (H.get(dimension, dimension - 1) * last) / length / moduli[best]
  return { real: Math.log(moduli[best]) / T, residual }
}

/**
 * By Arnoldi's method on exp(T A), whose largest eigenvalues are those of A furthest to the right (T < 0: to the left), with at most `dimension` vectors and until the
 * relative residual of the Ritz pair is below `tolerance`.
 */
export const rightmostByArnoldi = (A: DenseMatrix, T: number, dimension: number, tolerance = 1e-6): Rightmost => {
  const { size } = A
  const start = Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * i))
  const power = start.slice()
  const image = new Float64Array(size)
  let bound = 0
  for (let k = 0; k < 20; k++) {
    apply(image, A, power)
    const length = norm(image)
    bound = length / norm(power)
    for (let i = 0; i < size; i++) power[i] = image[i] / length
  }
  const step = exponential(A, T, bound)
  const length = norm(start)
  const basis = [start.map((x) => x / length)]
  const H = Matrix.zeros(dimension + 1, dimension)
  let found: Rightmost = { real: Number.NaN, residual: Number.POSITIVE_INFINITY }
  for (let j = 0; j < dimension && !(found.residual < tolerance); j++) {
    const w = basis[j].slice()
    step(w)
    for (let twice = 0; twice < 2; twice++)
      basis.forEach((b, i) => {
        const overlap = b.reduce((sum, x, k) => sum + x * w[k], 0)
        H.set(i, j, H.get(i, j) + overlap)
        for (let k = 0; k < size; k++) w[k] -= overlap * b[k]
      })
    const beyond = norm(w)
    H.set(j + 1, j, beyond)
    basis.push(w.map((x) => x / beyond))
    if (j >= 5) found = ritz(H, j + 1, T)
  }
  return found
}
