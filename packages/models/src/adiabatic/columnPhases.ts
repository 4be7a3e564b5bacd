import type { Reading, Writing } from '@casimir/algebra'

/**
 * Multiplies column k of the matrix at `at` by the phase that makes its overlap with column j of the reference real and positive.
 *
 * Returns |overlap|^2. Layout: n x n matrices, row-major interleaved. An overlap of 0 has no phase and changes nothing. Allocates nothing.
 */
export const alignColumn = (
  v: Writing,
  at: number,
  k: number,
  reference: Reading,
  from: number,
  j: number,
  n: number,
): number => {
  let re = 0
  let im = 0
  for (let l = 0; l < n; l++) {
    const a = from + 2 * (l * n + j)
    const b = at + 2 * (l * n + k)
    re += reference[a] * v[b] + reference[a + 1] * v[b + 1]
    im += reference[a] * v[b + 1] - reference[a + 1] * v[b]
  }
  const square = re * re + im * im
  if (square === 0) return 0
  const size = Math.sqrt(square)
  const co = re / size
  const si = im / size
  for (let l = 0; l < n; l++) {
    const b = at + 2 * (l * n + k)
    const x = v[b]
    const y = v[b + 1]
    v[b] = co * x + si * y
    v[b + 1] = co * y - si * x
  }
  return square
}

/** |<reference_j|v_k>|^2 of column j of one matrix with column k of the other. */
export const columnOverlap = (
  v: Reading,
  at: number,
  k: number,
  reference: Reading,
  from: number,
  j: number,
  n: number,
): number => {
  let re = 0
  let im = 0
  for (let l = 0; l < n; l++) {
    const a = from + 2 * (l * n + j)
    const b = at + 2 * (l * n + k)
    re += reference[a] * v[b] + reference[a + 1] * v[b + 1]
    im += reference[a] * v[b + 1] - reference[a + 1] * v[b]
  }
  return re * re + im * im
}

/** A share of a vector that only one column can have. */
const MOST = 0.5 + 1e-6

/** The column of the reference that makes up more than half of column k, or -1; there is at most one. */
export const dominantColumn = (
  v: Reading,
  at: number,
  k: number,
  reference: Reading,
  from: number,
  n: number,
): number => {
  for (let i = 0; i < n; i++) {
    const j = (k + i) % n
    if (columnOverlap(v, at, k, reference, from, j, n) > MOST) return j
  }
  return -1
}

/** Components this close to the largest, relatively, count as being as large. */
const TIE = 1e-6

/** Makes the largest component of every column real and positive, of several equally large ones the first. */
export const fixColumns = (v: Writing, n: number): void => {
  for (let k = 0; k < n; k++) {
    const sizeOf = (l: number): number => Math.hypot(v[2 * (l * n + k)], v[2 * (l * n + k) + 1])
    let largest = 0
    for (let l = 0; l < n; l++) largest = Math.max(largest, sizeOf(l))
    let chosen = 0
    while (sizeOf(chosen) < (1 - TIE) * largest) chosen += 1
    const unit = new Float64Array(2 * n * n)
    unit[2 * (chosen * n + k)] = 1
    alignColumn(v, 0, k, unit, 0, k, n)
  }
}
