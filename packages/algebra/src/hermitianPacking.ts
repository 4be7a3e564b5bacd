import type { Reading, Writing } from './Reading.ts'

/** Writes i [x, y] for packed Hermitian x and y from their offsets on. */
export type PackedCommutator = (out: Writing, outAt: number, x: Reading, xAt: number, y: Reading, yAt: number) => void

/**
 * Hermitian n x n matrices as n^2 real coordinates in an orthonormal basis, so that Tr(X Y) is a dot product.
 *
 * Layout: the n diagonal entries, then sqrt(2) Re and sqrt(2) Im of each entry (j, k), j < k, row by row.
 */
export interface HermitianPacking {
  readonly levels: number
  readonly size: number
  /** Packs a row-major interleaved Hermitian matrix from `at` on. */
  readonly pack: (out: Writing, outAt: number, matrix: Reading, at: number) => void
  /** Packs |psi><psi| for amplitudes from `at` on. */
  readonly packState: (out: Writing, outAt: number, psi: Reading, at: number) => void
  /** Adds a packed matrix to a row-major interleaved one. */
  readonly addUnpacked: (matrix: Writing, at: number, packed: Reading, packedAt: number) => void
  /** out = i [x, y], Hermitian; `out` may be neither input. */
  readonly commutator: PackedCommutator
}

const ROOT = Math.SQRT2

/** For two levels i[x, y] is -2 (x cross y) on Bloch vectors (sx, -sy in the off-diagonal pair). */
const commutatorTwo: PackedCommutator = (out, o, x, a, y, b) => {
  const xz = 0.5 * (x[a] - x[a + 1])
  const xr = x[a + 2]
  const xi = x[a + 3]
  const yz = 0.5 * (y[b] - y[b + 1])
  const yr = y[b + 2]
  const yi = y[b + 3]
  const z = xr * yi - xi * yr
  out[o] = z
  out[o + 1] = -z
  out[o + 2] = 2 * (xi * yz - xz * yi)
  out[o + 3] = 2 * (xz * yr - xr * yz)
}

const commutatorAny = (n: number, unpack: (out: Writing, x: Reading, at: number) => void): PackedCommutator => {
  const left = new Float64Array(2 * n * n)
  const right = new Float64Array(2 * n * n)
  // (i [X, Y])_jk = i (M_jk - conj(M_kj)) with M = X Y, since (X Y)^+ = Y X
  const product = (j: number, k: number, part: 0 | 1): number => {
    let sum = 0
    for (let l = 0; l < n; l++) {
      const a = 2 * (j * n + l)
      const b = 2 * (l * n + k)
      sum +=
        part === 0 ? left[a] * right[b] - left[a + 1] * right[b + 1] : left[a] * right[b + 1] + left[a + 1] * right[b]
    }
    return sum
  }
  return (out, o, x, a, y, b) => {
    unpack(left, x, a)
    unpack(right, y, b)
    let next = o + n
    for (let j = 0; j < n; j++) {
      out[o + j] = -2 * product(j, j, 1)
      for (let k = j + 1; k < n; k++) {
        out[next] = -ROOT * (product(j, k, 1) + product(k, j, 1))
        out[next + 1] = ROOT * (product(j, k, 0) - product(k, j, 0))
        next += 2
      }
    }
  }
}

/**
 * Prepares the packing of Hermitian n x n matrices; allocates only here.
 *
 * Cost of the commutator: 12 multiplications for n = 2, 2 n^3 complex ones otherwise.
 *
 * @example
 * const packing = hermitianPacking(2)
 * const packed = new Float64Array(4)
 * packing.packState(packed, 0, new Float64Array([0.6, 0, 0, 0.8]), 0)
 * Math.abs(packed[3] + Math.SQRT2 * 0.48) < 1e-15 // => true
 */
export const hermitianPacking = (n: number): HermitianPacking => {
  const size = n * n
  const addUnpacked: HermitianPacking['addUnpacked'] = (matrix, at, packed, packedAt) => {
    let next = packedAt + n
    for (let j = 0; j < n; j++) {
      matrix[at + 2 * (j * n + j)] += packed[packedAt + j]
      for (let k = j + 1; k < n; k++) {
        const re = packed[next] / ROOT
        const im = packed[next + 1] / ROOT
        next += 2
        matrix[at + 2 * (j * n + k)] += re
        matrix[at + 2 * (j * n + k) + 1] += im
        matrix[at + 2 * (k * n + j)] += re
        matrix[at + 2 * (k * n + j) + 1] -= im
      }
    }
  }
  const unpack = (out: Writing, x: Reading, at: number): void => {
    out.fill(0)
    addUnpacked(out, 0, x, at)
  }
  return {
    levels: n,
    size,
    pack: (out, outAt, matrix, at) => {
      let next = outAt + n
      for (let j = 0; j < n; j++) {
        out[outAt + j] = matrix[at + 2 * (j * n + j)]
        for (let k = j + 1; k < n; k++) {
          out[next] = ROOT * matrix[at + 2 * (j * n + k)]
          out[next + 1] = ROOT * matrix[at + 2 * (j * n + k) + 1]
          next += 2
        }
      }
    },
    packState: (out, outAt, psi, at) => {
      let next = outAt + n
      for (let j = 0; j < n; j++) {
        const re = psi[at + 2 * j]
        const im = psi[at + 2 * j + 1]
        out[outAt + j] = re * re + im * im
        for (let k = j + 1; k < n; k++) {
          const kRe = psi[at + 2 * k]
          const kIm = psi[at + 2 * k + 1]
          out[next] = ROOT * (re * kRe + im * kIm)
          out[next + 1] = ROOT * (im * kRe - re * kIm)
          next += 2
        }
      }
    },
    addUnpacked,
    commutator: n === 2 ? commutatorTwo : commutatorAny(n, unpack),
  }
}
