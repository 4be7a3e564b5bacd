import type { LieGroup, Reading, Writing } from '@casimir/algebra'
import {
  conjugateTranspose,
  hermitianEigen,
  hermitianExponential,
  luSolve,
  makeLieAlgebra,
  makeLieGroup,
  multiply,
} from '@casimir/algebra'

/**
 * U(n): unitary matrices, row-major interleaved (2 n^2 numbers).
 *
 * The algebra element X, a Hermitian matrix of the same layout, stands for -i X: exp(X) is e^(-i X), [X, Y] is -i (XY - YX), and
 * the pairing with g*, also Hermitian matrices, is Tr(M X), the plain sum over the buffers.
 *
 * exp and Cayley, (1 + i X/2)^-1 (1 - i X/2), through the eigenvectors of X, unitary to round-off; dexpInv in closed form in the
 * eigenbasis, singular where two eigenvalues differ by 2 pi k, k not 0; dcayInv in closed form. log, with eigenvalues in
 * (-pi, pi), through the inverse Cayley map: defined unless -1 is an eigenvalue, with an error of round-off over the distance to it.
 *
 * Assumes unitary and Hermitian inputs (not checked). Cost: compose n^3 complex multiplications, exp one eigendecomposition and n^3,
 * dexpInv one and 4 n^3, log n LU solves. Allocates only here; not re-entrant.
 *
 * Errors: throws unless n is a whole number >= 1.
 *
 * @example
 * const out = new Float64Array(2)
 * unitary(1).exp(out, new Float64Array([Math.PI, 0]))
 * out[0] // => -1
 */
export const unitary = (n: number): LieGroup => {
  if (!Number.isInteger(n) || n < 1) throw new Error(`unitary: n is ${n}; give a whole number of levels >= 1.`)
  const size = 2 * n * n
  const eigen = hermitianEigen(n)
  const exponential = hermitianExponential(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(size)
  const adjointVectors = new Float64Array(size)
  const first = new Float64Array(size)
  const second = new Float64Array(size)
  const column = new Float64Array(2 * n)

  const copy = (out: Writing, x: Reading): void => {
    for (let k = 0; k < size; k++) out[k] = x[k]
  }
  const diagonalise = (x: Reading): void => {
    eigen(values, vectors, x, 0)
    conjugateTranspose(adjointVectors, vectors, n)
  }
  /** out = V diag(re + i im) V^+, where the diagonal is in `column`. */
  const recompose = (out: Writing): void => {
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const o = 2 * (j * n + k)
        first[o] = vectors[o] * column[2 * k] - vectors[o + 1] * column[2 * k + 1]
        first[o + 1] = vectors[o] * column[2 * k + 1] + vectors[o + 1] * column[2 * k]
      }
    multiply(second, first, adjointVectors, n)
    copy(out, second)
  }
  const compose = (out: Writing, g: Reading, h: Reading): void => {
    multiply(first, g, h, n)
    copy(out, first)
  }
  /** out = -i (x y - y x). */
  const bracket = (out: Writing, x: Reading, y: Reading): void => {
    multiply(first, x, y, n)
    multiply(second, y, x, n)
    for (let k = 0; k < size; k += 2) {
      const re = first[k] - second[k]
      out[k] = first[k + 1] - second[k + 1]
      out[k + 1] = -re
    }
  }
  /** out = u x u^+. */
  const conjugate = (out: Writing, u: Reading, x: Reading): void => {
    conjugateTranspose(first, u, n)
    multiply(second, x, first, n)
    multiply(first, u, second, n)
    copy(out, first)
  }
  /** In the eigenbasis ad_u multiplies entry (j, k) by -i a, a = E_j - E_k, and dexpInv by (a/2) cot(a/2) + i a/2. */
  const dexpInv = (out: Writing, u: Reading, v: Reading): void => {
    diagonalise(u)
    multiply(first, v, vectors, n)
    multiply(second, adjointVectors, first, n)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const o = 2 * (j * n + k)
        const half = (values[j] - values[k]) / 2
        const factor = Math.abs(half) < 1e-8 ? 1 : half / Math.tan(half)
        const re = second[o]
        second[o] = factor * re - half * second[o + 1]
        second[o + 1] = factor * second[o + 1] + half * re
      }
    multiply(first, vectors, second, n)
    multiply(second, first, adjointVectors, n)
    copy(out, second)
  }
  const dcayInv = (out: Writing, u: Reading, v: Reading): void => {
    multiply(first, u, v, n)
    multiply(second, first, u, n)
    // [u, v] of Hermitian u, v is -i (uv - (uv)^+)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const o = 2 * (j * n + k)
        const p = 2 * (k * n + j)
        adjointVectors[o] = v[o] - 0.5 * (first[o + 1] + first[p + 1]) + 0.25 * second[o]
        adjointVectors[o + 1] = v[o + 1] + 0.5 * (first[o] - first[p]) + 0.25 * second[o + 1]
      }
    copy(out, adjointVectors)
  }
  const cayley = (out: Writing, x: Reading): void => {
    diagonalise(x)
    for (let k = 0; k < n; k++) {
      const tangent = values[k] / 2
      const scale = 1 / (1 + tangent * tangent)
      column[2 * k] = (1 - tangent * tangent) * scale
      column[2 * k + 1] = -2 * tangent * scale
    }
    recompose(out)
  }
  /** K = -i (1 - U) (1 + U)^-1 is Hermitian with eigenvalues tan(E/2); it is found a row at a time, from K^T. */
  const log = (out: Writing, g: Reading): void => {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++)
        for (let l = 0; l < n; l++) {
          const o = 2 * (k * n + l)
          const p = 2 * (l * n + k)
          first[o] = (k === l ? 1 : 0) + g[p]
          first[o + 1] = g[p + 1]
        }
      for (let k = 0; k < n; k++) {
        const o = 2 * (j * n + k)
        column[2 * k] = -g[o + 1]
        column[2 * k + 1] = g[o] - (j === k ? 1 : 0)
      }
      luSolve(first, column, 0, n)
      for (let k = 0; k < 2 * n; k++) second[2 * j * n + k] = column[k]
    }
    conjugateTranspose(first, second, n)
    for (let k = 0; k < size; k++) first[k] = 0.5 * (first[k] + second[k])
    diagonalise(first)
    for (let k = 0; k < n; k++) {
      column[2 * k] = 2 * Math.atan(values[k])
      column[2 * k + 1] = 0
    }
    recompose(out)
  }

  return makeLieGroup({
    name: `U(${n})`,
    size,
    dim: n * n,
    algebra: makeLieAlgebra({
      dim: n * n,
      size,
      bracket,
      coad: (out, x, mu) => bracket(out, mu, x),
      dexpInv,
      dcayInv,
    }),
    identity: (out) => {
      for (let k = 0; k < size; k++) out[k] = k % (2 * n + 2) === 0 ? 1 : 0
    },
    compose,
    invert: (out, g) => conjugateTranspose(out, g, n),
    exp: (out, x) => exponential(out, 0, x, 0, 1),
    log,
    cayley,
    Ad: conjugate,
    coAd: conjugate,
    tangent: (out, x, g) => {
      multiply(first, x, g, n)
      for (let k = 0; k < size; k += 2) {
        const re = first[k]
        out[k] = first[k + 1]
        out[k + 1] = -re
      }
    },
  })
}
