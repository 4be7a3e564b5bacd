import type { Mollifier, MollifierFactor } from '@casimir/algebra'
import { mollifiedWigner } from '@casimir/models'
import type { DensityPicture, TrajectorySnapshot, WaveSnapshot } from '../RunResult.ts'
import { mollifierFactor } from '../spec/mollifierFactor.ts'
import type { MollifierSpec } from '../spec/Spec.ts'
import type { PhaseSpaceComponent } from './component.ts'
import { componentMatrix } from './component.ts'
import { snapshotWave, windowOf } from './snapshotWave.ts'

/** Probability of the exact state that may lie beyond each edge of the lattice, before its mollifier's width. */
const TAIL = 1e-7
const MOST_NODES = 250_000

/** The exact and the koopmon density on one lattice, both with the closure's mollifier: values[i * p.length + j] at (q[i], p[j]). */
export interface ComparedDensities {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly exact: Float64Array
  readonly koopmon: Float64Array
  /**
   * 1/2 int |exact - koopmon| dq dp: for densities 0 when equal and 1 when they nowhere overlap. A sum over the nodes, off by at most
   * spacing^2/12 times the slope of the difference where it changes sign, integrated along there.
   */
  readonly distance: number
}

/** Nodes at the spacing of those given, on to both ends of an interval; `before` of them precede the first given. */
const extended = (nodes: ReadonlyArray<number>, [low, high]: readonly [number, number]) => {
  const first = nodes[0]
  const spacing = (nodes[nodes.length - 1] - first) / (nodes.length - 1)
  const before = Math.max(0, Math.ceil((first - low) / spacing))
  const after = Math.max(0, Math.ceil((high - nodes[nodes.length - 1]) / spacing))
  return { spacing, before, first: first - before * spacing, count: before + nodes.length + after }
}

type Axis = ReturnType<typeof extended>

const widened = ([low, high]: readonly [number, number], { support }: MollifierFactor) =>
  [low - support, high + support] as const

/** Dbar of the closure's picture on the larger lattice. */
const placed = ({ q, p, values }: DensityPicture, rows: Axis, columns: Axis): Float64Array => {
  const out = new Float64Array(rows.count * columns.count)
  for (let i = 0; i < q.length; i++)
    for (let j = 0; j < p.length; j++)
      out[(rows.before + i) * columns.count + columns.before + j] = values[i * p.length + j]
  return out
}

/** sum_a w_a <psi_a|sz|psi_a> K(z - zeta_a), the population difference of the closure's Pbar. */
const difference = (
  { weights, q, p, psi }: TrajectorySnapshot,
  mollifier: Mollifier,
  rows: Axis,
  columns: Axis,
): Float64Array => {
  const out = new Float64Array(rows.count * columns.count)
  const first = new Float64Array(1)
  const kq = new Float64Array(3 * rows.count)
  const kp = new Float64Array(3 * columns.count)
  weights.forEach((weight, a) => {
    if (!(weight > 0)) return
    const [re0, im0, re1, im1] = psi.subarray(4 * a, 4 * a + 4)
    const z = weight * (re0 * re0 + im0 * im0 - re1 * re1 - im1 * im1)
    first[0] = rows.first - q[a]
    mollifier.q[0].tabulate(kq, first, rows.spacing, rows.count)
    first[0] = columns.first - p[a]
    mollifier.p[0].tabulate(kp, first, columns.spacing, columns.count)
    for (let i = 0; i < rows.count; i++)
      if (kq[i] !== 0) for (let j = 0; j < columns.count; j++) out[i * columns.count + j] += z * kq[i] * kp[j]
  })
  return out
}

/**
 * Exact and koopmon density like with like: the Wigner function of a wave function convolved with the closure's own mollifier, and
 * the closure's Dbar (or Tr(Pbar sz)), on the closure's lattice, continued to where the exact state is.
 *
 * Undefined where there is no such comparison: no mollified density, two coordinates, a wave function spread over more than 4096 half
 * points, the difference of other than two levels, or more than 250000 lattice nodes.
 *
 * @example
 * const x = Float64Array.from({ length: 32 }, (_, i) => i / 2 - 8)
 * const psi = Float64Array.from({ length: 64 }, (_, k) => (k % 2 === 0 ? Math.exp(-(x[k / 2] ** 2) / 2) / Math.PI ** 0.25 : 0))
 * const mollifier = { shape: 'gaussian', alpha: { q: [0.5], p: [0.5] } }
 * const options = { weights: new Float64Array([1]), hbar: 1, mollifier: { q: [gaussian(0.5)], p: [gaussian(0.5)] }, spacing: 0.7 }
 * const system = koopmon(harmonic({ omega: 1, splitting: 1, tunnelling: 0 }), options)
 * const cloud = { ...allocateHybrid(system.shape), kind: 'trajectories', t: 0, weights: options.weights }
 * const mollified = system.mollifiedDensity(cloud)
 * const { distance } = comparedDensities({ kind: 'wavefunction', t: 0, x: [x], psi }, { ...cloud, mollified }, { mollifier, hbar: 1 })
 * Math.abs(distance - (3 ** -0.5 - 3 ** -1.5)) < 0.02 // => true
 */
export const comparedDensities = (
  snapshot: WaveSnapshot,
  cloud: TrajectorySnapshot,
  { mollifier: spec, hbar }: { readonly mollifier: MollifierSpec; readonly hbar: number },
  component: PhaseSpaceComponent = 'density',
): ComparedDensities | undefined => {
  const { mollified } = cloud
  if (!mollified || mollified.q.length < 2 || mollified.p.length < 2) return undefined
  const wave = snapshotWave(snapshot, hbar)
  const matrix = wave && componentMatrix(component, wave.levels)
  if (!wave || !matrix) return undefined
  const factor = mollifierFactor(spec)
  const mollifier = { q: spec.alpha.q.map(factor), p: spec.alpha.p.map(factor) }
  const window = windowOf(wave, TAIL)
  const rows = extended(mollified.q, widened(window.q, mollifier.q[0]))
  const columns = extended(mollified.p, widened(window.p, mollifier.p[0]))
  if (!(rows.count * columns.count <= MOST_NODES)) return undefined
  const q = Array.from({ length: rows.count }, (_, i) => rows.first + i * rows.spacing)
  const p = Array.from({ length: columns.count }, (_, j) => columns.first + j * columns.spacing)
  const exact = mollifiedWigner(wave, mollifier, { q, p }, matrix)
  const koopmon =
    component === 'density' ? placed(mollified, rows, columns) : difference(cloud, mollifier, rows, columns)
  let sum = 0
  for (let k = 0; k < exact.length; k++) sum += Math.abs(exact[k] - koopmon[k])
  return { q, p, exact, koopmon, distance: (sum * rows.spacing * columns.spacing) / 2 }
}
