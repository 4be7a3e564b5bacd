import type { HybridHamiltonian, SplitSystem } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Grid } from './Grid.ts'
import type { GridState } from './GridState.ts'
import { gridParts } from './gridParts.ts'
import { nodeExponential } from './nodeExponential.ts'

/**
 * Exact quantum dynamics i hbar psi' = (A(p) + B(q)) psi on a Fourier grid, split into its two exact part flows.
 *
 *     A-flow: psi -> F^-1 exp(-i A(p_k) h / hbar) F psi  (a matrix at every momentum node);  also advances t
 *     B-flow: psi -> exp(-i B(x_i) h / hbar) psi         (a matrix at every position node)
 *
 * Both are unitary to round-off for any h, of either sign. Assumes that psi vanishes at the edges of the box and at the
 * grid's largest momenta (not checked here; `GridReport` of a run says how well it holds).
 *
 * Cost: the A-flow 2 n transforms over all coordinates, either flow n^2 complex multiplications a node; a step allocates nothing once
 * every coefficient of its word has been used. Errors: throws when H is not A(p) + B(q) with one or two degrees of freedom
 * or the grid has not as many.
 *
 * Source: M. D. Feit, J. A. Fleck and A. Steiger, J. Comput. Phys. 47, 412 (1982).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const { parts } = splitOperator(model, layGrid([-8, 8], 64, 1))
 * const state = allocateGridState(2, 64)
 * state.level[0][64] = 2
 * parts.A.flow(state, 0.1) // => 0
 * parts.B.flow(state, 0.1) // => 0
 * Math.abs(normSquared(state.psi, 0, 128) - 4) < 1e-14 // => true
 */
export const splitOperator = (hamiltonian: HybridHamiltonian, grid: Grid): SplitSystem<GridState, 'A' | 'B'> => {
  const { A, B } = gridParts(hamiltonian)
  const { axes, fourier, points, hbar } = grid
  if (axes.length !== hamiltonian.dof)
    throw new Error(
      `splitOperator: '${hamiltonian.name}' has ${hamiltonian.dof} degrees of freedom and the grid ${axes.length}; lay a grid with one axis for each.`,
    )
  const kick = nodeExponential(B, grid.x, hbar)
  const drift = nodeExponential(A, grid.p, hbar)
  const phi = new Float64Array(2 * hamiltonian.levels * points)
  const levels = Array.from({ length: hamiltonian.levels }, (_, j) =>
    phi.subarray(2 * j * points, 2 * (j + 1) * points),
  )
  return {
    name: `exact ${hamiltonian.name}`,
    parts: {
      A: {
        kind: 'exact',
        flow: (state, h) => {
          for (let j = 0; j < levels.length; j++) fourier.forward(levels[j], state.level[j])
          drift(phi, h)
          for (let j = 0; j < levels.length; j++) fourier.inverse(state.level[j], levels[j])
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
