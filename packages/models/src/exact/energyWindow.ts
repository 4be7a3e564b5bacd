import type { MatrixFunction, Reading } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { Interval } from './FourierAxis.ts'
import type { GridParts } from './gridParts.ts'
import type { PacketStart } from './PacketStart.ts'
import { requireStart } from './PacketStart.ts'

/** The classical energies, positions and directions that a wave packet starts with; lists have one entry per coordinate. */
export interface EnergyWindow {
  readonly energy: Interval
  readonly q: ReadonlyArray<Interval>
  /** The largest |p|. */
  readonly momentum: ReadonlyArray<number>
  /** Whether the first coordinate moves so, anywhere in the packet. */
  readonly leftward: boolean
  readonly rightward: boolean
  /** The Wigner width in p, hbar/(2 sigma). */
  readonly spread: ReadonlyArray<number>
  readonly hbar: number
}

/** How many standard deviations of the Wigner function count: exp(-49/2) = 2e-11 of it lies further out. */
const DEVIATIONS = 7
const ANGLES = 64
/** With two coordinates: so many angles in each phase plane, and so many ways to share the radius between the planes. */
const PLANE_ANGLES = 16
const SHARES = 8
/** Adiabatic surfaces with less of the state than this do not count. */
const NEGLIGIBLE = 1e-9

/** The amplitudes that a start has at q, in the diabatic basis and of unit norm. */
const amplitudes = (B: MatrixFunction, start: PacketStart): ((q: Reading) => Float64Array) => {
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
  return (q) => {
    B.value(m, q, 0)
    eigen(new Float64Array(n), vectors, m, 0)
    for (let j = 0; j < n; j++) {
      c[2 * j] = vectors[2 * (j * n + start.level)]
      c[2 * j + 1] = vectors[2 * (j * n + start.level) + 1]
    }
    return c
  }
}

type Direction = readonly (readonly [q: number, p: number])[]

/** Points (q, p) per coordinate on the unit sphere of the packet's phase space in units of its widths. */
const directions = (dof: number): ReadonlyArray<Direction> => {
  const circle = (angles: number): ReadonlyArray<readonly [q: number, p: number]> =>
    Array.from({ length: angles }, (_, k) => [
      Math.cos((2 * Math.PI * k) / angles),
      Math.sin((2 * Math.PI * k) / angles),
    ])
  if (dof === 1) return circle(ANGLES).map((point) => [point])
  const shares = Array.from({ length: SHARES + 1 }, (_, k) => (0.5 * Math.PI * k) / SHARES)
  return shares.flatMap((share) =>
    circle(PLANE_ANGLES).flatMap(([a, b]) =>
      circle(PLANE_ANGLES).map(
        ([c, d]): Direction => [
          [Math.cos(share) * a, Math.cos(share) * b],
          [Math.sin(share) * c, Math.sin(share) * d],
        ],
      ),
    ),
  )
}

/**
 * The eigenvalues of H(q, p) that the packet populates on the ellipsoids of up to 7 standard deviations of its Wigner
 * function, with the positions and momenta of the outermost.
 *
 * Cost: some 500 eigendecompositions, 18000 with two coordinates; call it while building.
 */
export const energyWindow = ({ A, B }: GridParts, start: PacketStart, hbar: number): EnergyWindow => {
  const n = A.levels
  const { dof } = A
  requireStart(start, n, dof)
  const spread = start.sigma.map((sigma) => hbar / (2 * sigma))
  const stateAt = amplitudes(B, start)
  const eigen = hermitianEigen(n)
  const values = new Float64Array(n)
  const vectors = new Float64Array(2 * n * n)
  const h = new Float64Array(2 * n * n)
  const b = new Float64Array(2 * n * n)
  const slopes = new Float64Array(2 * n * n * dof)
  const q = new Float64Array(dof)
  const p = new Float64Array(dof)
  const sphere = directions(dof)
  let low = Infinity
  let high = -Infinity
  let leftward = !A.scalar
  let rightward = !A.scalar
  for (let radius = 0; radius <= DEVIATIONS; radius++)
    for (const direction of sphere) {
      direction.forEach(([along, across], j) => {
        q[j] = start.q[j] + radius * start.sigma[j] * along
        p[j] = start.p[j] + radius * spread[j] * across
      })
      A.value(h, p, 0)
      B.value(b, q, 0)
      for (let k = 0; k < 2 * n * n; k++) h[k] += b[k]
      eigen(values, vectors, h, 0)
      const c = stateAt(q)
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
      A.gradient(slopes, p, 0)
      if (slopes[0] > 0) rightward = true
      if (slopes[0] < 0) leftward = true
    }
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw new Error(
      `exact: H is not finite within ${DEVIATIONS} standard deviations of the wave packet at q = ${start.q.join(', ')}, p = ${start.p.join(', ')}; start it elsewhere or narrower.`,
    )
  return {
    energy: [low, high],
    q: start.q.map((q0, j) => [q0 - DEVIATIONS * start.sigma[j], q0 + DEVIATIONS * start.sigma[j]]),
    momentum: start.p.map((p0, j) => Math.abs(p0) + DEVIATIONS * spread[j]),
    leftward,
    rightward,
    spread,
    hbar,
  }
}
