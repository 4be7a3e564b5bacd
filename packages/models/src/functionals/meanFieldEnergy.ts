import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { sampleHamiltonian } from '../fields/sampleHamiltonian.ts'

/**
 * The energy of the mean-field model, eq. (2), nonlocal in P: the classical density against the one quantum state rho = int P.
 *
 *     h(P) = int Tr P(z) Tr(rho H(z)) dz,   dh/dP(z) = Tr(rho H(z)) 1 + int Tr P(z') H(z') dz'
 *
 * Its Hamiltonian vector field closes on D = Tr P and rho, which obey (2); h = Tr(rho int D H dz).
 *
 * Being quadratic in P it assumes int Tr P = 1 (not checked): for another total, all rates are multiplied by it.
 *
 * Cost: O(nodes n^2). Errors: throws when H is not Hermitian at a few sample points (`checkHermitian`), or when its levels or degrees of freedom are
 * not those of the fields.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (2); the functional is ours.
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1 / (4 * Math.PI ** 2) })
 * Math.abs(meanFieldEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 })).value(P) - 0.5) < 1e-14 // => true
 */
export const meanFieldEnergy = (fields: HermitianFields, hamiltonian: HybridHamiltonian): FieldFunctional => {
  const { levels, packing, grid } = fields
  const { nodes, measure } = grid
  const nn = packing.size
  const H = sampleHamiltonian(fields, hamiltonian)
  const rho = new Float64Array(nn)
  const force = new Float64Array(nn)
  /** rho = int P and int (Tr P) H, packed. */
  const integrate = (P: Reading): void => {
    fields.packedIntegral(rho, P)
    force.fill(0)
    for (let m = 0; m < nodes; m++) {
      let D = 0
      for (let c = 0; c < levels; c++) D += P[m * nn + c]
      for (let c = 0; c < nn; c++) force[c] += measure * D * H[m * nn + c]
    }
  }
  return {
    name: `mean-field energy of ${hamiltonian.name}`,
    space: fields,
    value: (P) => {
      integrate(P)
      let sum = 0
      for (let c = 0; c < nn; c++) sum += rho[c] * force[c]
      return sum
    },
    derivative: (out, P) => {
      integrate(P)
      for (let m = 0; m < nodes; m++) {
        let mean = 0
        for (let c = 0; c < nn; c++) mean += rho[c] * H[m * nn + c]
        for (let c = 0; c < nn; c++) out[m * nn + c] = force[c] + (c < levels ? mean : 0)
      }
    },
  }
}
