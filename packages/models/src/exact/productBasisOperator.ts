import type { Reading, Writing } from '@casimir/algebra'

/** out = M data along one axis; `out` is not `data`. */
export type AxisOperator = (out: Writing, matrix: Reading, data: Reading, matrixAt?: number) => void

/** Neighbours in memory: a dot product for each row, two rows at once for their sums do not wait for each other. */
const contiguous =
  (rows: number, columns: number): AxisOperator =>
  (out, matrix, data, matrixAt = 0) => {
    const width = 2 * columns
    for (let from = 0, to = 0; from < data.length; from += width)
      for (let i = 0, m = matrixAt; i < rows; i += 2, m += 2 * width, to += 4) {
        const paired = i + 1 < rows
        const next = paired ? width : 0
        let aRe = 0
        let aIm = 0
        let bRe = 0
        let bIm = 0
        for (let k = 0; k < width; k += 2) {
          const re = data[from + k]
          const im = data[from + k + 1]
          const p = matrix[m + k]
          const q = matrix[m + k + 1]
          const s = matrix[m + next + k]
          const t = matrix[m + next + k + 1]
          aRe += p * re - q * im
          aIm += p * im + q * re
          bRe += s * re - t * im
          bIm += s * im + t * re
        }
        out[to] = aRe
        out[to + 1] = aIm
        if (paired) {
          out[to + 2] = bRe
          out[to + 3] = bIm
        } else to -= 2
      }
  }

/** out[to ..] += four numbers of the matrix times four lines of the data, `width` apart. */
const addFour = (out: Writing, to: number, matrix: Reading, m: number, data: Reading, at: number, width: number) => {
  const aRe = matrix[m]
  const aIm = matrix[m + 1]
  const bRe = matrix[m + 2]
  const bIm = matrix[m + 3]
  const cRe = matrix[m + 4]
  const cIm = matrix[m + 5]
  const dRe = matrix[m + 6]
  const dIm = matrix[m + 7]
  const b = at + width
  const c = b + width
  const d = c + width
  for (let r = 0; r < width; r += 2) {
    const w = data[at + r]
    const wi = data[at + r + 1]
    const x = data[b + r]
    const xi = data[b + r + 1]
    const y = data[c + r]
    const yi = data[c + r + 1]
    const z = data[d + r]
    const zi = data[d + r + 1]
    out[to + r] += aRe * w - aIm * wi + (bRe * x - bIm * xi) + (cRe * y - cIm * yi) + (dRe * z - dIm * zi)
    out[to + r + 1] += aRe * wi + aIm * w + (bRe * xi + bIm * x) + (cRe * yi + cIm * y) + (dRe * zi + dIm * z)
  }
}

/** out[to ..] += a number of the matrix times one line. */
const addOne = (out: Writing, to: number, matrix: Reading, m: number, data: Reading, at: number, width: number) => {
  const re = matrix[m]
  const im = matrix[m + 1]
  for (let r = 0; r < width; r += 2) {
    out[to + r] += re * data[at + r] - im * data[at + r + 1]
    out[to + r + 1] += re * data[at + r + 1] + im * data[at + r]
  }
}

/** Further apart: lines of `stride` numbers added up, in the order they lie in, four at once to spare memory. */
const strided =
  (rows: number, columns: number, stride: number): AxisOperator =>
  (out, matrix, data, matrixAt = 0) => {
    const width = 2 * stride
    const fours = columns - (columns % 4)
    for (let from = 0, to = 0; from < data.length; from += columns * width)
      for (let i = 0, m = matrixAt; i < rows; i++, to += width) {
        for (let r = to; r < to + width; r++) out[r] = 0
        let at = from
        for (let k = 0; k < fours; k += 4, m += 8, at += 4 * width) addFour(out, to, matrix, m, data, at, width)
        for (let k = fours; k < columns; k++, m += 2, at += width) addOne(out, to, matrix, m, data, at, width)
      }
  }

/**
 * Prepares the product of a rows x columns complex matrix with every line of a tensor along one axis of `columns` nodes, `stride` of which lie
 * between neighbours; the axis has `rows` nodes afterwards.
 *
 * Layout: matrix row-major interleaved, from `matrixAt` on; tensor interleaved, any number of blocks (levels, earlier axes). Cost: `rows` complex multiplications a
 * number; allocates nothing.
 *
 * @example
 * const out = new Float64Array(4)
 * const matrix = new Float64Array([0, 1, 0, 0, 0, 0, 1, 0])
 * axisOperator(2, 2, 1)(out, matrix, new Float64Array([3, 0, 5, 0]))
 * Array.from(out) // => [0, 3, 5, 0]
 */
export const axisOperator = (rows: number, columns: number, stride: number): AxisOperator =>
  stride === 1 ? contiguous(rows, columns) : strided(rows, columns, stride)
