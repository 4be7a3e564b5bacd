import type { Writing } from './Reading.ts'

/**
 * Solves m x = b for a complex n x n matrix by LU with partial pivoting, destroying `m` and overwriting `b` with x.
 *
 * Layout: m row-major interleaved (2 n^2), b from `bAt` on (2 n). Cost: n^3 / 3 complex multiplications.
 *
 * Errors: returns false when a pivot vanishes (singular to working precision), leaving `b` meaningless.
 *
 * @example
 * const b = new Float64Array([2, 0])
 * luSolve(new Float64Array([0, 2]), b, 0, 1)
 * b[1] // => -1
 */
export const luSolve = (m: Writing, b: Writing, bAt: number, n: number): boolean => {
  for (let k = 0; k < n; k++) {
    let pivot = k
    let best = -1
    for (let j = k; j < n; j++) {
      const o = 2 * (j * n + k)
      const size = m[o] * m[o] + m[o + 1] * m[o + 1]
      if (size > best) {
        best = size
        pivot = j
      }
    }
    if (!(best > 0)) return false
    if (pivot !== k) {
      for (let l = 2 * k; l < 2 * n; l++) {
        const held = m[2 * k * n + l]
        m[2 * k * n + l] = m[2 * pivot * n + l]
        m[2 * pivot * n + l] = held
      }
      for (let c = 0; c < 2; c++) {
        const held = b[bAt + 2 * k + c]
        b[bAt + 2 * k + c] = b[bAt + 2 * pivot + c]
        b[bAt + 2 * pivot + c] = held
      }
    }
    const d = 2 * (k * n + k)
    const dRe = m[d] / best
    const dIm = -m[d + 1] / best
    for (let j = k + 1; j < n; j++) {
      const o = 2 * (j * n + k)
      const fRe = m[o] * dRe - m[o + 1] * dIm
      const fIm = m[o] * dIm + m[o + 1] * dRe
      for (let l = k + 1; l < n; l++) {
        const u = 2 * (k * n + l)
        const t = 2 * (j * n + l)
        m[t] -= fRe * m[u] - fIm * m[u + 1]
        m[t + 1] -= fRe * m[u + 1] + fIm * m[u]
      }
      const x = bAt + 2 * k
      const y = bAt + 2 * j
      b[y] -= fRe * b[x] - fIm * b[x + 1]
      b[y + 1] -= fRe * b[x + 1] + fIm * b[x]
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    let re = b[bAt + 2 * k]
    let im = b[bAt + 2 * k + 1]
    for (let l = k + 1; l < n; l++) {
      const u = 2 * (k * n + l)
      const x = bAt + 2 * l
      re -= m[u] * b[x] - m[u + 1] * b[x + 1]
      im -= m[u] * b[x + 1] + m[u + 1] * b[x]
    }
    const d = 2 * (k * n + k)
    const size = m[d] * m[d] + m[d + 1] * m[d + 1]
    b[bAt + 2 * k] = (re * m[d] + im * m[d + 1]) / size
    b[bAt + 2 * k + 1] = (im * m[d] - re * m[d + 1]) / size
  }
  return true
}
