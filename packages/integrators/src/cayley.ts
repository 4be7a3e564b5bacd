import type { Reading, Writing } from '@casimir/algebra'
import { luSolve } from '@casimir/algebra'

/** Applies a Cayley step: out from `outAt` on becomes (1 + i s M)^-1 (1 - i s M) x, for M from `mAt` and x from `xAt` on. */
export type CayleyStep = (
  out: Writing,
  outAt: number,
  m: Reading,
  mAt: number,
  s: number,
  x: Reading,
  xAt: number,
) => void

const one: CayleyStep = (out, outAt, m, mAt, s, x, xAt) => {
  const a = s * m[mAt]
  const size = 1 + a * a
  const re = (1 - a * a) / size
  const im = (-2 * a) / size
  const x0 = x[xAt]
  const x1 = x[xAt + 1]
  out[outAt] = re * x0 - im * x1
  out[outAt + 1] = re * x1 + im * x0
}

const two: CayleyStep = (out, outAt, m, mAt, s, x, xAt) => {
  const a = s * m[mAt]
  const bRe = s * m[mAt + 2]
  const bIm = s * m[mAt + 3]
  const d = s * m[mAt + 6]
  const x0 = x[xAt]
  const x1 = x[xAt + 1]
  const x2 = x[xAt + 2]
  const x3 = x[xAt + 3]
  // r = (1 - i s M) x
  const r0 = x0 + a * x1 + bRe * x3 + bIm * x2
  const r1 = x1 - a * x0 - bRe * x2 + bIm * x3
  const r2 = x2 + bRe * x1 - bIm * x0 + d * x3
  const r3 = x3 - bRe * x0 - bIm * x1 - d * x2
  // y = adj(1 + i s M) r
  const y0 = r0 - d * r1 + bIm * r2 + bRe * r3
  const y1 = r1 + d * r0 + bIm * r3 - bRe * r2
  const y2 = r2 - a * r3 - bIm * r0 + bRe * r1
  const y3 = r3 + a * r2 - bIm * r1 - bRe * r0
  const detRe = 1 - (a * d - bRe * bRe - bIm * bIm)
  const detIm = a + d
  const size = detRe * detRe + detIm * detIm
  const iRe = detRe / size
  const iIm = -detIm / size
  out[outAt] = y0 * iRe - y1 * iIm
  out[outAt + 1] = y0 * iIm + y1 * iRe
  out[outAt + 2] = y2 * iRe - y3 * iIm
  out[outAt + 3] = y2 * iIm + y3 * iRe
}

const general = (n: number): CayleyStep => {
  const matrix = new Float64Array(2 * n * n)
  const right = new Float64Array(2 * n)
  return (out, outAt, m, mAt, s, x, xAt) => {
    for (let j = 0; j < n; j++) {
      let re = x[xAt + 2 * j]
      let im = x[xAt + 2 * j + 1]
      for (let k = 0; k < n; k++) {
        const o = 2 * (j * n + k)
        const mRe = s * m[mAt + o]
        const mIm = s * m[mAt + o + 1]
        const xRe = x[xAt + 2 * k]
        const xIm = x[xAt + 2 * k + 1]
        re += mRe * xIm + mIm * xRe
        im -= mRe * xRe - mIm * xIm
        matrix[o] = (j === k ? 1 : 0) - mIm
        matrix[o + 1] = mRe
      }
      right[2 * j] = re
      right[2 * j + 1] = im
    }
    // 1 + i s M is never singular for Hermitian M: its eigenvalues are 1 + i s E
    luSolve(matrix, right, 0, n)
    for (let k = 0; k < 2 * n; k++) out[outAt + k] = right[k]
  }
}

/**
 * Prepares the Cayley step of n-level amplitudes, out = (1 + i s M)^-1 (1 - i s M) x for Hermitian M and real s.
 *
 * With s = dt/(2 hbar) it is the implicit midpoint step of i hbar psi' = M psi for constant M: order 2, symmetric, and
 * unitary for every M, converged or not: to round-off, and to s |M| times round-off when s |M| is large.
 *
 * Assumes M is Hermitian (not checked); `out` may be `x`. Cost: closed form for n <= 2, one LU solve (n^3/3) otherwise.
 *
 * @example
 * const out = new Float64Array(4)
 * cayley(2)(out, 0, new Float64Array([1, 0, 0, 0, 0, 0, -1, 0]), 0, 1, new Float64Array([1, 0, 0, 0]), 0)
 * Array.from(out) // => [0, -1, 0, 0]
 */
export const cayley = (n: number): CayleyStep => (n === 1 ? one : n === 2 ? two : general(n))
