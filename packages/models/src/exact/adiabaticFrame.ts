import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { NodeAxis, TensorNodes } from './TensorNodes.ts'
import { transportOrder } from './transportOrder.ts'

/**
 * The eigenvectors of B(x_i) at every node, levels ascending, parallel-transported along the grid.
 *
 * Layout: `vectors` holds one n x n matrix a node, row-major interleaved, whose column k is adiabatic level k.
 */
export interface AdiabaticFrame {
  readonly levels: number
  readonly vectors: Reading
  /** Writes |<k|psi(x_i)>|^2, k = 0 .. n-1, at node i of a level-major wave function. */
  readonly weigh: (out: Writing, psi: Reading, i: number) => void
}

/** Multiplies column k at `to` by the phase that makes its overlap with column k at `from` real and positive. */
const align = (v: Writing, from: number, to: number, k: number, n: number): void => {
  let re = 0
  let im = 0
  for (let j = 0; j < n; j++) {
    const a = from + 2 * (j * n + k)
    const b = to + 2 * (j * n + k)
    re += v[a] * v[b] + v[a + 1] * v[b + 1]
    im += v[a] * v[b + 1] - v[a + 1] * v[b]
  }
  const size = Math.hypot(re, im)
  if (size < 1e-12) return
  for (let j = 0; j < n; j++) {
    const b = to + 2 * (j * n + k)
    const x = v[b]
    const y = v[b + 1]
    v[b] = (re * x + im * y) / size
    v[b + 1] = (re * y - im * x) / size
  }
}

/** The node nearest to a place; of two the upper. */
const nearest = ({ points, x }: NodeAxis, place: number): number => {
  let best = 0
  for (let i = 1; i < points; i++) if (Math.abs(x[i] - place) <= Math.abs(x[best] - place)) best = i
  return best
}

/**
 * Diagonalises B at every node and fixes the gauge: from the node nearest to `from`, by default the first, outwards along the
 * first coordinate, then from there along the next; neighbours on these paths have a real, positive overlap in every level.
 *
 * Assumes that no two eigenvalues meet between nodes where the frame is used (not checked here): at a crossing the ascending
 * order swaps the vectors and there is no smooth gauge; about a conical intersection of two coordinates the sign jumps across a
 * line that leads from it away from `from`. Populations need no gauge and are right everywhere.
 *
 * Cost: one eigendecomposition a node, once; allocates only here.
 *
 * @example
 * const frame = adiabaticFrame(kinetic(1, 1), layGrid([0, 1], 2, 1))
 * Array.from(frame.vectors) // => [1, 0, 1, 0]
 */
export const adiabaticFrame = (
  B: MatrixFunction,
  { axes, points, x }: TensorNodes,
  from?: ReadonlyArray<number>,
): AdiabaticFrame => {
  const n = B.levels
  const dof = axes.length
  const size = 2 * n * n
  const eigen = hermitianEigen(n)
  const m = new Float64Array(size)
  const values = new Float64Array(n)
  const local = new Float64Array(size)
  const vectors = new Float64Array(size * points)
  const counts = axes.map((axis) => axis.points)
  const first = axes.map((axis, a) => (from === undefined ? 0 : nearest(axis, from[a])))
  transportOrder(counts, first, (i, previous) => {
    B.value(m, x, dof * i)
    eigen(values, local, m, 0)
    vectors.set(local, size * i)
    if (previous >= 0) for (let k = 0; k < n; k++) align(vectors, size * previous, size * i, k, n)
  })
  const weigh = (out: Writing, psi: Reading, i: number): void => {
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let j = 0; j < n; j++) {
        const v = size * i + 2 * (j * n + k)
        const c = 2 * (j * points + i)
        re += vectors[v] * psi[c] + vectors[v + 1] * psi[c + 1]
        im += vectors[v] * psi[c + 1] - vectors[v + 1] * psi[c]
      }
      out[k] = re * re + im * im
    }
  }
  return { levels: n, vectors, weigh }
}
