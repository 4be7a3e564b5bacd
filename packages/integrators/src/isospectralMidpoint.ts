import type { MatrixLiePoissonSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateDensity, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { cayleyTurn } from './cayleyTurn.ts'
import { checkDensity } from './checkSystem.ts'
import type { DensityStepper } from './DensityStepper.ts'
import { isospectralConjugate } from './isospectralConjugate.ts'

/**
 * Prepares the isospectral midpoint method for a matrix Lie-Poisson flow i hbar rho' = [G(rho, t), rho].
 *
 * Solve (1 + i s G) x (1 - i s G) = rho0 with G = G(x, t + h/2) and s = h/2 hbar; then rho1 = (1 - i s G) x (1 + i s G). With the Cayley
 * transform C = (1 + i s G)^-1 (1 - i s G) this is x = ((1 + C)/2) rho0 ((1 + C)/2)^+ and rho1 = C rho0 C^+.
 *
 * Order 2, symmetric. C is unitary to round-off for any Hermitian G, so the spectrum, the trace and every Tr rho^k are kept to round-off at every
 * iterate, converged or not; Poisson for the Lie-Poisson bracket of u(n), to the solver's tolerance. The energy is not conserved exactly, its error
 * stays bounded and shrinks as h^2.
 *
 * Assumes a Hermitian rho and G (not checked) and a gradient that makes sense off the orbit, where x lies.
 *
 * Cost: an iteration takes one gradient, n Cayley steps and 2 n^3 multiplications; it starts from rho0 and is Anderson-accelerated.
 *
 * Errors: the flow returns `notConverged`, `nonFinite` or the gradient's status, and then leaves the state as it was.
 *
 * Source: K. Modin and M. Viviani, Found. Comput. Math. 20, 889 (2020), doi 10.1007/s10208-019-09428-w; M. Viviani, arXiv:1904.07117.
 *
 * @example
 * const spin = {
 *   name: 'spin', levels: 2, hbar: 1, energy: ({ rho }) => rho[0] - rho[6],
 *   gradient: (g) => { g.set([1, 0, 0, 0, 0, 0, -1, 0]); return 0 },
 * }
 * const s = allocateDensity(2)
 * s.rho.set([1, 0, 0, 0, 0, 0, 0, 0])
 * isospectralMidpoint(spin).flow(s, 0.1)
 * Math.abs(s.rho[0] - 1) < 1e-15 // => true
 */
export const isospectralMidpoint = (
  system: MatrixLiePoissonSystem,
  { tolerance = 1e-14, iterations = 50, depth = 3 }: Partial<SolverOptions> = {},
): DensityStepper => {
  checkDensity('isospectralMidpoint', system)
  const n = system.levels
  const size = 2 * n * n
  const start = allocateDensity(n)
  const middle = allocateDensity(n)
  const generator = new Float64Array(size)
  const turn = new Float64Array(size)
  const halfTurn = new Float64Array(size)
  const image = new Float64Array(size)
  const turnOf = cayleyTurn(n)
  const conjugate = isospectralConjugate(n)
  const solver = andersonSolver(size, { tolerance, iterations, depth })
  let h = 0
  let steps = 0

  /** Middle in, middle out: `x` is `middle.rho`. */
  const map = (out: Writing, _x: Reading): Status => {
    const status = system.gradient(generator, middle)
    if (status !== STATUS.ok) return status
    const factor = h / (2 * system.hbar)
    for (let k = 0; k < size; k++) generator[k] *= factor
    turnOf(turn, 0, halfTurn, generator)
    conjugate(out, 0, halfTurn, 0, start.rho, 0)
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      start.block.set(state.block)
      middle.block.set(state.block)
      middle.t[0] = start.t[0] + h / 2
      const status = solver.solve(image, middle.rho, map)
      if (status !== STATUS.ok) return status
      conjugate(state.rho, 0, turn, 0, start.rho, 0)
      state.t[0] = start.t[0] + h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: solver.iterations(), iterations: solver.iterations() }),
  }
}
