import type { Reading, Writing } from './Reading.ts'

/**
 * The integrand f(D, P, d_j P; z) of an energy, with its partial derivatives, written once for the continuum and for particle closures.
 *
 * `fields` holds, from `at` on: D (1 number), P (n^2, packed) and d_j P (n^2 each) for each of `axes` in order; axis j < d is q_j, axis d + j
 * is p_j. `out` receives, from `outAt` on and in the same order, b = df/dD, B = df/dP and C^j = df/d(d_j P), and after them the value f; D and
 * P count as independent. What depends on z is tabulated once per node into `coefficients` numbers and handed back from `c` on.
 *
 * Assumes D > 0, and `out` distinct from `fields`. Must be written without reference to a grid: the continuum evaluates it on fields, a closure on
 * mollified ones.
 */
export interface LocalDensity {
  readonly name: string
  readonly levels: number
  readonly dof: number
  readonly axes: ReadonlyArray<number>
  readonly coefficients: number
  readonly tabulate: (out: Writing, at: number, z: Reading) => void
  readonly evaluate: (
    out: Writing,
    outAt: number,
    fields: Reading,
    at: number,
    coefficients: Reading,
    c: number,
  ) => void
}

/**
 * The numbers a node of a local density takes, 1 + n^2 (1 + axes); it leaves one more, the value, in the last place.
 *
 * @example
 * localStride({
 *   name: 'D', levels: 2, dof: 1, axes: [], coefficients: 0, tabulate: () => {}, evaluate: () => {},
 * }) // => 5
 */
export const localStride = ({ levels, axes }: LocalDensity): number => 1 + levels * levels * (1 + axes.length)
