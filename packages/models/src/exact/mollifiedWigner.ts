import type { Mollifier, Reading } from '@casimir/algebra'
import { fourierTransform } from '@casimir/algebra'
import type { HalfPointWave } from './halfPointWave.ts'

/** The places at which a mollified Wigner function is asked for: all pairs of a position and a momentum. */
export interface Places {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
}

/** What of a kernel counts as nothing, relative to its peak. */
const NEGLIGIBLE = 1e-11

/** k_q(q - x_i) at the nodes x_i, its Fourier series cut where the products of two wave functions end, and where each begins and ends. */
const kernelRows = (wave: HalfPointWave, { q }: Places, { q: [factor] }: Mollifier) => {
  const { low, spacing, count } = wave
  const high = low + (count - 1) * spacing
  const reach = factor.support + Math.max(0, low - Math.min(...q), Math.max(...q) - high)
  let size = 2
  while (size < count + (2 * reach) / spacing) size *= 2
  const fourier = fourierTransform(size)
  const modes = new Float64Array(2 * size)
  const kernel = new Float64Array(2 * size)
  const rows = new Float64Array(q.length * count)
  const first = new Int32Array(q.length).fill(count)
  const last = new Int32Array(q.length).fill(-1)
  const peak = 1 / (factor.alpha * Math.sqrt(2 * Math.PI))
  q.forEach((place, row) => {
    for (let k = 0; k < size; k++) {
      const kappa = (2 * Math.PI * (k < size / 2 ? k : k - size)) / (size * spacing)
      const height = factor.transform(kappa) / spacing
      modes[2 * k] = height * Math.cos(kappa * (place - low))
      modes[2 * k + 1] = -height * Math.sin(kappa * (place - low))
    }
    fourier.inverse(kernel, modes)
    for (let i = 0; i < count; i++) {
      rows[row * count + i] = kernel[2 * i]
      if (Math.abs(kernel[2 * i]) < NEGLIGIBLE * peak) continue
      first[row] = Math.min(first[row], i)
      last[row] = i
    }
  })
  return { rows, first, last }
}

/**
 * Tr(W M) convolved with a mollifier, int k_q(q - q') k_p(p - p') Tr(W(q', p') M) dq' dp', at all pairs of the given positions and
 * momenta: values[i * p.length + j] at (q_i, p_j).
 *
 * The same smoothing as the koopmon closure's Dbar (M = 1) and Tr(Pbar M), so the two can be compared node by node. D stays negative
 * in places unless the mollifier is as wide as a state: a Gaussian with alpha_q alpha_p >= hbar/2 makes it positive. Both
 * convolutions are products with the factors' Fourier transforms, hence exact (to 1e-9 of the peak) for a wave function that vanishes
 * at the ends of its box, whatever the ratio of alpha to the grid spacing; a Gaussian factor is the one before its cut. Momenta
 * beyond the grid's give 0.
 *
 * Cost: count^2/4 products, each once for every place q within the kernel's reach, and count/2 phases a place; allocates.
 * Errors: throws when M is no n x n matrix or the mollifier has not one factor in q and one in p.
 *
 * @example
 * const grid = layGrid([-8, 8], 32, 1)
 * const psi = Float64Array.from({ length: 64 }, (_, k) => (k % 2 === 0 ? Math.exp(-(grid.x[k / 2] ** 2) / 2) / Math.PI ** 0.25 : 0))
 * const mollifier = { q: [gaussian(Math.SQRT1_2)], p: [gaussian(Math.SQRT1_2)] }
 * const [D] = mollifiedWigner(halfPointWave(psi, 1, grid), mollifier, { q: [0], p: [0] }, new Float64Array([1, 0]))
 * Math.abs(D - 1 / (2 * Math.PI)) < 1e-13 // => true
 */
export const mollifiedWigner = (
  wave: HalfPointWave,
  mollifier: Mollifier,
  places: Places,
  M: Reading,
): Float64Array => {
  const { spacing, count, levels: n, hbar, psi } = wave
  if (mollifier.q.length !== 1 || mollifier.p.length !== 1)
    throw new Error(
      `mollifiedWigner: the mollifier has ${mollifier.q.length} factors in q and ${mollifier.p.length} in p; give one of each.`,
    )
  if (M.length !== 2 * n * n)
    throw new Error(`mollifiedWigner: M has ${M.length} numbers; a matrix of ${n} levels has ${2 * n * n}.`)
  const { q, p } = places
  const { rows: kernel, first, last } = kernelRows(wave, places, mollifier)
  const steps = Math.floor((count - 1) / 2) + 1
  const smooth = new Float64Array(2 * q.length)
  const values = new Float64Array(q.length * p.length)
  const product = new Float64Array(2 * count)
  for (let m = 0; m < steps; m++) {
    product.fill(0)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const re = M[2 * (k * n + j)]
        const im = M[2 * (k * n + j) + 1]
        if (re === 0 && im === 0) continue
        for (let i = m; i < count - m; i++) {
          const left = 2 * (j * count + i - m)
          const right = 2 * (k * count + i + m)
          const x = psi[left] * psi[right] + psi[left + 1] * psi[right + 1]
          const y = psi[left + 1] * psi[right] - psi[left] * psi[right + 1]
          product[2 * i] += re * x - im * y
          product[2 * i + 1] += re * y + im * x
        }
      }
    smooth.fill(0)
    for (let row = 0; row < q.length; row++)
      for (let i = Math.max(m, first[row]); i < Math.min(count - m, last[row] + 1); i++) {
        smooth[2 * row] += kernel[row * count + i] * product[2 * i]
        smooth[2 * row + 1] += kernel[row * count + i] * product[2 * i + 1]
      }
    const s = 2 * m * spacing
    const weight = ((m === 0 ? 1 : 2) * spacing * spacing * mollifier.p[0].transform(s / hbar)) / (Math.PI * hbar)
    for (let column = 0; column < p.length; column++) {
      const cos = weight * Math.cos((p[column] * s) / hbar)
      const sin = weight * Math.sin((p[column] * s) / hbar)
      for (let row = 0; row < q.length; row++)
        values[row * p.length + column] += cos * smooth[2 * row] - sin * smooth[2 * row + 1]
    }
  }
  const most = (Math.PI * hbar) / (2 * spacing)
  p.forEach((momentum, column) => {
    if (Math.abs(momentum) > most) for (let row = 0; row < q.length; row++) values[row * p.length + column] = 0
  })
  return values
}
