import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { applyMatrix, hermitianEigen, innerProduct } from '@casimir/algebra'
import { checkScalar } from '../hamiltonians/checkScalar.ts'
import { twoLevelFlow } from './twoLevelFlow.ts'

/**
 * The exact flow of `count` trajectories, one by default, under h = <psi|M(x)|psi> over a time t: x stays, its conjugate y gets the impulse, psi turns.
 *
 * `x` and `y` are read and written from `at` on, `psi` from `psiAt` on, trajectories one behind the other.
 */
export type PartFlow = (
  x: Reading,
  y: Writing,
  at: number,
  psi: Writing,
  psiAt: number,
  t: number,
  count?: number,
) => void

/** sin(y)/y, by its series where the quotient would lose digits. */
const sinc = (y: number): number => {
  if (Math.abs(y) > 1e-3) return Math.sin(y) / y
  const y2 = y * y
  return 1 - (y2 / 6) * (1 - (y2 / 20) * (1 - y2 / 42))
}

/** M(x) = m(x) 1: y is kicked by the gradient of m, and in the traceless gauge psi does not turn. */
const scalarFlow = (M: MatrixFunction, sign: 1 | -1): PartFlow => {
  const { levels: n, dof: d } = M
  const size = 2 * n * n
  const derivatives = new Float64Array(d * size)
  return (x, y, at, _psi, _psiAt, t, count = 1) => {
    for (let o = at; o < at + d * count; o += d) {
      M.gradient(derivatives, x, o)
      for (let i = 0; i < d; i++) y[o + i] += sign * t * derivatives[i * size]
    }
  }
}

const matrixFlow = (M: MatrixFunction, hbar: number, sign: 1 | -1): PartFlow => {
  const { levels: n, dof: d } = M
  const size = 2 * n * n
  const matrix = new Float64Array(size)
  const derivatives = new Float64Array(d * size)
  const values = new Float64Array(n)
  const vectors = new Float64Array(size)
  const basis = new Float64Array(size)
  const c = new Float64Array(2 * n)
  const image = new Float64Array(2 * n)
  const element = new Float64Array(2)
  const eigen = hermitianEigen(n)
  const one = (x: Reading, y: Writing, at: number, psi: Writing, psiAt: number, t: number): void => {
    M.value(matrix, x, at)
    M.gradient(derivatives, x, at)
    eigen(values, vectors, matrix, 0)
    let trace = 0
    for (let k = 0; k < n; k++) trace += values[k] / n
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < n; j++) {
        basis[2 * (k * n + j)] = vectors[2 * (j * n + k)]
        basis[2 * (k * n + j) + 1] = vectors[2 * (j * n + k) + 1]
      }
      innerProduct(c, 2 * k, basis, 2 * n * k, psi, psiAt, n)
    }
    let missing = 1
    for (let k = 0; k < 2 * n; k++) missing -= c[k] * c[k]
    for (let i = 0; i < d; i++) {
      let impulse = 0
      for (let k = 0; k < n; k++) {
        impulse += (t * missing * derivatives[i * size + 2 * (k * n + k)]) / n
        applyMatrix(image, 0, derivatives, i * size, basis, 2 * n * k, n)
        for (let j = 0; j <= k; j++) {
          innerProduct(element, 0, basis, 2 * n * j, image, 0, n)
          const turn = ((values[j] - values[k]) * t) / (2 * hbar)
          const cRe = c[2 * j] * c[2 * k] + c[2 * j + 1] * c[2 * k + 1]
          const cIm = c[2 * j] * c[2 * k + 1] - c[2 * j + 1] * c[2 * k]
          const re = cRe * element[0] - cIm * element[1]
          const im = cRe * element[1] + cIm * element[0]
          const term = t * sinc(turn) * (re * Math.cos(turn) - im * Math.sin(turn))
          impulse += j === k ? term : 2 * term
        }
      }
      y[at + i] += sign * impulse
    }
    psi.fill(0, psiAt, psiAt + 2 * n)
    for (let k = 0; k < n; k++) {
      const angle = ((values[k] - trace) * t) / hbar
      const co = Math.cos(angle)
      const si = Math.sin(angle)
      const re = co * c[2 * k] + si * c[2 * k + 1]
      const im = co * c[2 * k + 1] - si * c[2 * k]
      for (let j = 0; j < n; j++) {
        const vRe = basis[2 * (k * n + j)]
        const vIm = basis[2 * (k * n + j) + 1]
        psi[psiAt + 2 * j] += vRe * re - vIm * im
        psi[psiAt + 2 * j + 1] += vRe * im + vIm * re
      }
    }
  }
  return (x, y, at, psi, psiAt, t, count = 1) => {
    for (let a = 0; a < count; a++) one(x, y, at + d * a, psi, psiAt + 2 * n * a, t)
  }
}

/**
 * Prepares the exact flow of h = <psi|M(x)|psi>: psi by exp(-i (M - Tr M/n) t / hbar) (traceless gauge, see `ehrenfest`), and for
 * the variable y conjugate to x the impulse
 *
 * dy_i = sign sum_jk c_j* c_k (d_i M)_jk phi(E_j - E_k), phi(E) = integral over [0, t] of exp(i E s / hbar) ds, in M's eigenbasis;
 * on amplitudes that are not of unit length the trace of d_i M counts in full, as it does in h.
 *
 * `sign` is -1 when x is a position (y' = -dh/dx) and +1 when x is a momentum (y' = +dh/dx).
 *
 * phi is evaluated as t exp(i u) sinc(u), u = E t / 2 hbar, so equal and nearly equal levels need no special case.
 *
 * Cost: one eigendecomposition and d n^3 multiplications, a closed form for two levels, none for a scalar M. Allocates only here.
 *
 * Errors: throws when M calls itself scalar and is not, at a few probe points.
 *
 * Source: M. S. Church, T. J. H. Hele, G. S. Ezra and N. Ananth, J. Chem. Phys. 148, 102326 (2018).
 *
 * @example
 * const flow = partFlow(kinetic(1, 1), 1, 1)
 * const q = new Float64Array([0])
 * flow(new Float64Array([3]), q, 0, new Float64Array([1, 0]), 0, 2)
 * q[0] // => 6
 */
export const partFlow = (M: MatrixFunction, hbar: number, sign: 1 | -1): PartFlow => {
  if (!M.scalar) return M.levels === 2 ? twoLevelFlow(M, hbar, sign) : matrixFlow(M, hbar, sign)
  checkScalar(M)
  return scalarFlow(M, sign)
}
