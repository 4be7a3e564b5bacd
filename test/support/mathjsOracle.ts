import type { Complex, Matrix } from 'mathjs'
import mathjs from 'mathjs/lib/browser/math.js'

/** mathjs, the reference for complex linear algebra: slow, but none of ours. */
export const math = mathjs.create(mathjs.all, {})

/** A row-major interleaved n x n matrix from `at` on as a mathjs matrix. */
export const toMatrix = (m: ArrayLike<number>, n: number, at = 0): Matrix =>
  math.matrix(
    Array.from({ length: n }, (_, j) =>
      Array.from({ length: n }, (_, k) => math.complex(m[at + 2 * (j * n + k)], m[at + 2 * (j * n + k) + 1])),
    ),
  ) as unknown as Matrix

/** Interleaved amplitudes from `at` on as a column of mathjs. */
export const toColumn = (x: ArrayLike<number>, n: number, at = 0): Matrix =>
  math.matrix(
    Array.from({ length: n }, (_, j) => [math.complex(x[at + 2 * j], x[at + 2 * j + 1])]),
  ) as unknown as Matrix

/** Interleaves the entries of any mathjs matrix, row by row. */
export const interleave = (m: unknown): Float64Array => {
  const entries = math.flatten(math.matrix(m as Matrix)).toArray() as unknown as (number | Complex)[]
  return Float64Array.from(entries.flatMap((z) => (typeof z === 'number' ? [z, 0] : [z.re, z.im])))
}
