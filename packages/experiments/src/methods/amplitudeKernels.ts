/** Writes a Hermitian matrix from `from` on, made from the amplitudes of psi from `at` on; row-major interleaved. */
export type WriteProjector = (out: Float64Array, from: number, psi: Float64Array, at: number) => void

/** Writes amplitudes in another basis, the columns of a matrix, for those of psi from `at` on. */
export type WriteComponents = (c: Float64Array, vectors: Float64Array, psi: Float64Array, at: number) => void

const projectorTwo: WriteProjector = (out, from, psi, at) => {
  const aRe = psi[at]
  const aIm = psi[at + 1]
  const bRe = psi[at + 2]
  const bIm = psi[at + 3]
  const re = aRe * bRe + aIm * bIm
  const im = aIm * bRe - aRe * bIm
  out[from] = aRe * aRe + aIm * aIm
  out[from + 1] = 0
  out[from + 2] = re
  out[from + 3] = im
  out[from + 4] = re
  out[from + 5] = -im
  out[from + 6] = bRe * bRe + bIm * bIm
  out[from + 7] = 0
}

/** psi psi^+ for n levels. */
export const projectorKernel = (n: number): WriteProjector => {
  if (n === 2) return projectorTwo
  return (out, from, psi, at) => {
    for (let j = 0; j < n; j++) {
      const re = psi[at + 2 * j]
      const im = psi[at + 2 * j + 1]
      for (let k = 0; k < n; k++) {
        const kRe = psi[at + 2 * k]
        const kIm = psi[at + 2 * k + 1]
        out[from + 2 * (j * n + k)] = re * kRe + im * kIm
        out[from + 2 * (j * n + k) + 1] = im * kRe - re * kIm
      }
    }
  }
}

const componentsTwo: WriteComponents = (c, v, psi, at) => {
  const aRe = psi[at]
  const aIm = psi[at + 1]
  const bRe = psi[at + 2]
  const bIm = psi[at + 3]
  c[0] = v[0] * aRe + v[1] * aIm + v[4] * bRe + v[5] * bIm
  c[1] = v[0] * aIm - v[1] * aRe + v[4] * bIm - v[5] * bRe
  c[2] = v[2] * aRe + v[3] * aIm + v[6] * bRe + v[7] * bIm
  c[3] = v[2] * aIm - v[3] * aRe + v[6] * bIm - v[7] * bRe
}

/** V^+ psi for n levels. */
export const componentsKernel = (n: number): WriteComponents => {
  if (n === 2) return componentsTwo
  return (c, vectors, psi, at) => {
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let j = 0; j < n; j++) {
        const v = 2 * (j * n + k)
        const o = at + 2 * j
        re += vectors[v] * psi[o] + vectors[v + 1] * psi[o + 1]
        im += vectors[v] * psi[o + 1] - vectors[v + 1] * psi[o]
      }
      c[2 * k] = re
      c[2 * k + 1] = im
    }
  }
}
