import type { HybridHamiltonian, SplitSystem } from '@casimir/algebra'
import { hermitianExponential, STATUS } from '@casimir/algebra'
import type { GridState } from './GridState.ts'
import { keepTables, nodeExponential, unitarize } from './nodeExponential.ts'
import type { ProductBasis } from './productBasis.ts'
import { kineticMatrix } from './productBasisMatrices.ts'
import { axisOperator } from './productBasisOperator.ts'
import { productParts } from './productBasisParts.ts'

/**
 * Exact quantum dynamics i hbar psi' = (sum_j p_j^2/(2 m_j) + B(q)) psi in a product of oscillator number states, split into its two part flows.
 *
 *     A-flow: psi -> prod_j exp(-i T_j h / hbar) psi  (a dense matrix along each axis);  also advances t
 *     B-flow: psi -> exp(-i B(x_i) h / hbar) psi      (a matrix at every quadrature point)
 *
 * Both are unitary to round-off for any h, of either sign. T_j is exact between the number states kept, B as the Gauss-Hermite rule of their number
 * has it: exact between states k and l for polynomials in q of degree up to 2 n - 1 - k - l. Assumes that the highest states stay empty (not checked here; the run's report says).
 *
 * Cost: the A-flow sum_j n_j complex multiplications an amplitude, the B-flow as many as there are levels; a step allocates nothing once every coefficient of its word has been
 * used. Errors: throws when H is not of this form with one to three degrees of freedom, or the basis has not as many.
 *
 * Source: J. C. Light, I. P. Hamilton and J. V. Lill, J. Chem. Phys. 82, 1400 (1985).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const { parts } = productBasisSystem(model, layProductBasis([{ centre: 0, sigma: 0.7, functions: 8 }], 1))
 * const state = allocateGridState(2, 8)
 * state.level[0][6] = 2
 * parts.A.flow(state, 0.1) // => 0
 * parts.B.flow(state, 0.1) // => 0
 * Math.abs(normSquared(state.psi, 0, 16) - 4) < 1e-14 // => true
 */
export const productBasisSystem = (
  hamiltonian: HybridHamiltonian,
  basis: ProductBasis,
): SplitSystem<GridState, 'A' | 'B'> => {
  const { B, masses } = productParts(hamiltonian)
  const { axes, points, hbar } = basis
  if (axes.length !== hamiltonian.dof)
    throw new Error(
      `productBasisSystem: '${hamiltonian.name}' has ${hamiltonian.dof} degrees of freedom and the basis ${axes.length} modes; lay one with a mode for each.`,
    )
  const phi = new Float64Array(2 * hamiltonian.levels * points)
  let stride = points
  let size = 0
  const along = axes.map((axis, a) => {
    const n = axis.points
    stride /= n
    const at = size
    size += 2 * n * n
    return {
      at,
      matrix: kineticMatrix(axis, masses[a], hbar),
      exponential: hermitianExponential(n),
      polish: unitarize(n),
      apply: axisOperator(n, n, stride),
    }
  })
  const drift = keepTables(
    size,
    (table, h) => {
      for (const { at, matrix, exponential, polish } of along) {
        exponential(table, at, matrix, 0, h / hbar)
        polish(table, at)
      }
    },
    (psi, table) => {
      for (let a = 0; a < along.length; a++) {
        const { apply, at } = along[a]
        if (a % 2 === 0) apply(phi, table, psi, at)
        else apply(psi, table, phi, at)
      }
      if (along.length % 2 === 1) psi.set(phi)
    },
  )
  const kick = nodeExponential(B, basis.x, hbar)
  return {
    name: `exact ${hamiltonian.name}`,
    parts: {
      A: {
        kind: 'exact',
        flow: (state, h) => {
          drift(state.psi, h)
          state.t[0] += h
          return STATUS.ok
        },
      },
      B: {
        kind: 'exact',
        flow: (state, h) => {
          kick(state.psi, h)
          return STATUS.ok
        },
      },
    },
  }
}
