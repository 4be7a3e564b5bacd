import type { HermitianPacking, InnerProductSpace, Reading, Writing } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import type { PhaseSpaceGrid } from './PhaseSpaceGrid.ts'
import type { Spectral } from './spectral.ts'
import { spectral } from './spectral.ts'

/**
 * The space of Hermitian-matrix-valued fields on a phase-space grid, as flat arrays with a dictionary of operations.
 *
 * Layout: node-major, each matrix as n^2 reals in the orthonormal basis of `packing`; `pair` is the integral of Tr(X Y). Scalar fields
 * (`nodes` numbers) are the case n = 1; `scalar` holds their Fourier operations and `spectral` those of the matrices.
 */
export interface HermitianFields extends InnerProductSpace {
  readonly grid: PhaseSpaceGrid
  readonly levels: number
  readonly packing: HermitianPacking
  readonly spectral: Spectral
  readonly scalar: Spectral
  readonly allocate: () => Float64Array
  /** Packs a matrix-valued function of the 2 d coordinates (row-major, real and imaginary parts interleaved) at every node. */
  readonly sample: (out: Writing, value: (matrix: Writing, z: Reading) => void) => void
  /** The scalar field Tr X. */
  readonly trace: (out: Writing, field: Reading) => void
  /** The scalar field Tr(X Y). */
  readonly product: (out: Writing, x: Reading, y: Reading) => void
  /** The field i [X, Y]; `out` may be neither. */
  readonly commutator: (out: Writing, x: Reading, y: Reading) => void
  /** The integral of X, packed. */
  readonly packedIntegral: (out: Writing, field: Reading) => void
  /** The integral of X, a row-major interleaved matrix. */
  readonly integral: (out: Writing, field: Reading) => void
}

/**
 * Builds the space of Hermitian n x n matrix fields on a grid; n = 1 gives real scalar fields.
 *
 * Cost: O(nodes n^2) for a linear operation, O(nodes n^3) for the commutator. Only `allocate` allocates.
 *
 * Errors: throws when n is not a whole number >= 1.
 *
 * @example
 * const axis = { points: 8, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 })
 * fields.pair(P, P) // => 1
 */
export const hermitianFields = (grid: PhaseSpaceGrid, levels: number): HermitianFields => {
  if (!Number.isInteger(levels) || levels < 1)
    throw new Error(`hermitianFields: ${levels} levels; give a whole number >= 1.`)
  const packing = hermitianPacking(levels)
  const nn = packing.size
  const { nodes, measure, axes, coordinates } = grid
  const matrix = new Float64Array(2 * nn)
  const z = new Float64Array(axes.length)
  const total = new Float64Array(nn)
  const packedIntegral = (out: Writing, field: Reading): void => {
    out.fill(0)
    for (let m = 0; m < nodes; m++) for (let c = 0; c < nn; c++) out[c] += measure * field[m * nn + c]
  }
  return {
    name: `Hermitian ${levels} x ${levels} fields on ${axes.map(({ points }) => points).join(' x ')} nodes`,
    size: nodes * nn,
    grid,
    levels,
    packing,
    spectral: spectral(grid, nn),
    scalar: spectral(grid, 1),
    allocate: () => new Float64Array(nodes * nn),
    pair: (x, y) => {
      let sum = 0
      for (let i = 0; i < nodes * nn; i++) sum += x[i] * y[i]
      return measure * sum
    },
    sample: (out, value) => {
      for (let m = 0; m < nodes; m++) {
        for (let j = 0; j < z.length; j++) z[j] = coordinates[z.length * m + j]
        matrix.fill(0)
        value(matrix, z)
        packing.pack(out, m * nn, matrix, 0)
      }
    },
    trace: (out, field) => {
      for (let m = 0; m < nodes; m++) {
        let sum = 0
        for (let j = m * nn; j < m * nn + levels; j++) sum += field[j]
        out[m] = sum
      }
    },
    product: (out, x, y) => {
      for (let m = 0; m < nodes; m++) {
        let sum = 0
        for (let j = m * nn; j < (m + 1) * nn; j++) sum += x[j] * y[j]
        out[m] = sum
      }
    },
    commutator: (out, x, y) => {
      for (let j = 0; j < nodes * nn; j += nn) packing.commutator(out, j, x, j, y, j)
    },
    packedIntegral,
    integral: (out, field) => {
      packedIntegral(total, field)
      out.fill(0)
      packing.addUnpacked(out, 0, total, 0)
    },
  }
}
