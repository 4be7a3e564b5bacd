import type { FourierTransform, Writing } from '@casimir/algebra'
import { fourierTransform } from '@casimir/algebra'

/** Lines transformed together, so that gathering them reads whole cache lines: four complex numbers are 64 bytes. */
const LINES = 4

type Pass = (out: Writing, data: Writing) => void

/** Transforms every line along one axis; `stride` nodes lie between neighbours. `out` may be `data`. */
const alongAxis = (transform: FourierTransform['forward'], size: number, nodes: number, stride: number): Pass => {
  const lines = stride === 1 ? 1 : Math.min(LINES, stride)
  const before = Array.from({ length: lines }, () => new Float64Array(2 * size))
  const after = Array.from({ length: lines }, () => new Float64Array(2 * size))
  const step = 2 * stride
  return (out, data) => {
    for (let block = 0; block < 2 * nodes; block += size * step)
      for (let first = block; first < block + step; first += 2 * lines) {
        for (let i = 0, at = first; i < 2 * size; i += 2, at += step)
          for (let l = 0; l < lines; l++) {
            before[l][i] = data[at + 2 * l]
            before[l][i + 1] = data[at + 2 * l + 1]
          }
        for (let l = 0; l < lines; l++) transform(after[l], before[l])
        for (let i = 0, at = first; i < 2 * size; i += 2, at += step)
          for (let l = 0; l < lines; l++) {
            out[at + 2 * l] = after[l][i]
            out[at + 2 * l + 1] = after[l][i + 1]
          }
      }
  }
}

/**
 * Prepares the Fourier transform of a tensor grid: the one-dimensional one along each axis in turn; each size a power of two.
 *
 * Layout: nodes with the last axis fastest, interleaved. `forward` sums over x, `inverse` divides by the number of nodes.
 * Unlike the transform of one axis, `out` may be `data`.
 *
 * Cost: 5 N log2(N) operations on N nodes and two copies of them an axis; allocates only here.
 *
 * @example
 * const out = new Float64Array(8)
 * tensorTransform([2, 2]).forward(out, new Float64Array([1, 0, 2, 0, 3, 0, 4, 0]))
 * Array.from(out) // => [10, 0, -2, 0, -4, 0, 0, 0]
 */
export const tensorTransform = (sizes: ReadonlyArray<number>): FourierTransform => {
  const nodes = sizes.reduce((all, size) => all * size, 1)
  const kernels = sizes.map((size) => fourierTransform(size))
  const passes = (direction: 'forward' | 'inverse'): ReadonlyArray<Pass> =>
    sizes.map((size, axis) =>
      alongAxis(
        kernels[axis][direction],
        size,
        nodes,
        sizes.slice(axis + 1).reduce((all, other) => all * other, 1),
      ),
    )
  const chain =
    (chained: ReadonlyArray<Pass>): Pass =>
    (out, data) => {
      for (let k = 0; k < chained.length; k++) chained[k](out, k === 0 ? data : out)
    }
  return { size: nodes, forward: chain(passes('forward')), inverse: chain(passes('inverse')) }
}
