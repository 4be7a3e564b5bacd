import { Matrix, solve } from 'ml-matrix'

/** A measured order of convergence. */
export interface MeasuredOrder {
  /** Least-squares slope of log(error) against log(h) over the points used. */
  readonly slope: number
  /** How many points lay inside the window. */
  readonly points: number
  readonly errors: ReadonlyArray<number>
}

/**
 * Fits the order of convergence to errors measured at the given steps, over the errors between `floor` and `ceiling` only.
 *
 * Below `floor` round-off, above `ceiling` the error is not yet asymptotic. Fewer than three points in the window give NaN, which no
 * comparison passes.
 *
 * @example
 * convergenceOrder([0.1, 0.05, 0.025, 0.0125], (h) => h ** 2, 1e-12, 1).points // => 4
 */
export const convergenceOrder = (
  steps: ReadonlyArray<number>,
  error: (h: number) => number,
  floor: number,
  ceiling: number,
): MeasuredOrder => {
  const errors = steps.map(error)
  const used = steps.map((h, k) => [h, errors[k]] as const).filter(([, e]) => e >= floor && e <= ceiling)
  if (used.length < 3) return { slope: Number.NaN, points: used.length, errors }
  const design = new Matrix(used.map(([h]) => [Math.log(h), 1]))
  const right = Matrix.columnVector(used.map(([, e]) => Math.log(e)))
  return { slope: solve(design, right).get(0, 0), points: used.length, errors }
}
