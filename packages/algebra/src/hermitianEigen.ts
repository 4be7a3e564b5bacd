import type { Reading, Writing } from './Reading.ts'

/** Diagonalises one Hermitian matrix: ascending `values`, and `vectors` whose column k belongs to value k. */
export type HermitianEigen = (values: Writing, vectors: Writing, matrix: Reading, at: number) => void

const SWEEPS = 30

const one: HermitianEigen = (values, vectors, matrix, at) => {
  values[0] = matrix[at]
  vectors[0] = 1
  vectors[1] = 0
}

const two: HermitianEigen = (values, vectors, matrix, at) => {
  const a = matrix[at]
  const bRe = matrix[at + 2]
  const bIm = matrix[at + 3]
  const d = matrix[at + 6]
  const mean = (a + d) / 2
  const half = (a - d) / 2
  const b2 = bRe * bRe + bIm * bIm
  const r = Math.sqrt(half * half + b2)
  values[0] = mean - r
  values[1] = mean + r
  const big = r + Math.abs(half)
  const scale = r > 0 ? 1 / Math.sqrt(big * big + b2) : 1
  const x = r > 0 ? big * scale : 1
  const yRe = bRe * scale
  const yIm = bIm * scale
  if (half >= 0) {
    vectors[0] = -yRe
    vectors[1] = -yIm
    vectors[2] = x
    vectors[3] = 0
    vectors[4] = x
    vectors[5] = 0
    vectors[6] = yRe
    vectors[7] = -yIm
  } else {
    vectors[0] = x
    vectors[1] = 0
    vectors[2] = yRe
    vectors[3] = yIm
    vectors[4] = -yRe
    vectors[5] = yIm
    vectors[6] = x
    vectors[7] = 0
  }
}

const offDiagonal = (m: Reading, n: number): number => {
  let sum = 0
  for (let j = 0; j < n; j++)
    for (let k = j + 1; k < n; k++) {
      const o = 2 * (j * n + k)
      sum += m[o] * m[o] + m[o + 1] * m[o + 1]
    }
  return sum
}

/**
 * Columns j and k of m become (x_j, x_k) J for the unitary J = [[c, s], [-s*, c]], s = sRe + i sIm.
 */
const rotateColumns = (m: Writing, n: number, j: number, k: number, c: number, sRe: number, sIm: number) => {
  for (let l = 0; l < n; l++) {
    const a = 2 * (l * n + j)
    const b = 2 * (l * n + k)
    const aRe = m[a]
    const aIm = m[a + 1]
    const bRe = m[b]
    const bIm = m[b + 1]
    m[a] = c * aRe - (sRe * bRe + sIm * bIm)
    m[a + 1] = c * aIm - (sRe * bIm - sIm * bRe)
    m[b] = c * bRe + (sRe * aRe - sIm * aIm)
    m[b + 1] = c * bIm + (sRe * aIm + sIm * aRe)
  }
}

/** Rows j and k of m become J^+ (rows): the mirror image of `rotateColumns`. */
const rotateRows = (m: Writing, n: number, j: number, k: number, c: number, sRe: number, sIm: number) => {
  for (let l = 0; l < n; l++) {
    const a = 2 * (j * n + l)
    const b = 2 * (k * n + l)
    const aRe = m[a]
    const aIm = m[a + 1]
    const bRe = m[b]
    const bIm = m[b + 1]
    m[a] = c * aRe - (sRe * bRe - sIm * bIm)
    m[a + 1] = c * aIm - (sRe * bIm + sIm * bRe)
    m[b] = c * bRe + (sRe * aRe + sIm * aIm)
    m[b + 1] = c * bIm + (sRe * aIm - sIm * aRe)
  }
}

/** Cyclic complex Jacobi: the phase of the pivot is rotated away, then the real rotation annihilates it. */
const jacobi = (n: number): HermitianEigen => {
  const m = new Float64Array(2 * n * n)
  const swap = (values: Writing, vectors: Writing, j: number, k: number): void => {
    const v = values[j]
    values[j] = values[k]
    values[k] = v
    for (let l = 0; l < n; l++)
      for (let c = 0; c < 2; c++) {
        const a = 2 * (l * n + j) + c
        const b = 2 * (l * n + k) + c
        const w = vectors[a]
        vectors[a] = vectors[b]
        vectors[b] = w
      }
  }
  return (values, vectors, matrix, at) => {
    let size = 0
    for (let i = 0; i < 2 * n * n; i++) {
      m[i] = matrix[at + i]
      size += m[i] * m[i]
      vectors[i] = 0
    }
    for (let j = 0; j < n; j++) {
      m[2 * (j * n + j) + 1] = 0
      vectors[2 * (j * n + j)] = 1
    }
    const negligible = 1e-34 * size
    for (let sweep = 0; sweep < SWEEPS && offDiagonal(m, n) > negligible; sweep++)
      for (let j = 0; j < n; j++)
        for (let k = j + 1; k < n; k++) {
          const o = 2 * (j * n + k)
          const bRe = m[o]
          const bIm = m[o + 1]
          const size = Math.sqrt(bRe * bRe + bIm * bIm)
          if (size === 0) continue
          const theta = (m[2 * (k * n + k)] - m[2 * (j * n + j)]) / (2 * size)
          const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
          const c = 1 / Math.sqrt(t * t + 1)
          const s = t * c
          const sRe = s * (bRe / size)
          const sIm = s * (bIm / size)
          rotateColumns(m, n, j, k, c, sRe, sIm)
          rotateRows(m, n, j, k, c, sRe, sIm)
          rotateColumns(vectors, n, j, k, c, sRe, sIm)
        }
    for (let j = 0; j < n; j++) values[j] = m[2 * (j * n + j)]
    for (let j = 0; j < n; j++) for (let k = j; k > 0 && values[k] < values[k - 1]; k--) swap(values, vectors, k, k - 1)
  }
}

/**
 * Prepares the eigendecomposition M = V diag(E) V^+ of Hermitian n x n matrices.
 *
 * Layout: `matrix` from `at` on and `vectors` are row-major interleaved; `values` ascending; no gauge is fixed.
 *
 * Assumes M is Hermitian and its largest entry between 1e-140 and 1e140 in size, or zero (not checked): squares must not
 * underflow. Closed forms for n = 1 and 2, cyclic complex Jacobi otherwise (about 10 n^3 operations a sweep, 4 to 8
 * sweeps). Allocates only here.
 *
 * @example
 * const values = new Float64Array(2)
 * hermitianEigen(2)(values, new Float64Array(8), new Float64Array([0, 0, 0, -1, 0, 1, 0, 0]), 0)
 * Array.from(values) // => [-1, 1]
 */
export const hermitianEigen = (n: number): HermitianEigen => {
  if (!Number.isInteger(n) || n < 1) throw new Error(`hermitianEigen: n is ${n}; give a whole number of levels >= 1.`)
  return n === 1 ? one : n === 2 ? two : jacobi(n)
}
