import type { DrivenQuantumSystem, DrivenState, Reading } from '@casimir/algebra'
import { allocateDriven, STATUS } from '@casimir/algebra'
import type { Twin } from './compareTwins.ts'

/** Writes a chain of n levels, coupled to their neighbours, whose energies and couplings swing. */
const chain = (H: Float64Array, n: number, t: number): void => {
  H.fill(0)
  for (let j = 0; j < n; j++) {
    H[2 * (j * n + j)] = Math.sin(j + t)
    if (j === n - 1) continue
    const up = 2 * (j * n + j + 1)
    const down = 2 * ((j + 1) * n + j)
    H[up] = H[down] = 0.5
    H[up + 1] = 0.3 * Math.cos(j - t)
    H[down + 1] = -H[up + 1]
  }
}

export const chainSystem = (n: number): DrivenQuantumSystem => ({
  name: 'chain of levels',
  levels: n,
  hbar: 1,
  hamiltonian: (out, t) => chain(out, n, t),
})

export const chainState = (n: number): DrivenState => {
  const state = allocateDriven(n)
  for (let j = 0; j < n; j++) state.psi[2 * j + (j % 2)] = 1 / Math.sqrt(n)
  return state
}

/** Diagonalises a Hermitian matrix in place by cyclic complex Jacobi rotations, whose product goes to `v`. */
const diagonalise = (m: Float64Array, v: Float64Array, n: number): void => {
  const total = m.reduce((sum, x) => sum + x * x, 0)
  v.fill(0)
  for (let j = 0; j < n; j++) v[2 * (j * n + j)] = 1
  for (;;) {
    let off = 0
    for (let j = 0; j < n; j++)
      for (let k = j + 1; k < n; k++) off += m[2 * (j * n + k)] ** 2 + m[2 * (j * n + k) + 1] ** 2
    if (off <= 1e-34 * total) return
    for (let j = 0; j < n; j++)
      for (let k = j + 1; k < n; k++) {
        const bRe = m[2 * (j * n + k)]
        const bIm = m[2 * (j * n + k) + 1]
        const size = Math.sqrt(bRe * bRe + bIm * bIm)
        if (size === 0) continue
        const theta = (m[2 * (k * n + k)] - m[2 * (j * n + j)]) / (2 * size)
        const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(tangent * tangent + 1)
        const sRe = (tangent * c * bRe) / size
        const sIm = (tangent * c * bIm) / size
        for (const x of [m, v])
          for (let l = 0; l < n; l++) {
            const a = 2 * (l * n + j)
            const b = 2 * (l * n + k)
            const aRe = x[a]
            const aIm = x[a + 1]
            const dRe = x[b]
            const dIm = x[b + 1]
            x[a] = c * aRe - sRe * dRe - sIm * dIm
            x[a + 1] = c * aIm - sRe * dIm + sIm * dRe
            x[b] = c * dRe + sRe * aRe - sIm * aIm
            x[b + 1] = c * dIm + sRe * aIm + sIm * aRe
          }
        for (let l = 0; l < n; l++) {
          const a = 2 * (j * n + l)
          const b = 2 * (k * n + l)
          const aRe = m[a]
          const aIm = m[a + 1]
          const dRe = m[b]
          const dIm = m[b + 1]
          m[a] = c * aRe - sRe * dRe + sIm * dIm
          m[a + 1] = c * aIm - sRe * dIm - sIm * dRe
          m[b] = c * dRe + sRe * aRe + sIm * aIm
          m[b + 1] = c * dIm + sRe * aIm - sIm * aRe
        }
      }
  }
}

/** -i (x y - y x) for Hermitian x and y, of which the product's entries above the diagonal and below make each other's. */
const bracket = (out: Float64Array, x: Reading, y: Reading, n: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let l = 0; l < n; l++) {
        const a = 2 * (j * n + l)
        const b = 2 * (l * n + k)
        re += x[a] * y[b] - x[a + 1] * y[b + 1]
        im += x[a] * y[b + 1] + x[a + 1] * y[b]
      }
      out[2 * (j * n + k)] += im
      out[2 * (j * n + k) + 1] -= re
      out[2 * (k * n + j)] += im
      out[2 * (k * n + j) + 1] += re
    }
}

/** The fourth-order Magnus method on the chain: the exponential by eigenvectors, applied to the amplitudes without forming it. */
export const magnus4ByHand = (n: number): Twin<DrivenState> => {
  const size = 2 * n * n
  const early = new Float64Array(size)
  const late = new Float64Array(size)
  const K = new Float64Array(size)
  const vectors = new Float64Array(size)
  const components = new Float64Array(2 * n)
  let gradients = 0
  return {
    flow: ({ t, psi }, h) => {
      const offset = (Math.sqrt(3) / 6) * h
      chain(early, n, t[0] + h / 2 - offset)
      chain(late, n, t[0] + h / 2 + offset)
      gradients += 2
      for (let k = 0; k < size; k++) {
        const sum = (h / 2) * (early[k] + late[k])
        late[k] = Math.sqrt(3) * h * (late[k] - early[k])
        early[k] = sum
      }
      K.fill(0)
      bracket(K, early, late, n)
      for (let k = 0; k < size; k++) K[k] = early[k] - K[k] / 12
      diagonalise(K, vectors, n)
      for (let l = 0; l < n; l++) {
        let re = 0
        let im = 0
        for (let j = 0; j < n; j++) {
          const a = 2 * (j * n + l)
          re += vectors[a] * psi[2 * j] + vectors[a + 1] * psi[2 * j + 1]
          im += vectors[a] * psi[2 * j + 1] - vectors[a + 1] * psi[2 * j]
        }
        const c = Math.cos(K[2 * (l * n + l)])
        const s = Math.sin(K[2 * (l * n + l)])
        components[2 * l] = c * re + s * im
        components[2 * l + 1] = c * im - s * re
      }
      for (let j = 0; j < n; j++) {
        let re = 0
        let im = 0
        for (let l = 0; l < n; l++) {
          const a = 2 * (j * n + l)
          re += vectors[a] * components[2 * l] - vectors[a + 1] * components[2 * l + 1]
          im += vectors[a] * components[2 * l + 1] + vectors[a + 1] * components[2 * l]
        }
        psi[2 * j] = re
        psi[2 * j + 1] = im
      }
      t[0] += h
      return STATUS.ok
    },
    gradients: () => gradients,
  }
}
