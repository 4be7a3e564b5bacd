import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { applyMatrix, conjugateTranspose, hermitianExponential, multiply } from '@casimir/algebra'
import { requireScalar } from '../hamiltonians/checkScalar.ts'

/** Multiplies a level-major wave function at every node i by exp(-i M(x_i) h / hbar), in place. */
export type NodeExponential = (psi: Writing, h: number) => void

/** Tables kept at once; a fixed-step word needs one per distinct coefficient. */
const MOST_TABLES = 32

type Fill = (table: Writing, h: number) => void
type Apply = (psi: Writing, table: Reading) => void

/** Keeps one table per step length, for any wave function; beyond `MOST_TABLES` the oldest is overwritten. */
export const keepTables = (size: number, fill: Fill, apply: Apply): NodeExponential => {
  const tables = new Map<number, Float64Array>()
  const prepare = (h: number): Float64Array => {
    let table: Float64Array | undefined
    if (tables.size >= MOST_TABLES)
      for (const [oldest, kept] of tables) {
        tables.delete(oldest)
        table = kept
        break
      }
    table ??= new Float64Array(size)
    fill(table, h)
    tables.set(h, table)
    return table
  }
  return (psi, h) => apply(psi, tables.get(h) ?? prepare(h))
}

const phases = (matrix: MatrixFunction, nodes: Reading, hbar: number): NodeExponential => {
  const { levels } = matrix
  const points = nodes.length / matrix.dof
  const m = new Float64Array(2 * levels * levels)
  const energy = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    matrix.value(m, nodes, matrix.dof * i)
    requireScalar(m, levels, nodes[matrix.dof * i])
    energy[i] = m[0] / hbar
  }
  return keepTables(
    2 * points,
    (table, h) => {
      for (let i = 0; i < points; i++) {
        table[2 * i] = Math.cos(h * energy[i])
        table[2 * i + 1] = -Math.sin(h * energy[i])
      }
    },
    (psi, table) => {
      for (let at = 0; at < psi.length; at += 2 * points)
        for (let i = 0; i < 2 * points; i += 2) {
          const re = psi[at + i]
          const im = psi[at + i + 1]
          psi[at + i] = table[i] * re - table[i + 1] * im
          psi[at + i + 1] = table[i] * im + table[i + 1] * re
        }
    },
  )
}

const applyTwo: Apply = (psi, table) => {
  const half = psi.length >> 1
  for (let i = 0, u = 0; i < half; i += 2, u += 8) {
    const aRe = psi[i]
    const aIm = psi[i + 1]
    const bRe = psi[half + i]
    const bIm = psi[half + i + 1]
    psi[i] = table[u] * aRe - table[u + 1] * aIm + table[u + 2] * bRe - table[u + 3] * bIm
    psi[i + 1] = table[u] * aIm + table[u + 1] * aRe + table[u + 2] * bIm + table[u + 3] * bRe
    psi[half + i] = table[u + 4] * aRe - table[u + 5] * aIm + table[u + 6] * bRe - table[u + 7] * bIm
    psi[half + i + 1] = table[u + 4] * aIm + table[u + 5] * aRe + table[u + 6] * bIm + table[u + 7] * bRe
  }
}

const applyMany = (n: number, points: number): Apply => {
  const before = new Float64Array(2 * n)
  const after = new Float64Array(2 * n)
  return (psi, table) => {
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < n; j++) {
        before[2 * j] = psi[2 * (j * points + i)]
        before[2 * j + 1] = psi[2 * (j * points + i) + 1]
      }
      applyMatrix(after, 0, table, 2 * n * n * i, before, 0, n)
      for (let j = 0; j < n; j++) {
        psi[2 * (j * points + i)] = after[2 * j]
        psi[2 * (j * points + i) + 1] = after[2 * j + 1]
      }
    }
  }
}

/**
 * One Newton step U (3 - U^+ U) / 2 towards the nearest unitary matrix: the round-off of the eigenvectors would
 * otherwise enter every step alike and let the norm drift in proportion to their number.
 */
export const unitarize = (n: number): ((u: Writing, at: number) => void) => {
  const size = 2 * n * n
  const rough = new Float64Array(size)
  const adjoint = new Float64Array(size)
  const square = new Float64Array(size)
  return (u, at) => {
    for (let k = 0; k < size; k++) rough[k] = u[at + k]
    conjugateTranspose(adjoint, rough, n)
    multiply(square, adjoint, rough, n)
    for (let j = 0; j < n; j++) square[2 * (j * n + j)] -= 1
    multiply(adjoint, rough, square, n)
    for (let k = 0; k < size; k++) u[at + k] = rough[k] - adjoint[k] / 2
  }
}

/**
 * Prepares psi(x_i) -> exp(-i M(x_i) h / hbar) psi(x_i) at every node x_i; unitary to round-off for any h.
 *
 * Layout: `nodes` has the d coordinates of x_i from d i on; psi level-major (level j at node i at `2 (j points + i)`). A scalar M is one phase a node.
 *
 * Cost: n^2 complex multiplications a node. The first use of a step length h allocates and fills its table
 * (2 n^2 numbers a node); later uses allocate nothing. Errors: throws when M is declared scalar and is not.
 *
 * @example
 * const psi = new Float64Array([1, 0])
 * nodeExponential(kinetic(1, 1), new Float64Array([2]), 1)(psi, Math.PI / 2)
 * psi[0] // => -1
 */
export const nodeExponential = (matrix: MatrixFunction, nodes: Reading, hbar: number): NodeExponential => {
  if (matrix.scalar) return phases(matrix, nodes, hbar)
  const n = matrix.levels
  const points = nodes.length / matrix.dof
  const size = 2 * n * n
  const exponential = hermitianExponential(n)
  const polish = unitarize(n)
  const m = new Float64Array(size)
  const fill: Fill = (table, h) => {
    for (let i = 0; i < points; i++) {
      matrix.value(m, nodes, matrix.dof * i)
      exponential(table, size * i, m, 0, h / hbar)
      polish(table, size * i)
    }
  }
  return keepTables(size * points, fill, n === 2 ? applyTwo : applyMany(n, points))
}
