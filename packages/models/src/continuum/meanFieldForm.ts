import type { HybridHamiltonian } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { sampleHamiltonian } from '../fields/sampleHamiltonian.ts'

/** A classical density D (`nodes` numbers) and one quantum density matrix rho (packed, n^2 numbers). */
export interface MeanFieldState {
  readonly D: Float64Array
  readonly rho: Float64Array
}

/**
 * The mean-field model as the paper writes it, eq. (2), in a density D(z) and one density matrix rho.
 *
 *     D_t = -{D, Tr(rho H)},   i hbar rho_t = [ int D H dz, rho ]
 *
 * What `meanFieldContinuum` does to D = Tr P and rho = int P. Conserves Tr(rho int D H dz), int D, and the spectrum of rho.
 *
 * Assumes fields that the grid resolves, H among them (not checked). Cost: 4 d scalar spectral derivatives. Allocates only here.
 *
 * Errors: throws unless hbar > 0, and when H is not Hermitian at a few sample points or does not match the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (2).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const D = Float64Array.from({ length: 16 }, (_, m) => (1 + Math.sin(fields.grid.coordinates[2 * m])) / (4 * Math.PI ** 2))
 * const state = { D, rho: Float64Array.of(1, 0, 0, 0) }
 * const rate = { D: new Float64Array(16), rho: new Float64Array(4) }
 * meanFieldForm(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)(rate, state)
 * Math.abs(rate.rho[3] - 0.25 * Math.SQRT2) < 1e-15 // => true
 */
export const meanFieldForm = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
): ((out: MeanFieldState, at: MeanFieldState) => void) => {
  if (!(hbar > 0)) throw new Error(`meanFieldForm: hbar is ${hbar}; give a positive number.`)
  const { packing, grid, scalar } = fields
  const { nodes, dof, measure } = grid
  const nn = packing.size
  const H = sampleHamiltonian(fields, hamiltonian)
  const mean = new Float64Array(nodes)
  const force = new Float64Array(nn)
  const [Dq, Dp, hq, hp] = Array.from({ length: 4 }, () => new Float64Array(nodes))
  return (out, { D, rho }) => {
    force.fill(0)
    for (let m = 0; m < nodes; m++) {
      mean[m] = 0
      for (let c = 0; c < nn; c++) {
        mean[m] += rho[c] * H[m * nn + c]
        force[c] += measure * D[m] * H[m * nn + c]
      }
    }
    // (1/i hbar) [F, rho] = (1/hbar) i [rho, F]
    packing.commutator(out.rho, 0, rho, 0, force, 0)
    for (let c = 0; c < nn; c++) out.rho[c] /= hbar
    out.D.fill(0)
    for (let j = 0; j < dof; j++) {
      scalar.derivative(Dq, D, j)
      scalar.derivative(Dp, D, dof + j)
      scalar.derivative(hq, mean, j)
      scalar.derivative(hp, mean, dof + j)
      for (let m = 0; m < nodes; m++) out.D[m] -= Dq[m] * hp[m] - Dp[m] * hq[m]
    }
  }
}
