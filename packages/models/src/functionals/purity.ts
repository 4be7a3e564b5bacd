import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'

/**
 * The purity Tr rho^2 of the quantum density matrix rho = int P dz; its derivative is the constant field 2 rho.
 *
 * Conserved by mean field, not by Ehrenfest nor by the full hybrid model. Assumes int Tr P = 1 where it is read as a purity (not checked).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 0.5; m[6] = 0.5 })
 * purity(fields).value(P) // => 0.5
 */
export const purity = (space: HermitianFields): FieldFunctional => {
  const { grid, packing } = space
  const nn = packing.size
  const rho = new Float64Array(nn)
  return {
    name: 'purity',
    space,
    value: (at) => {
      space.packedIntegral(rho, at)
      let sum = 0
      for (let c = 0; c < nn; c++) sum += rho[c] * rho[c]
      return sum
    },
    derivative: (out, at) => {
      space.packedIntegral(rho, at)
      for (let m = 0; m < grid.nodes; m++) for (let c = 0; c < nn; c++) out[m * nn + c] = 2 * rho[c]
    },
  }
}
