import type { Action, OrthogonalAction } from '@casimir/algebra'
import { applyMatrix } from '@casimir/algebra'
import { unitary } from './unitary.ts'

/**
 * U(n) on n amplitudes, interleaved (2 n numbers), psi -> U psi; X . psi = -i X psi.
 *
 * momentum(a, b) = i (b a^+ - a b^+) / 2, for which Tr(momentum X) = Re <b| -i X |a>.
 *
 * Cost: n^2 complex multiplications. Allocates only here; not re-entrant.
 *
 * @example
 * const psi = new Float64Array([1, 0])
 * amplitudeAction(1).generator(psi, new Float64Array([2, 0]), psi)
 * Array.from(psi) // => [0, -2]
 */
export const amplitudeAction = (n: number): OrthogonalAction => {
  const image = new Float64Array(2 * n)
  return {
    name: `U(${n}) on amplitudes`,
    group: unitary(n),
    size: 2 * n,
    act: (out, g, psi) => {
      applyMatrix(image, 0, g, 0, psi, 0, n)
      for (let k = 0; k < 2 * n; k++) out[k] = image[k]
    },
    generator: (out, x, psi) => {
      applyMatrix(image, 0, x, 0, psi, 0, n)
      for (let k = 0; k < 2 * n; k += 2) {
        out[k] = image[k + 1]
        out[k + 1] = -image[k]
      }
    },
    momentum: (out, a, b) => {
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) {
          const ajRe = a[2 * j]
          const ajIm = a[2 * j + 1]
          const akRe = a[2 * k]
          const akIm = a[2 * k + 1]
          const bjRe = b[2 * j]
          const bjIm = b[2 * j + 1]
          const bkRe = b[2 * k]
          const bkIm = b[2 * k + 1]
          // d = b_j a_k* - a_j b_k*
          const dRe = bjRe * akRe + bjIm * akIm - ajRe * bkRe - ajIm * bkIm
          const dIm = bjIm * akRe - bjRe * akIm - ajIm * bkRe + ajRe * bkIm
          out[2 * (j * n + k)] = -dIm / 2
          out[2 * (j * n + k) + 1] = dRe / 2
        }
    },
    keepsCayley: true,
  }
}

/**
 * U(n) on n x n density matrices, row-major interleaved (2 n^2 numbers), rho -> U rho U^+; X . rho = -i [X, rho].
 *
 * It keeps the spectrum of rho to round-off. Cost: 2 n^3 complex multiplications. Allocates only here; not re-entrant.
 *
 * @example
 * densityAction(3).size // => 18
 */
export const densityAction = (n: number): Action => {
  const group = unitary(n)
  return {
    name: `U(${n}) on density matrices`,
    group,
    size: group.size,
    act: group.Ad,
    generator: group.algebra.bracket,
  }
}
