import type { MatrixFunction } from '@casimir/algebra'
import { applyMatrix, hermitianEigen, innerProduct, normSquared } from '@casimir/algebra'
import type { PacketStart } from './PacketStart.ts'
import { requireStart } from './PacketStart.ts'
import { layProductBasis } from './productBasis.ts'
import type { ProductParts } from './productBasisParts.ts'

/** Points of the quadrature along each coordinate. */
const POINTS = 9

/** The amplitudes c(q), of unit norm, that a start has at place `at` of x. */
const amplitudesAt = (B: MatrixFunction, start: PacketStart) => {
  const n = B.levels
  const c = new Float64Array(2 * n)
  const eigen = hermitianEigen(n)
  const m = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  return (x: Parameters<MatrixFunction['value']>[1], at: number): Float64Array => {
    if ('psi' in start) {
      const norm = Math.hypot(...start.psi.flat())
      start.psi.forEach(([re, im], j) => {
        c[2 * j] = re / norm
        c[2 * j + 1] = im / norm
      })
    } else if (start.basis === 'diabatic') c[2 * start.level] = 1
    else {
      B.value(m, x, at)
      eigen(values, vectors, m, 0)
      for (let j = 0; j < n; j++)
        for (let part = 0; part < 2; part++) c[2 * j + part] = vectors[2 * (j * n + start.level) + part]
    }
    return c
  }
}

/**
 * The mean and the standard deviation of H in a wave packet, by quadrature of H psi = (sum_j t_j(q) + B(q)) psi with
 * t_j = p_j^2/(2m) + i hbar p_j u/(2 m sigma) + hbar^2 (2 - u^2)/(8 m sigma^2), u = (q - q_j)/sigma. That an adiabatic level turns with q is left out.
 *
 * Exact for a diabatic start and B of degree up to 8; cost: 9^d evaluations of B.
 */
export const packetEnergy = (
  { B, masses }: ProductParts,
  start: PacketStart,
  hbar: number,
): { readonly mean: number; readonly deviation: number } => {
  const n = B.levels
  const dof = masses.length
  requireStart(start, n, dof)
  const modes = start.q.map((centre, a) => ({ centre, sigma: start.sigma[a], functions: POINTS }))
  const { axes, points, x } = layProductBasis(modes, hbar)
  const state = amplitudesAt(B, start)
  const m = new Float64Array(2 * n * n)
  const h = new Float64Array(2 * n)
  const product = new Float64Array(2)
  let mean = 0
  let square = 0
  for (let i = 0; i < points; i++) {
    let weight = 1
    let re = 0
    let im = 0
    for (let a = 0, rest = points; a < dof; a++) {
      rest /= POINTS
      weight *= axes[a].states[POINTS * (Math.floor(i / rest) % POINTS)] ** 2
      const sigma = start.sigma[a]
      const u = (x[dof * i + a] - start.q[a]) / sigma
      re += start.p[a] ** 2 / (2 * masses[a]) + (hbar / sigma) ** 2 * ((2 - u * u) / (8 * masses[a]))
      im += (hbar * start.p[a] * u) / (2 * masses[a] * sigma)
    }
    const c = state(x, dof * i)
    B.value(m, x, dof * i)
    applyMatrix(h, 0, m, 0, c, 0, n)
    for (let j = 0; j < n; j++) {
      h[2 * j] += re * c[2 * j] - im * c[2 * j + 1]
      h[2 * j + 1] += re * c[2 * j + 1] + im * c[2 * j]
    }
    innerProduct(product, 0, c, 0, h, 0, n)
    mean += weight * product[0]
    square += weight * normSquared(h, 0, n)
  }
  return { mean, deviation: Math.sqrt(Math.max(0, square - mean * mean)) }
}
