import type { Reading } from '@casimir/algebra'
import { conjugateTranspose, hermitianExponential, multiply } from '@casimir/algebra'
import type { HermitianFields, PathVelocity } from '@casimir/models'
import { allocatePathVelocity } from '@casimir/models'
import { constantHermitian } from './constantHermitian.ts'

/** One wave of a displacement or of an angle: amplitude(eps, t) sin(k.z + shift), the amplitude a product of sines of t and eps. */
interface Wave {
  readonly k: readonly [number, number]
  readonly shift: number
  readonly size: number
  readonly rates: readonly [eps: number, t: number]
}

/** Value, d/deps and d/dt of the amplitude of a wave. */
const amplitude = ({ size, rates: [a, b] }: Wave, eps: number, t: number): readonly [number, number, number] => {
  const x = a * eps + b * t + 0.7
  return [size * Math.sin(x), size * a * Math.cos(x), size * b * Math.cos(x)]
}

/** Displacement f(eps, t; z) of eta = z + f, a sum of waves for each of q and p: eta is a near-identity map of the torus. */
const DISPLACEMENT: readonly (readonly Wave[])[] = [
  [
    { k: [1, 0], shift: 0.3, size: 0.17, rates: [1, 0.8] },
    { k: [1, -1], shift: 1.1, size: 0.08, rates: [-0.6, 1.3] },
  ],
  [
    { k: [0, 1], shift: 2.2, size: 0.15, rates: [0.7, -1.1] },
    { k: [1, 1], shift: 0.9, size: 0.07, rates: [1.2, 0.5] },
  ],
]

/** Angles a_1, a_2 of U = exp(i a_1 K_1) exp(i a_2 K_2), which do not commute. */
const ANGLES: readonly Wave[] = [
  { k: [1, 0], shift: 0.4, size: 0.7, rates: [0.9, 1.1] },
  { k: [-1, 1], shift: 1.7, size: 0.6, rates: [-0.8, 0.7] },
]

const phase = ({ k, shift }: Wave, q: number, p: number): number => k[0] * q + k[1] * p + shift

/** The members of a two-parameter family at (eps, t): the field carried and both velocities, all in closed form. */
export interface FamilyMember {
  /** P = eta_* (U P_0 U^+). */
  readonly P: Float64Array
  /** X = eta_t o eta^-1 and i hbar xi, xi = U_t U^+ o eta^-1. */
  readonly inTime: PathVelocity
  /** Y = eta_eps o eta^-1 and i hbar Sigma, Sigma = U_eps U^+ o eta^-1. */
  readonly across: PathVelocity
}

/**
 * Eq. (10) on a two-parameter family of maps eta(eps, t) of the torus [-pi, pi)^2 and of unitaries U(eps, t; z): closed forms and their derivatives by hand,
 * eta^-1 by Newton to round-off. P_0 is given as a packed matrix-valued function of the label.
 */
export const mapsAndUnitaries = (
  fields: HermitianFields,
  hbar: number,
  P0: (out: Float64Array, q: number, p: number) => void,
): ((eps: number, t: number) => FamilyMember) => {
  const { grid, levels: n, packing } = fields
  const nn = packing.size
  const K = ANGLES.map((_, k) => constantHermitian(n, k + 1))
  const exponential = hermitianExponential(n)
  const work = Array.from({ length: 6 }, () => new Float64Array(2 * nn))
  const packed = new Float64Array(nn)
  return (eps, t) => {
    const P = fields.allocate()
    const inTime = allocatePathVelocity(fields)
    const across = allocatePathVelocity(fields)
    const sizes = DISPLACEMENT.map((waves) => waves.map((wave) => amplitude(wave, eps, t)))
    /** sum of amplitudes[which] times sin or cos of the phases, of displacement i. */
    const sum = (i: number, q: number, p: number, which: 0 | 1 | 2): number =>
      DISPLACEMENT[i].reduce((s, wave, w) => s + sizes[i][w][which] * Math.sin(phase(wave, q, p)), 0)
    const slope = (i: number, q: number, p: number, axis: 0 | 1): number =>
      DISPLACEMENT[i].reduce((s, wave, w) => s + sizes[i][w][0] * wave.k[axis] * Math.cos(phase(wave, q, p)), 0)
    const conjugated = (out: Float64Array, u: Float64Array, x: Reading): void => {
      multiply(work[4], u, x, n)
      conjugateTranspose(work[5], u, n)
      multiply(out, work[4], work[5], n)
    }
    for (let m = 0; m < grid.nodes; m++) {
      const z = [grid.coordinates[2 * m], grid.coordinates[2 * m + 1]]
      let [q, p] = z
      let determinant = 1
      for (let iteration = 0; iteration < 12; iteration++) {
        const a = 1 + slope(0, q, p, 0)
        const b = slope(0, q, p, 1)
        const c = slope(1, q, p, 0)
        const d = 1 + slope(1, q, p, 1)
        determinant = a * d - b * c
        const rq = q + sum(0, q, p, 0) - z[0]
        const rp = p + sum(1, q, p, 0) - z[1]
        if (Math.abs(rq) + Math.abs(rp) < 1e-15) break
        q -= (d * rq - b * rp) / determinant
        p -= (a * rp - c * rq) / determinant
      }
      for (const i of [0, 1]) {
        across.X[i][m] = sum(i, q, p, 1)
        inTime.X[i][m] = sum(i, q, p, 2)
      }
      const [[s1, e1, t1], [s2, e2, t2]] = ANGLES.map((wave) => {
        const sine = Math.sin(phase(wave, q, p))
        return amplitude(wave, eps, t).map((v) => v * sine)
      })
      exponential(work[0], 0, K[0], 0, -s1)
      exponential(work[1], 0, K[1], 0, -s2)
      // U' U^+ = i a_1' K_1 + i a_2' exp(i a_1 K_1) K_2 exp(-i a_1 K_1), and the generator is i hbar times that
      conjugated(work[2], work[0], K[1])
      const generator = (out: Float64Array, rate1: number, rate2: number): void => {
        for (let k = 0; k < 2 * nn; k++) work[3][k] = -hbar * (rate1 * K[0][k] + rate2 * work[2][k])
        packing.pack(out, m * nn, work[3], 0)
      }
      generator(across.generator, e1, e2)
      generator(inTime.generator, t1, t2)
      multiply(work[2], work[0], work[1], n)
      P0(packed, q, p)
      work[3].fill(0)
      packing.addUnpacked(work[3], 0, packed, 0)
      conjugated(work[1], work[2], work[3])
      for (let k = 0; k < 2 * nn; k++) work[1][k] /= determinant
      packing.pack(P, m * nn, work[1], 0)
    }
    return { P, inTime, across }
  }
}
