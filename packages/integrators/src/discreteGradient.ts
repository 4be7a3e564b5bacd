import type { HybridSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { checkHybrid } from './checkSystem.ts'
import { gaussTableau } from './gaussTableau.ts'
import { hybridVectorField } from './hybridVectorField.ts'
import type { Stepper } from './Stepper.ts'

/** Options of `discreteGradient`; every field has a default. */
export interface DiscreteGradientOptions extends SolverOptions {
  /** Gauss points of the average. */
  readonly points: number
}

const DEFAULTS: DiscreteGradientOptions = { tolerance: 1e-14, iterations: 50, depth: 3, points: 6 }

/**
 * Prepares the averaged-vector-field discrete gradient method for a hybrid system: an energy-preserving integrator.
 *
 * z1 = z0 + h int_0^1 f((1 - x) z0 + x z1) dx in (q, p, psi), at the fixed time t + h/2, the integral by Gauss quadrature with m `points`.
 *
 * Order 2, symmetric. Conserves the energy to the solver's tolerance wherever the quadrature resolves the segment: exactly for polynomials of
 * degree 2 m, up to O(h^(2 m + 1)) a step otherwise. It is not symplectic and does not keep the norms |psi_a|: `gaussLegendre` does.
 *
 * Assumes a smooth gradient that is exactly that of the energy, off unit amplitudes too (not checked). With a driven system no energy is
 * conserved.
 *
 * Cost: m gradients an iteration, which starts from z0 and is Anderson-accelerated.
 *
 * Errors: throws when `points` is not a whole number >= 1; the flow returns `notConverged`, `nonFinite` or the gradient's status, and
 * then leaves the state as it was.
 *
 * Source: G. Quispel and D. McLaren, J. Phys. A 41, 045206 (2008).
 *
 * @example
 * const quartic = {
 *   name: 'quartic', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => (s.p[0] ** 2 + s.q[0] ** 4) / 2,
 *   gradient: (g, s) => { g.q[0] = 2 * s.q[0] ** 3; g.p[0] = s.p[0]; g.generator.fill(0); return 0 },
 * }
 * const s = allocateHybrid(quartic.shape)
 * s.q[0] = 1
 * const { flow } = discreteGradient(quartic)
 * for (let k = 0; k < 100; k++) flow(s, 0.1)
 * Math.abs(quartic.energy(s) - 0.5) < 1e-12 // => true
 */
export const discreteGradient = (system: HybridSystem, options: Partial<DiscreteGradientOptions> = {}): Stepper => {
  checkHybrid('discreteGradient', system)
  const { points, ...solverOptions } = { ...DEFAULTS, ...options }
  if (!Number.isInteger(points) || points < 1)
    throw new Error(`discreteGradient: points is ${points}; give a whole number >= 1.`)
  const { nodes, weights } = gaussTableau(points)
  const field = hybridVectorField(system)
  const start = allocateHybrid(system.shape)
  const between = allocateHybrid(system.shape)
  const velocity = allocateHybrid(system.shape)
  const end = allocateHybrid(system.shape)
  const image = allocateHybrid(system.shape)
  const length = start.block.length
  const solver = andersonSolver(length, solverOptions)
  let h = 0
  let steps = 0
  let evaluations = 0

  /** End in, end out. */
  const map = (out: Writing, z: Reading): Status => {
    for (let k = 0; k < length; k++) out[k] = start.block[k]
    for (let m = 0; m < points; m++) {
      for (let k = 0; k < length; k++) between.block[k] = start.block[k] + nodes[m] * (z[k] - start.block[k])
      between.t[0] = start.t[0] + h / 2
      evaluations += 1
      const status = field(velocity, between)
      if (status !== STATUS.ok) return status
      for (let k = 0; k < length; k++) out[k] += h * weights[m] * velocity.block[k]
    }
    out[0] = start.block[0] + h
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      start.block.set(state.block)
      end.block.set(state.block)
      end.t[0] += h
      const status = solver.solve(image.block, end.block, map)
      if (status !== STATUS.ok) return status
      steps += 1
      state.block.set(image.block)
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: solver.iterations() }),
  }
}
