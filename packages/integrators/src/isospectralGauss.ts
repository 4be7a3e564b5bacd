import type { MatrixLiePoissonSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateDensity, STATUS } from '@casimir/algebra'
import { andersonSolver } from './andersonSolver.ts'
import { checkDensity } from './checkSystem.ts'
import type { DensityStepper } from './DensityStepper.ts'
import { extrapolation } from './extrapolation.ts'
import type { GaussOptions } from './gaussLegendre.ts'
import { gaussLinearStages } from './gaussLinearStages.ts'
import { gaussTableau } from './gaussTableau.ts'
import { isospectralConjugate } from './isospectralConjugate.ts'
import { steppingMemory } from './runLoop/steppingMemory.ts'

/**
 * Prepares the s-stage isospectral Gauss method for a matrix Lie-Poisson flow i hbar rho' = [G(rho, t), rho].
 *
 * rho1 = U rho0 U^+, where U_i = 1 - (i h/hbar) sum_j a_ij G(rho_j) U_j, rho_i = U_i rho0 U_i^+ and
 * U = 1 - (i h/hbar) sum_i b_i G(rho_i) U_i: the Gauss method of the flow lifted to the cotangent bundle of U(n), carried back by rho.
 * Since U_i^+ solves the stages of the dual variable, this is Modin and Viviani's X, Y, K form for Hermitian matrices.
 *
 * Order 2 s, symmetric. U is unitary to round-off for any Hermitian G, so the spectrum, the trace and every Tr rho^k are kept to round-off
 * at every iterate, converged or not; Poisson for the Lie-Poisson bracket of u(n), to the solver's tolerance. The energy is not conserved
 * exactly, its error stays bounded and shrinks as h^(2 s).
 *
 * Assumes a Hermitian rho and G (not checked) and a gradient that makes sense off the orbit, where the stages lie.
 *
 * Cost: an iteration takes s gradients, n LU solves of s n complex unknowns and 2 s n^3 multiplications. Start and iteration as in `gaussLegendre`.
 *
 * Errors: throws when `stages` is not a whole number >= 1; the flow returns `notConverged`, `nonFinite` or the gradient's
 * status, and then leaves the state as it was.
 *
 * Source: K. Modin and M. Viviani, Found. Comput. Math. 20, 889 (2020), doi 10.1007/s10208-019-09428-w.
 *
 * @example
 * const spin = {
 *   name: 'spin', levels: 2, hbar: 1, energy: ({ rho }) => rho[0] - rho[6],
 *   gradient: (g) => { g.set([1, 0, 0, 0, 0, 0, -1, 0]); return 0 },
 * }
 * const s = allocateDensity(2)
 * s.rho.set([0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0])
 * isospectralGauss(spin, { stages: 3 }).flow(s, 0.1)
 * Math.abs(s.rho[2] - Math.cos(0.2) / 2) < 1e-9 // => true
 */
export const isospectralGauss = (
  system: MatrixLiePoissonSystem,
  options: Partial<GaussOptions> & Pick<GaussOptions, 'stages'>,
): DensityStepper => {
  checkDensity('isospectralGauss', system)
  const tableau = gaussTableau(options.stages)
  const { stages: s, nodes } = tableau
  const history = options.history ?? (s === 1 ? 5 : s + 2)
  const { tolerance = 1e-14, iterations = 50, depth = 3 } = options
  const n = system.levels
  const size = 2 * n * n
  const start = allocateDensity(n)
  const stage = allocateDensity(n)
  const end = allocateDensity(n)
  const generators = Array.from({ length: s }, () => new Float64Array(size))
  const x = new Float64Array(s * size)
  const image = new Float64Array(s * size)
  const unit = new Float64Array(2 * n)
  const column = new Float64Array(2 * n)
  const turns = new Float64Array((s + 1) * size)
  const linear = gaussLinearStages(tableau, n)
  const conjugate = isospectralConjugate(n)
  const solver = andersonSolver(x.length, { tolerance, iterations, depth })
  const past = extrapolation(size, history)
  let h = 0
  let clock = 0
  let steps = 0
  let evaluations = 0

  /** With the generators in hand, writes U_1 .. U_s and U, by columns, to `turns` and the stages to `image`. */
  const advance = (): void => {
    for (let c = 0; c < n; c++) {
      unit.fill(0)
      unit[2 * c] = 1
      linear.solve(column, 0, generators, 0, h / system.hbar, unit, 0)
      for (let i = 0; i < s; i++)
        for (let k = 0; k < 2 * n; k++) turns[i * size + 2 * n * c + k] = linear.stages[2 * n * i + k]
      for (let k = 0; k < 2 * n; k++) turns[s * size + 2 * n * c + k] = column[k]
    }
    for (let i = 0; i < s; i++) conjugate(image, i * size, turns, i * size, start.rho, 0)
  }

  /** Stages in, stages out: `out` is `image`. */
  const map = (_out: Writing, values: Reading): Status => {
    for (let i = 0; i < s; i++) {
      stage.t[0] = start.t[0] + nodes[i] * h
      for (let k = 0; k < size; k++) stage.rho[k] = values[i * size + k]
      evaluations += 1
      const status = system.gradient(generators[i], stage)
      if (status !== STATUS.ok) return status
    }
    advance()
    return STATUS.ok
  }

  const continues = (block: Reading): boolean => {
    for (let k = 0; k < block.length; k++) if (block[k] !== end.block[k]) return false
    return true
  }

  return {
    flow: (state, step) => {
      if (history > 0 && !continues(state.block)) past.forget()
      h = step
      start.block.set(state.block)
      let predicted = history > 0
      for (let i = 0; i < s && predicted; i++) predicted = past.predict(generators[i], clock + nodes[i] * h)
      if (predicted) {
        advance()
        x.set(image)
      } else for (let i = 0; i < s; i++) x.set(start.rho, i * size)
      const status = solver.solve(image, x, map)
      if (status !== STATUS.ok) return status
      conjugate(end.rho, 0, turns, s * size, start.rho, 0)
      end.t[0] = start.t[0] + h
      if (history > 0) for (let i = 0; i < s; i++) past.add(generators[i], clock + nodes[i] * h, Math.abs(h) * nodes[0])
      clock += h
      steps += 1
      state.block.set(end.block)
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: solver.iterations() }),
    memory: steppingMemory(past.memory, end.block, {
      read: () => clock,
      write: (t) => {
        clock = t
      },
    }),
  }
}
