import type { MatrixFunction } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { GridParts } from './gridParts.ts'
import type { PacketStart } from './PacketStart.ts'
import { requireStart } from './PacketStart.ts'

/** The classical energies, positions and directions that a wave packet starts with. */
export interface EnergyWindow {
  readonly energy: readonly [low: number, high: number]
  readonly q: readonly [low: number, high: number]
  /** The largest |p|. */
  readonly momentum: number
  readonly leftward: boolean
  readonly rightward: boolean
  /** The Wigner width in p, hbar/(2 sigma). */
  readonly spread: number
  readonly hbar: number
}

/** How many standard deviations of the Wigner function count: exp(-49/2) = 2e-11 of it lies further out. */
const DEVIATIONS = 7
const ANGLES = 64
/** Adiabatic surfaces with less of the state than this do not count. */
const NEGLIGIBLE = 1e-9

/** The amplitudes that a start has at q, in the diabatic basis and of unit norm. */
const amplitudes = (B: MatrixFunction, start: PacketStart): ((q: number) => Float64Array) => {
  const n = B.levels
  const c = new Float64Array(2 * n)
  if ('psi' in start) {
    const norm = Math.sqrt(start.psi.reduce((sum, [re, im]) => sum + re * re + im * im, 0))
    start.psi.forEach(([re, im], j) => {
      c[2 * j] = re / norm
      c[2 * j + 1] = im / norm
    })
    return () => c
  }
  if (start.basis === 'diabatic') {
    c[2 * start.level] = 1
    return () => c
  }
  const eigen = hermitianEigen(n)
  const m = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const x = new Float64Array(1)
  return (q) => {
    x[0] = q
    B.value(m, x, 0)
    eigen(new Float64Array(n), vectors, m, 0)
    for (let j = 0; j < n; j++) {
      c[2 * j] = vectors[2 * (j * n + start.level)]
      c[2 * j + 1] = vectors[2 * (j * n + start.level) + 1]
    }
    return c
  }
}

/**
 * The eigenvalues of H(q, p) that the packet populates on the ellipses of up to 7 standard deviations of its Wigner
 * function, with the positions and momenta of the outermost.
 *
 * Cost: a few hundred eigendecompositions; call it while building.
 */
export const energyWindow = ({ A, B }: GridParts, start: PacketStart, hbar: number): EnergyWindow => {
  const n = A.levels
  requireStart(start, n)
  const spread = hbar / (2 * start.sigma)
  const stateAt = amplitudes(B, start)
  const eigen = hermitianEigen(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(2 * n * n)
  const h = new Float64Array(2 * n * n)
  const b = new Float64Array(2 * n * n)
  const q = new Float64Array(1)
  const p = new Float64Array(1)
  let low = Infinity
  let high = -Infinity
  let leftward = !A.scalar
  let rightward = !A.scalar
  for (let radius = 0; radius <= DEVIATIONS; radius++)
    for (let angle = 0; angle < ANGLES; angle++) {
      q[0] = start.q + radius * start.sigma * Math.cos((2 * Math.PI * angle) / ANGLES)
      p[0] = start.p + radius * spread * Math.sin((2 * Math.PI * angle) / ANGLES)
      A.value(h, p, 0)
      B.value(b, q, 0)
      for (let k = 0; k < 2 * n * n; k++) h[k] += b[k]
      eigen(values, vectors, h, 0)
      const c = stateAt(q[0])
      for (let s = 0; s < n; s++) {
        let re = 0
        let im = 0
        for (let j = 0; j < n; j++) {
          const v = 2 * (j * n + s)
          re += vectors[v] * c[2 * j] + vectors[v + 1] * c[2 * j + 1]
          im += vectors[v] * c[2 * j + 1] - vectors[v + 1] * c[2 * j]
        }
        if (re * re + im * im < NEGLIGIBLE) continue
        low = Math.min(low, values[s])
        high = Math.max(high, values[s])
      }
      A.gradient(h, p, 0)
      if (h[0] > 0) rightward = true
      if (h[0] < 0) leftward = true
    }
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw new Error(
      `exact: H is not finite within ${DEVIATIONS} standard deviations of the wave packet at q = ${start.q}, p = ${start.p}; start it elsewhere or narrower.`,
    )
  return {
    energy: [low, high],
    q: [start.q - DEVIATIONS * start.sigma, start.q + DEVIATIONS * start.sigma],
    momentum: Math.abs(start.p) + DEVIATIONS * spread,
    leftward,
    rightward,
    spread,
    hbar,
  }
}
