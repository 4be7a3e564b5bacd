import type { HybridHamiltonian } from '@casimir/algebra'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** Energies and eigenvectors (one a column) of the real symmetric B(q) of one coordinate, and its derivative in that basis. */
const adiabats = (model: HybridHamiltonian, q: number) => {
  const { split, levels: n } = model
  if (!split) throw new Error('surfaceHoppingFlux: the Hamiltonian does not split')
  const buffer = new Float64Array(2 * n * n)
  const dense = (): Matrix =>
    new Matrix(Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, k) => buffer[2 * (j * n + k)])))
  split.B.value(buffer, new Float64Array([q]), 0)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(dense(), { assumeSymmetric: true })
  split.B.gradient(buffer, new Float64Array([q]), 0)
  const order = realEigenvalues.map((_, k) => k).sort((j, k) => realEigenvalues[j] - realEigenvalues[k])
  const V = Matrix.zeros(n, n)
  for (const [k, from] of order.entries()) V.setColumn(k, eigenvectorMatrix.getColumn(from))
  return { E: order.map((k) => realEigenvalues[k]), V, slope: V.transpose().mmul(dense()).mmul(V) }
}

/** Where one trajectory is: a position, a momentum and diabatic amplitudes, interleaved. */
export interface FluxPoint {
  readonly q: number
  readonly p: number
  readonly psi: ReadonlyArray<number>
}

/**
 * Tully's hop probabilities by brute force, hbar = 1 and unit hops: RK4 for q' = p/m, p' = -E_l'(q), i psi' = B psi (traceless), and for each target k
 * the integral of max(0, 2 Re(c_l* c_k d_lk) v)/|c_l|^2 with d_lk = <l|B'|k>/(E_k - E_l). Real symmetric B of one coordinate only.
 */
export const tullyFlux = (
  model: HybridHamiltonian,
  mass: number,
  l: number,
  start: FluxPoint,
  T: number,
  steps: number,
): { readonly rates: number[]; readonly end: FluxPoint } => {
  const n = model.levels
  const field = (y: ReadonlyArray<number>): number[] => {
    const { E, V, slope } = adiabats(model, y[0])
    const v = y[1] / mass
    const mean = E.reduce((sum, x) => sum + x / n, 0)
    const c = Array.from({ length: n }, (_, k) => {
      const column = V.getColumn(k)
      return [0, 1].map((part) => column.reduce((sum, x, j) => sum + x * y[2 + 2 * j + part], 0))
    })
    const turned = c.map(([re, im], k) => [(E[k] - mean) * im, -(E[k] - mean) * re])
    const psi = Array.from({ length: 2 * n }, (_, o) =>
      turned.reduce((sum, x, k) => sum + V.get(o >> 1, k) * x[o % 2], 0),
    )
    const own = c[l][0] ** 2 + c[l][1] ** 2
    const rates = c.map(([re, im], k) =>
      k === l ? 0 : Math.max(0, (2 * (c[l][0] * re + c[l][1] * im) * slope.get(l, k) * v) / (E[k] - E[l]) / own),
    )
    return [v, -slope.get(l, l), ...psi, ...rates]
  }
  const h = T / steps
  let y = [start.q, start.p, ...start.psi, ...new Array<number>(n).fill(0)]
  const moved = (by: number, f: ReadonlyArray<number>): number[] => y.map((x, i) => x + by * f[i])
  for (let s = 0; s < steps; s++) {
    const k1 = field(y)
    const k2 = field(moved(h / 2, k1))
    const k3 = field(moved(h / 2, k2))
    const k4 = field(moved(h, k3))
    y = y.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))
  }
  return { rates: y.slice(2 + 2 * n), end: { q: y[0], p: y[1], psi: y.slice(2, 2 + 2 * n) } }
}
