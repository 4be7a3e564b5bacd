import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'

/**
 * The density Tr(P A(z)) of the mean of an operator-valued function: for A = H the Ehrenfest energy, linear in P.
 *
 * B = A, b = 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, the first term of eq. (11).
 *
 * @example
 * expectationDensity(rabi({ omega: 1, splitting: 1, coupling: 0.1 })).axes // => []
 */
export const expectationDensity = (operator: HybridHamiltonian): LocalDensity => {
  const { levels, dof } = operator
  const packing = hermitianPacking(levels)
  const nn = packing.size
  const matrix = new Float64Array(2 * nn)
  return {
    name: `mean of ${operator.name}`,
    levels,
    dof,
    axes: [],
    coefficients: nn,
    tabulate: (out, at, z) => {
      operator.value(
        matrix,
        Float64Array.from({ length: dof }, (_, j) => z[j]),
        Float64Array.from({ length: dof }, (_, j) => z[dof + j]),
        0,
      )
      packing.pack(out, at, matrix, 0)
    },
    evaluate: (out, o, fields, at, coefficients, c) => {
      out[o] = 0
      let sum = 0
      for (let k = 0; k < nn; k++) {
        out[o + 1 + k] = coefficients[c + k]
        sum += fields[at + 1 + k] * coefficients[c + k]
      }
      out[o + 1 + nn] = sum
    },
  }
}
