import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { hermitianFields } from '../fields/HermitianFields.ts'
import type { PhaseSpaceGrid } from '../fields/PhaseSpaceGrid.ts'
import { sampleHamiltonian } from '../fields/sampleHamiltonian.ts'
import { spectral } from '../fields/spectral.ts'

/** A classical density D (`nodes` numbers) and a field of unit Bloch vectors n (three numbers a node): P = D (1 + n . sigma)/2. */
export interface BlochFields {
  readonly D: Float64Array
  readonly n: Float64Array
}

/** The hybrid model of two levels in real variables. */
export interface BlochForm {
  /** Writes D_t and n_t; `out` may not be the fields. */
  readonly velocity: (out: BlochFields, at: BlochFields) => void
  readonly energy: (at: BlochFields) => number
}

/** out = x cross y at one node. */
const cross = (out: Writing, o: number, x: Reading, a: number, y: Reading, b: number): void => {
  out[o] = x[a + 1] * y[b + 2] - x[a + 2] * y[b + 1]
  out[o + 1] = x[a + 2] * y[b] - x[a] * y[b + 2]
  out[o + 2] = x[a] * y[b + 1] - x[a + 1] * y[b]
}

const dot = (x: Reading, y: Reading, a: number): number => x[a] * y[a] + x[a + 1] * y[a + 1] + x[a + 2] * y[a + 2]

/** The coefficients of H = H0 + f . sigma from a packed two-level field. */
const paulis = (H: Reading, nodes: number): { H0: Float64Array; f: Float64Array } => {
  const H0 = new Float64Array(nodes)
  const f = new Float64Array(3 * nodes)
  for (let m = 0; m < nodes; m++) {
    H0[m] = 0.5 * (H[4 * m] + H[4 * m + 1])
    f[3 * m] = H[4 * m + 2] / Math.SQRT2
    f[3 * m + 1] = -H[4 * m + 3] / Math.SQRT2
    f[3 * m + 2] = 0.5 * (H[4 * m] - H[4 * m + 1])
  }
  return { H0, f }
}

/**
 * The hybrid model (3)-(5) of two levels in Bloch variables, all real: H = H0 + f . sigma, psi psi^+ = (1 + n . sigma)/2.
 *
 *     D_t = -div(D X),   n_t + X . grad n = (2/hbar) F x n,   c^j = n x X_n^j
 *     X^j = X_H0^j + n . X_f^j - (hbar/2D) ( X_f^k . d_k(D c^j) - D c^k . d_k X_f^j )
 *     F   = f - hbar d_j n x X_f^j - (hbar/2D) n x {D, f}
 *     h   = int D (H0 + n . f) dz - (hbar/2) int D (n x d_j n) . X_f^j dz,   summed over j and k
 *
 * The same dynamics as `hybridContinuum` on D (1 + n . sigma)/2. |n(z)| stays 1. Ill-posed in general.
 *
 * Assumes D > 0, |n| = 1 and fields that the grid resolves, H among them (not checked). Cost: 12 d^2 + 16 d scalar spectral derivatives or so.
 *
 * Errors: throws unless H is Hermitian at a few sample points, has two levels and the grid's degrees of freedom, and hbar > 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (3)-(5); the Bloch form is ours.
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const grid = phaseSpaceGrid([axis], [axis])
 * const n = Float64Array.from({ length: 48 }, (_, i) => (i % 3 === 2 ? 1 : 0))
 * const up = { D: new Float64Array(16).fill(1 / (4 * Math.PI ** 2)), n }
 * Math.abs(blochForm(grid, torusRabi({ splitting: 1, coupling: 0.5 }), 1).energy(up) - 0.5) < 1e-14 // => true
 */
export const blochForm = (grid: PhaseSpaceGrid, hamiltonian: HybridHamiltonian, hbar: number): BlochForm => {
  if (!(hbar > 0)) throw new Error(`blochForm: hbar is ${hbar}; give a positive number.`)
  const { nodes, dof, measure } = grid
  const scalars = spectral(grid, 1)
  const vectors = spectral(grid, 3)
  const { H0, f } = paulis(sampleHamiltonian(hermitianFields(grid, 2), hamiltonian), nodes)
  const scalar = (): Float64Array => new Float64Array(nodes)
  const vector = (): Float64Array => new Float64Array(3 * nodes)
  const each = <T>(build: (axis: number) => T): T[] => Array.from({ length: 2 * dof }, (_, j) => build(j))
  const conjugate = (j: number): number => (j < dof ? j + dof : j - dof)
  const signed = (x: Float64Array, j: number): Float64Array => (j < dof ? x : x.map((v) => -v))
  const XH0 = each((j) => {
    const x = scalar()
    scalars.derivative(x, H0, conjugate(j))
    return signed(x, j)
  })
  const Xf = each((j) => {
    const x = vector()
    vectors.derivative(x, f, conjugate(j))
    return signed(x, j)
  })
  const slopes = each(vector)
  const Dc = each(vector)
  const X = each(scalar)
  const slope = vector()
  const flux = scalar()
  const F = vector()
  const along = vector()
  const turned = new Float64Array(3)

  /** d_j n for every axis. */
  const differentiate = (n: Reading): void => {
    for (let j = 0; j < 2 * dof; j++) vectors.derivative(slopes[j], n, j)
  }
  /** D c^j with c^j = n x X_n^j, X_n = (n_p, -n_q). */
  const writeConnection = (D: Reading, n: Reading): void => {
    for (let j = 0; j < 2 * dof; j++)
      for (let m = 0; m < nodes; m++) {
        cross(Dc[j], 3 * m, n, 3 * m, slopes[conjugate(j)], 3 * m)
        for (let i = 3 * m; i < 3 * m + 3; i++) Dc[j][i] *= (j < dof ? 1 : -1) * D[m]
      }
  }
  const writeTransport = (D: Reading, n: Reading): void => {
    writeConnection(D, n)
    for (let j = 0; j < 2 * dof; j++) {
      flux.fill(0)
      for (let k = 0; k < 2 * dof; k++) {
        vectors.derivative(slope, Dc[j], k)
        for (let m = 0; m < nodes; m++) flux[m] += dot(Xf[k], slope, 3 * m)
        vectors.derivative(slope, Xf[j], k)
        for (let m = 0; m < nodes; m++) flux[m] -= dot(Dc[k], slope, 3 * m)
      }
      for (let m = 0; m < nodes; m++) X[j][m] = XH0[j][m] + dot(n, Xf[j], 3 * m) - (0.5 * hbar * flux[m]) / D[m]
    }
  }
  /** F = f - hbar d_j n x X_f^j - (hbar/2D) n x {D, f}. */
  const writePrecession = (D: Reading, n: Reading): void => {
    F.set(f)
    along.fill(0)
    for (let j = 0; j < 2 * dof; j++) {
      scalars.derivative(flux, D, j)
      for (let m = 0; m < nodes; m++) {
        cross(turned, 0, slopes[j], 3 * m, Xf[j], 3 * m)
        for (let i = 0; i < 3; i++) {
          F[3 * m + i] -= hbar * turned[i]
          along[3 * m + i] += flux[m] * Xf[j][3 * m + i]
        }
      }
    }
    for (let m = 0; m < nodes; m++) {
      cross(turned, 0, n, 3 * m, along, 3 * m)
      for (let i = 0; i < 3; i++) F[3 * m + i] -= (0.5 * hbar * turned[i]) / D[m]
    }
  }

  return {
    velocity: (out, { D, n }) => {
      differentiate(n)
      writeTransport(D, n)
      writePrecession(D, n)
      out.D.fill(0)
      for (let m = 0; m < nodes; m++) {
        cross(turned, 0, F, 3 * m, n, 3 * m)
        for (let i = 0; i < 3; i++) out.n[3 * m + i] = (2 / hbar) * turned[i]
      }
      for (let j = 0; j < 2 * dof; j++) {
        for (let m = 0; m < nodes; m++) {
          flux[m] = D[m] * X[j][m]
          for (let i = 3 * m; i < 3 * m + 3; i++) out.n[i] -= X[j][m] * slopes[j][i]
        }
        scalars.derivative(flux, flux, j)
        for (let m = 0; m < nodes; m++) out.D[m] -= flux[m]
      }
    },
    energy: ({ D, n }) => {
      differentiate(n)
      let sum = 0
      for (let m = 0; m < nodes; m++) {
        let node = H0[m] + dot(n, f, 3 * m)
        for (let j = 0; j < 2 * dof; j++) {
          cross(turned, 0, n, 3 * m, slopes[j], 3 * m)
          for (let i = 0; i < 3; i++) node -= 0.5 * hbar * turned[i] * Xf[j][3 * m + i]
        }
        sum += D[m] * node
      }
      return measure * sum
    },
  }
}
