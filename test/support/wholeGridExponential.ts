import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import { hermitianExponential } from '@casimir/algebra'
import type { Grid } from '@casimir/models'
import { gridParts } from '@casimir/models'

/**
 * psi -> exp(-i H t / hbar) psi by the exponential of the whole grid Hamiltonian: B on the diagonal, A transformed by plane waves
 * summed directly, over any number of coordinates.
 */
export const wholeGridExponential = (
  hamiltonian: HybridHamiltonian,
  { axes, points, x, p, hbar }: Grid,
  t: number,
): ((psi: Reading) => Float64Array) => {
  const { A, B } = gridParts(hamiltonian)
  const n = hamiltonian.levels
  const dof = axes.length
  const size = n * points
  const H = new Float64Array(2 * size * size)
  const m = new Float64Array(2 * n * n)
  for (let k = 0; k < points; k++) {
    A.value(m, p, dof * k)
    for (let i = 0; i < points; i++)
      for (let j = 0; j < points; j++) {
        const angle = axes.reduce((sum, _, a) => sum + (p[dof * k + a] * (x[dof * i + a] - x[dof * j + a])) / hbar, 0)
        const re = Math.cos(angle) / points
        const im = Math.sin(angle) / points
        for (let a = 0; a < n; a++)
          for (let b = 0; b < n; b++) {
            const o = 2 * ((a * points + i) * size + b * points + j)
            const e = 2 * (a * n + b)
            H[o] += re * m[e] - im * m[e + 1]
            H[o + 1] += re * m[e + 1] + im * m[e]
          }
      }
  }
  for (let i = 0; i < points; i++) {
    B.value(m, x, dof * i)
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const o = 2 * ((a * points + i) * size + b * points + i)
        H[o] += m[2 * (a * n + b)]
        H[o + 1] += m[2 * (a * n + b) + 1]
      }
  }
  hermitianExponential(size)(H, 0, H, 0, t / hbar)
  return (psi) => {
    const out = new Float64Array(2 * size)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++) {
        const o = 2 * (j * size + k)
        out[2 * j] += H[o] * psi[2 * k] - H[o + 1] * psi[2 * k + 1]
        out[2 * j + 1] += H[o] * psi[2 * k + 1] + H[o + 1] * psi[2 * k]
      }
    return out
  }
}
