import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import { alignColumn, dominantColumn, fixColumns } from './columnPhases.ts'
import { transportTable } from './transportTable.ts'

/** One gauge for the eigenvectors of B(q) at every q. */
export interface AdiabaticGauge {
  /**
   * Multiplies every column of the eigenvectors of B at q = x[at], levels ascending, by its phase, whatever phase it comes in.
   *
   * False, with the columns as they were, where the gauge does not reach.
   */
  readonly fix: (vectors: Writing, x: Reading, at: number) => boolean
  /** Where levels meet on the way from the origin to q = x[at], the nearest to the origin; undefined where none do. */
  readonly meeting: (x: Reading, at: number) => number | undefined
}

/** Widths of cells in units of the spacing: no simple fraction, so that nodes do not fall on crossings at round numbers. */
const GOLDEN = 2 / (1 + Math.sqrt(5))

/** A gap this small against the largest level is none. */
const NO_GAP = 1e-12

/**
 * Fixes the phases of the eigenvectors v_k(q) of B(q), one coordinate, as a continuous function of q: at `origin` the largest component of each is
 * real and positive (of equally large ones the first), elsewhere they are parallel-transported, <v_k|dv_k/dq> = 0.
 *
 * Between one node and the next, outwards, v_k(q) has a real, positive overlap with v_k at the node, and nodes are so close that no vector turns by more than 0.1 between them:
 * continuous everywhere; for real B exactly the parallel gauge, a sign, and for complex B to second order in those turns. Undefined where two levels coincide at the
 * origin (gap at most 1e-12 of the largest |E|, checked).
 *
 * Levels that meet elsewhere exchange numbers, since these ascend: each v_k continues the vector on the other side that it is, and `meeting` says where.
 * A gap narrower than about 1e-9 spacings times the slope counts as none. Where no vector continues another (B jumps, or levels stay together) the gauge ends.
 *
 * The gauge is a function of B, the origin and the spacing alone, not of the eigensolver's phases nor of the order of questions. Features of B narrower than half the
 * spacing may be stepped over (not checked).
 *
 * Cost: 2 eigendecompositions a node, each once, about 26 nodes a unit of q at the default spacing; then n^2 multiplications and a search within a cell for a question.
 * Allocates only when it goes further out than ever before.
 *
 * Errors: throws for more than one degree of freedom, where a conical intersection leaves no single-valued real gauge, and for a spacing that is not positive.
 *
 * Source: C. A. Mead and D. G. Truhlar, J. Chem. Phys. 70, 2284 (1979); F. Rellich, Math. Ann. 113, 600 (1937) for smooth vectors through a crossing.
 *
 * @example
 * const turning = twoLevel((c, x) => { c[1] = Math.sin(x[0]); c[3] = Math.cos(x[0]) }, (c, x) => { c[1] = Math.cos(x[0]); c[3] = -Math.sin(x[0]) })
 * const v = new Float64Array([1, 0, 0, 0, 0, 0, 1, 0])
 * adiabaticGauge(turning, 0)?.fix(v, new Float64Array([Math.PI]), 0) // => true
 * Array.from(v) // => [-1, 0, 0, 0, 0, 0, 1, 0]
 */
export const adiabaticGauge = (
  B: MatrixFunction,
  origin: number,
  { spacing = 1 / 16 }: { readonly spacing?: number } = {},
): AdiabaticGauge | undefined => {
  if (B.dof !== 1)
    throw new Error(
      `adiabaticGauge: B has ${B.dof} degrees of freedom; about a conical intersection no single-valued real gauge exists, so give a B of one.`,
    )
  if (!(spacing > 0)) throw new Error(`adiabaticGauge: the spacing is ${spacing}; give a positive number.`)
  const n = B.levels
  const size = 2 * n * n
  const start = new Float64Array(size)
  const values = new Float64Array(n)
  const matrix = new Float64Array(size)
  B.value(matrix, Float64Array.of(origin), 0)
  hermitianEigen(n)(values, start, matrix, 0)
  const scale = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]))
  for (let k = 1; k < n; k++) if (!(values[k] - values[k - 1] > NO_GAP * scale)) return undefined
  fixColumns(start, n)
  const side = (way: 1 | -1) => transportTable(B, { origin, way, width: GOLDEN * spacing, start })
  const above = side(1)
  const below = side(-1)

  return {
    fix: (vectors, x, at) => {
      const table = x[at] < origin ? below : above
      const node = table.locate(Math.abs(x[at] - origin))
      if (node < 0) return false
      const reference = table.vectors()
      for (let k = 0; k < n; k++) {
        if (alignColumn(vectors, 0, k, reference, size * node, k, n) > 0.5) continue
        const partner = dominantColumn(vectors, 0, k, reference, size * node, n)
        if (partner >= 0) alignColumn(vectors, 0, k, reference, size * node, partner, n)
      }
      return true
    },
    meeting: (x, at) => {
      const way = x[at] < origin ? -1 : 1
      const { meetings } = way < 0 ? below : above
      return meetings.length > 0 && meetings[0] < Math.abs(x[at] - origin) ? origin + way * meetings[0] : undefined
    },
  }
}
