import type { Mollifier, Reading, Writing } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import { checkWeights } from './checkWeights.ts'
import type { ParticleState } from './mollifiedPoint.ts'
import { mollifiedPoint, packCloud } from './mollifiedPoint.ts'
import { NEGLIGIBLE_DENSITY } from './negligibleDensity.ts'

/** What the hybrid operator of a cloud is made of. */
export interface CloudOptions {
  readonly levels: number
  readonly dof: number
  readonly weights: Float64Array
  readonly mollifier: Mollifier
}

/** The hybrid von Neumann operator of a cloud: deltas at the particles, and a smooth part. */
export interface ClosureVonNeumann {
  /** Writes w_a rho_a, packed, n^2 numbers a particle: the matrices that stand before delta(z - zeta_a). */
  readonly deltas: (out: Writing, cloud: ParticleState) => void
  /** Takes the particles that `smooth` is of; call it again when they have moved. */
  readonly take: (cloud: ParticleState) => void
  /** Writes the smooth part at the point z (2 d numbers, q first, from `at` on), packed, n^2 numbers from `outAt` on. */
  readonly smooth: (out: Writing, outAt: number, z: Reading, at: number) => void
}

/**
 * Prepares the hybrid von Neumann operator of the koopmon closure, of which Dbar and Pbar are the mollified fields:
 *
 *     Dhat = sum_a w_a rho_a delta(z - zeta_a)
 *          + (i hbar/2) sum_j ( 2 [Pbar_q, Pbar_p]/Dbar - ( Dbar_q [Pbar, Pbar_p] - Dbar_p [Pbar, Pbar_q] )/Dbar^2 ),   q = q_j, p = p_j.
 *
 * The smooth part is Hermitian, traceless and of integral zero, so the quantum density is sum_a w_a rho_a. The closure's energy is Tr int Dhat H, and
 * i hbar drho/dt = int [H, Dhat]. dD/dt = Tr {H, Dhat} holds only against generators of symmetries of the mollifier: phi = q, p, and
 * (q^2 + p^2)/2 for an isotropic Gaussian.
 *
 * Cost: N (1 + 2 d) n^2 a point. Packing as in `hermitianPacking`. Allocates only here.
 *
 * Errors: throws when hbar < 0, weights are negative or all zero, or the mollifier has not one factor per axis.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3, with D P where the paper prints P.
 *
 * @example
 * const mollifier = { q: [gaussian(1)], p: [gaussian(1)] }
 * const cloud = allocateHybrid({ trajectories: 2, dof: 1, levels: 2 })
 * cloud.q.set([-1, 1])
 * cloud.psi.set([1, 0, 0, 0, 0, 0, 1, 0])
 * const Dhat = closureVonNeumann({ levels: 2, dof: 1, weights: new Float64Array([0.5, 0.5]), mollifier }, 1)
 * const out = new Float64Array(8)
 * Dhat.deltas(out, cloud)
 * Array.from(out) // => [0.5, 0, 0, 0, 0, 0.5, 0, 0]
 */
export const closureVonNeumann = (options: CloudOptions, hbar: number): ClosureVonNeumann => {
  checkHbar('closureVonNeumann', hbar)
  const { levels, dof, weights } = options
  checkWeights(weights)
  const N = weights.length
  const { size: nn, commutator } = hermitianPacking(levels)
  const stride = 1 + nn
  const pack = packCloud(levels, N)
  const evaluate = mollifiedPoint(levels, dof, options)
  const rho = new Float64Array(nn * N)
  const q = new Float64Array(dof * N)
  const p = new Float64Array(dof * N)
  const fields = new Float64Array(stride * (1 + 2 * dof))
  const turned = new Float64Array(nn)
  return {
    deltas: (out, cloud) => {
      pack(out, cloud)
      for (let a = 0; a < N; a++) for (let c = nn * a; c < nn * (a + 1); c++) out[c] *= weights[a]
    },
    take: (cloud) => {
      pack(rho, cloud)
      q.set(cloud.q)
      p.set(cloud.p)
    },
    smooth: (out, outAt, z, at) => {
      evaluate(fields, z, at, q, p, rho)
      for (let c = 0; c < nn; c++) out[outAt + c] = 0
      const D = fields[0]
      if (D < NEGLIGIBLE_DENSITY) return
      const add = (x: number, y: number, factor: number): void => {
        commutator(turned, 0, fields, x, fields, y)
        for (let c = 0; c < nn; c++) out[outAt + c] += factor * turned[c]
      }
      const half = hbar / (2 * D)
      for (let j = 0; j < dof; j++) {
        const inQ = stride * (1 + j)
        const inP = stride * (1 + dof + j)
        add(inQ + 1, inP + 1, 2 * half)
        add(1, inP + 1, (-half * fields[inQ]) / D)
        add(1, inQ + 1, (half * fields[inP]) / D)
      }
    },
  }
}
