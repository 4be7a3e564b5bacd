import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { applyMatrix } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { spectral } from '../fields/spectral.ts'
import { hybridGenerator } from './hybridGenerator.ts'
import { hybridTransport } from './hybridTransport.ts'

/** A classical density D (`nodes` numbers) and a conditional state psi (n complex numbers a node, interleaved, of unit norm). */
export interface AmplitudeFields {
  readonly D: Float64Array
  readonly psi: Float64Array
}

/** The velocity of (D, psi); `out` may not be the fields. */
export type AmplitudeVelocity = (out: AmplitudeFields, at: AmplitudeFields) => void

/**
 * The hybrid model as the paper writes it, eqs. (3)-(5), in a density D and a conditional state psi.
 *
 *     D_t = -div(D X),   i hbar (psi_t + X . grad psi) = Hcal psi,   X of (4), Hcal of (5)
 *
 * The same dynamics as `hybridContinuum` on P = D psi psi^+, by formulas that share nothing with it but the grid: that of a reader who wants to
 * see the equations, and the second route of our tests. |psi(z)| stays 1. Ill-posed in general.
 *
 * Assumes D > 0, |psi| = 1 and fields that the grid resolves, H among them (not checked). Cost: that of `hybridTransport` and `hybridGenerator`, and
 * 4 d spectral derivatives. Allocates only here.
 *
 * Errors: throws unless hbar > 0, and when H is not Hermitian at a few sample points or does not match the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (3)-(5).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const allocate = () => ({ D: new Float64Array(16).fill(1), psi: new Float64Array(64) })
 * const state = allocate()
 * const rate = allocate()
 * for (let m = 0; m < 16; m++) state.psi[4 * m] = 1
 * hybridAmplitudes(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)(rate, state)
 * rate.psi[1] // => -2.5
 */
export const hybridAmplitudes = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): AmplitudeVelocity => amplitudeVelocity(fields, hamiltonian, hbar, hbar)

/**
 * The Ehrenfest model as the paper writes it, eq. (1): D_t = -div(D <X_H>), i hbar (psi_t + <X_H> . grad psi) = H psi.
 *
 * The same dynamics as `ehrenfestContinuum` on P = D psi psi^+; assumptions, layout and errors are those of `hybridAmplitudes`.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (1).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const allocate = () => ({ D: new Float64Array(16).fill(1), psi: new Float64Array(64) })
 * const state = allocate()
 * const rate = allocate()
 * for (let m = 0; m < 16; m++) state.psi[4 * m] = 1
 * ehrenfestAmplitudes(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)(rate, state)
 * rate.psi[1] // => -2.5
 */
export const ehrenfestAmplitudes = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): AmplitudeVelocity => amplitudeVelocity(fields, hamiltonian, hbar, 0)

/** Writes -(i/hbar) G psi at every node, G packed. */
const turn = (fields: HermitianFields, hbar: number): ((out: Writing, G: Reading, psi: Reading) => void) => {
  const { levels: n, packing, grid } = fields
  const matrix = new Float64Array(2 * packing.size)
  const image = new Float64Array(2 * n)
  return (out, G, psi) => {
    for (let m = 0; m < grid.nodes; m++) {
      matrix.fill(0)
      packing.addUnpacked(matrix, 0, G, m * packing.size)
      applyMatrix(image, 0, matrix, 0, psi, 2 * n * m, n)
      for (let j = 0; j < 2 * n; j += 2) {
        out[2 * n * m + j] = image[j + 1] / hbar
        out[2 * n * m + j + 1] = -image[j] / hbar
      }
    }
  }
}

/** Eqs. (3) with the terms of (4) and (5) that carry hbar weighed by `correction`: hbar or 0. */
const amplitudeVelocity = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  correction: number,
): AmplitudeVelocity => {
  if (!(hbar > 0)) throw new Error(`(D, psi) of '${hamiltonian.name}': hbar is ${hbar}; give a positive number.`)
  const { grid, packing, levels } = fields
  const { nodes, axes } = grid
  const transport = hybridTransport(fields, hamiltonian, correction)
  const generator = hybridGenerator(fields, hamiltonian, correction)
  const generate = turn(fields, hbar)
  const amplitudes = spectral(grid, 2 * levels)
  const X = axes.map(() => new Float64Array(nodes))
  const P = fields.allocate()
  const G = fields.allocate()
  const flux = new Float64Array(nodes)
  const slope = new Float64Array(2 * levels * nodes)
  return (out, { D, psi }) => {
    for (let m = 0; m < nodes; m++) packing.packState(P, m * packing.size, psi, 2 * levels * m)
    transport(X, D, P)
    generator(G, D, P)
    generate(out.psi, G, psi)
    out.D.fill(0)
    for (let j = 0; j < axes.length; j++) {
      for (let m = 0; m < nodes; m++) flux[m] = D[m] * X[j][m]
      fields.scalar.derivative(flux, flux, j)
      for (let m = 0; m < nodes; m++) out.D[m] -= flux[m]
      amplitudes.derivative(slope, psi, j)
      for (let m = 0; m < nodes; m++)
        for (let c = 2 * levels * m; c < 2 * levels * (m + 1); c++) out.psi[c] -= X[j][m] * slope[c]
    }
  }
}
