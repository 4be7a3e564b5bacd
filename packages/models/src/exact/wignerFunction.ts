import type { Reading, Writing } from '@casimir/algebra'
import { fourierTransform } from '@casimir/algebra'
import type { HalfPointWave } from './halfPointWave.ts'

/** The Wigner function of one wave function, ready to be read row by row. */
export interface WignerFunction {
  /** Positions of the rows: the nodes of the wave function, half a grid spacing apart. */
  readonly q: Reading
  /** Momenta of the columns, ascending, from the lowest of the grid on. */
  readonly p: Reading
  /** Writes W(q_i, p_j) for all j: row-major interleaved matrices, 2 n^2 numbers a column. */
  readonly matrices: (out: Writing, i: number) => void
  /** Writes Tr(W(q_i, p_j) M) for all j, one number a column; M Hermitian, row-major interleaved. */
  readonly component: (out: Writing, i: number, M: Reading) => void
}

const powerOfTwo = (least: number): number => {
  let size = 2
  while (size < least) size *= 2
  return size
}

/**
 * Prepares the matrix-valued Wigner function of an n-level wave function of one coordinate,
 *
 *     W_jk(q, p) = 1/(2 pi hbar) int psi_j(q - s/2) psi_k(q + s/2)^* exp(i p s / hbar) ds.
 *
 * Rows are the half points of the grid, and s runs over multiples of its spacing: psi is needed half-way between its nodes there,
 * and taking s over even multiples only would repeat W with half the period of the grid's momenta (ghost images). psi is zero
 * outside its box, not periodic, so no images stand half a box away either. Sums times `q` and `p` spacings are integrals:
 *
 * - sum_p W = psi psi^+ at each row, hence the norm; and 2 pi hbar sum_qp Tr W^2 = the norm squared: exact for every grid state;
 * - sum_q Tr W = the momentum density: exact for every grid state at the grid's own momenta, which are every other column, and at
 *   those between them for a wave function that vanishes at the ends of its box.
 *
 * W is Hermitian; its trace D = Tr W, M = 1, may be negative, and Tr(W sigma) are the Bloch components of two levels. Units: 1/(length momentum).
 *
 * Cost: one transform of as many points as the wave function has nodes (to the next power of two) a row and component, n(n+1)/2 a
 * row of matrices; allocates only here. Errors: throws when M is no n x n matrix.
 *
 * Source: E. P. Wigner, Phys. Rev. 40, 749 (1932); sampling: T. A. C. M. Claasen and W. F. G. Mecklenbraeuker, Philips J. Res. 35, 276 (1980).
 *
 * @example
 * const grid = layGrid([-8, 8], 32, 1)
 * const psi = Float64Array.from({ length: 64 }, (_, k) => (k % 2 === 0 ? Math.exp(-(grid.x[k / 2] ** 2) / 2) / Math.PI ** 0.25 : 0))
 * const W = wignerFunction(halfPointWave(psi, 1, grid))
 * const row = new Float64Array(W.p.length)
 * W.component(row, 32, new Float64Array([1, 0]))
 * [W.q[32], W.p[32], Math.abs(row[32] - 1 / Math.PI) < 1e-13] // => [0, 0, true]
 */
export const wignerFunction = ({ low, spacing, count, levels: n, hbar, psi }: HalfPointWave): WignerFunction => {
  const size = powerOfTwo(count)
  const fourier = fourierTransform(size)
  const products = new Float64Array(2 * size)
  const transformed = new Float64Array(2 * size)
  const scale = (size * spacing) / (Math.PI * hbar)
  const dp = (Math.PI * hbar) / (size * spacing)
  const half = size / 2

  const addProducts = (i: number, j: number, k: number, re: number, im: number): void => {
    const reach = Math.min(i, count - 1 - i)
    for (let m = -reach; m <= reach; m++) {
      const left = 2 * (j * count + i - m)
      const right = 2 * (k * count + i + m)
      const x = psi[left] * psi[right] + psi[left + 1] * psi[right + 1]
      const y = psi[left + 1] * psi[right] - psi[left] * psi[right + 1]
      const to = 2 * (m < 0 ? m + size : m)
      products[to] += re * x - im * y
      products[to + 1] += re * y + im * x
    }
  }
  const fromLowest = (j: number): number => 2 * (j < half ? j + half : j - half)

  return {
    q: Float64Array.from({ length: count }, (_, i) => low + i * spacing),
    p: Float64Array.from({ length: size }, (_, j) => (j - half) * dp),
    matrices: (out, i) => {
      for (let j = 0; j < n; j++)
        for (let k = j; k < n; k++) {
          products.fill(0)
          addProducts(i, j, k, 1, 0)
          fourier.inverse(transformed, products)
          for (let column = 0; column < size; column++) {
            const from = fromLowest(column)
            const upper = 2 * (n * n * column + j * n + k)
            const lower = 2 * (n * n * column + k * n + j)
            out[upper] = out[lower] = scale * transformed[from]
            out[upper + 1] = scale * transformed[from + 1]
            out[lower + 1] = -out[upper + 1]
          }
        }
      for (let column = 0; column < size; column++)
        for (let j = 0; j < n; j++) out[2 * (n * n * column + j * n + j) + 1] = 0
    },
    component: (out, i, M) => {
      if (M.length !== 2 * n * n)
        throw new Error(`wignerFunction: M has ${M.length} numbers; a matrix of ${n} levels has ${2 * n * n}.`)
      products.fill(0)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) {
          const at = 2 * (k * n + j)
          if (M[at] !== 0 || M[at + 1] !== 0) addProducts(i, j, k, M[at], M[at + 1])
        }
      fourier.inverse(transformed, products)
      for (let column = 0; column < size; column++) out[column] = scale * transformed[fromLowest(column)]
    },
  }
}
