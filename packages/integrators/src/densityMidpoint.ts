import type { DensityHybridState, DensityHybridSystem, Flow, Reading, Status, Writing } from '@casimir/algebra'
import { allocateDensityHybrid, allocateGradient, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { cayleyTurn } from './cayleyTurn.ts'
import { checkHybrid } from './checkSystem.ts'
import { isospectralConjugate } from './isospectralConjugate.ts'
import type { StepperCounts } from './Stepper.ts'

/** A prepared one-step method on density states; not re-entrant, since its workspace is its own: prepare one per worker. */
export interface DensityHybridStepper {
  readonly flow: Flow<DensityHybridState>
  readonly counts: () => StepperCounts
}

/**
 * Prepares the midpoint rule in (q, p, rho): implicit midpoint in q and p, isospectral midpoint in every rho_a, solved together.
 *
 * With the gradient at ((q0+q1)/2, (p0+p1)/2, x) and C_a = (1 + i s G_a)^-1 (1 - i s G_a), s = h/2 hbar:
 *
 *     q1 = q0 + h h_p,   p1 = p0 - h h_q,   x_a = ((1 + C_a)/2) rho0_a ((1 + C_a)/2)^+,   rho1_a = C_a rho0_a C_a^+.
 *
 * Order 2, symmetric. The spectrum of every rho_a is kept to round-off at every iterate, converged or not; Poisson to the solver's tolerance, being the
 * reduction of `implicitMidpoint` on rho = F F^+ by F -> F U, and equal to it for rank one. The energy is not conserved exactly but its error stays bounded
 * and shrinks as h^2.
 *
 * Assumes Hermitian rho_a and G_a (not checked). Cost: an iteration takes one gradient and, a trajectory, n Cayley steps and 2 n^3 multiplications; it
 * starts from the old state and is Anderson-accelerated.
 *
 * Errors: the flow returns `notConverged`, `nonFinite` or the gradient's status, and then leaves the state as it was.
 *
 * Source: K. Modin and M. Viviani, Found. Comput. Math. 20, 889 (2020), doi 10.1007/s10208-019-09428-w, for the rho part; joining the two is ours.
 *
 * @example
 * const spin = {
 *   name: 'spin', shape: { trajectories: 1, dof: 1, levels: 2 }, hbar: 1, energy: ({ q, rho }) => q[0] * (rho[0] - rho[6]),
 *   gradient: (g, { q, rho }) => { g.q[0] = rho[0] - rho[6]; g.p[0] = 0; g.generator.set([q[0], 0, 0, 0, 0, 0, -q[0], 0]); return 0 },
 * }
 * const s = allocateDensityHybrid(spin.shape)
 * s.q[0] = 2
 * s.rho.set([0.75, 0, 0, 0, 0, 0, 0.25, 0])
 * densityMidpoint(spin).flow(s, 0.1) // => 0
 * Math.abs(s.rho[0] - 0.75) < 1e-15 // => true
 */
export const densityMidpoint = (
  system: DensityHybridSystem,
  { tolerance = 1e-13, iterations = 50, depth = 3 }: Partial<SolverOptions> = {},
): DensityHybridStepper => {
  checkHybrid('densityMidpoint', system)
  const { trajectories: N, dof, levels: n } = system.shape
  const size = 2 * n * n
  const coordinates = N * dof
  const gradient = allocateGradient(system.shape)
  const start = allocateDensityHybrid(system.shape)
  const middle = allocateDensityHybrid(system.shape)
  const image = allocateDensityHybrid(system.shape)
  const turns = new Float64Array(size * N)
  const halfTurn = new Float64Array(size)
  const scaled = new Float64Array(size)
  const turnOf = cayleyTurn(n)
  const conjugate = isospectralConjugate(n)
  const solver = andersonSolver(middle.block.length, { tolerance, iterations, depth })
  let h = 0
  let steps = 0

  /** Midpoint in, midpoint out: `x` is `middle.block`, `out` is `image.block`. */
  const map = (_out: Writing, _x: Reading): Status => {
    const status = system.gradient(gradient, middle)
    if (status !== STATUS.ok) return status
    image.t[0] = middle.t[0]
    const s = h / (2 * system.hbar)
    for (let k = 0; k < coordinates; k++) {
      image.q[k] = start.q[k] + (h / 2) * gradient.p[k]
      image.p[k] = start.p[k] - (h / 2) * gradient.q[k]
    }
    for (let a = 0; a < N; a++) {
      for (let k = 0; k < size; k++) scaled[k] = s * gradient.generator[size * a + k]
      turnOf(turns, size * a, halfTurn, scaled)
      conjugate(image.rho, size * a, halfTurn, 0, start.rho, size * a)
    }
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      start.block.set(state.block)
      middle.block.set(state.block)
      middle.t[0] = start.t[0] + h / 2
      const status = solver.solve(image.block, middle.block, map)
      if (status !== STATUS.ok) return status
      for (let k = 0; k < coordinates; k++) {
        state.q[k] = start.q[k] + h * gradient.p[k]
        state.p[k] = start.p[k] - h * gradient.q[k]
      }
      for (let a = 0; a < N; a++) conjugate(state.rho, size * a, turns, size * a, start.rho, size * a)
      state.t[0] = start.t[0] + h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: solver.iterations(), iterations: solver.iterations() }),
  }
}
