import type { ProductAxis } from './productBasisAxis.ts'

/** U N U^T of a matrix N that couples number states k, complex and interleaved; `entries` lists (row, column, re, im) for each k. */
const atPoints = (
  { points: n, states }: ProductAxis,
  entries: (k: number) => ReadonlyArray<readonly [row: number, column: number, re: number, im: number]>,
): Float64Array => {
  const out = new Float64Array(2 * n * n)
  for (let k = 0; k < n; k++)
    for (const [row, column, re, im] of entries(k)) {
      if (row >= n || column >= n) continue
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const weight = states[n * i + row] * states[n * j + column]
          out[2 * (n * i + j)] += weight * re
          out[2 * (n * i + j) + 1] += weight * im
        }
    }
  return out
}

/** The matrix of p in the points of a mode, exact between its number states: i (hbar/(2 sigma)) (a^+ - a). Row-major interleaved. */
export const momentumMatrix = (axis: ProductAxis, hbar: number): Float64Array =>
  atPoints(axis, (k) => {
    const entry = (hbar / (2 * axis.sigma)) * Math.sqrt(k + 1)
    return [
      [k + 1, k, 0, entry],
      [k, k + 1, 0, -entry],
    ]
  })

/** The matrix of p^2/(2 m) in the points of a mode, exact between its number states: hbar^2/(8 m sigma^2) (2 a^+ a + 1 - a^2 - a^+^2). Row-major interleaved. */
export const kineticMatrix = (axis: ProductAxis, mass: number, hbar: number): Float64Array => {
  const unit = (hbar / axis.sigma) ** 2 / (8 * mass)
  return atPoints(axis, (k) => {
    const entry = -unit * Math.sqrt((k + 1) * (k + 2))
    return [
      [k, k, unit * (2 * k + 1), 0],
      [k + 2, k, entry, 0],
      [k, k + 2, entry, 0],
    ]
  })
}
