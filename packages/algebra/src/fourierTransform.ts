import FFT from 'fft.js'
import type { Writing } from './Reading.ts'

/**
 * A discrete Fourier transform of one size on interleaved complex data.
 *
 * forward: out_k = sum_j x_j exp(-2 pi i j k / size); inverse: out_j = (1/size) sum_k x_k exp(+2 pi i j k / size).
 */
export interface FourierTransform {
  readonly size: number
  readonly forward: (out: Writing, data: Writing) => void
  readonly inverse: (out: Writing, data: Writing) => void
}

/**
 * Prepares a transform of a power-of-two size >= 2; `out` must not be `data`.
 *
 * Cost: 5 size log2(size) operations a transform. Errors: throws for any other size.
 *
 * @example
 * const out = new Float64Array(4)
 * fourierTransform(2).forward(out, new Float64Array([1, 0, 1, 0]))
 * Array.from(out) // => [2, 0, 0, 0]
 */
export const fourierTransform = (size: number): FourierTransform => {
  if (!Number.isInteger(size) || size < 2 || (size & (size - 1)) !== 0)
    throw new Error(`fourierTransform: size is ${size}; give a power of two >= 2.`)
  const fft = new FFT(size)
  return {
    size,
    forward: (out, data) => fft.transform(out, data),
    inverse: (out, data) => fft.inverseTransform(out, data),
  }
}
