import type { HybridState, HybridSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, STATUS } from '@casimir/algebra'
import { amplitudeVelocity } from './amplitudeVelocity.ts'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { checkHybrid } from './checkSystem.ts'
import { gaussTableau } from './gaussTableau.ts'
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
  const gradient = allocateGradient(system.shape)
  const turn = amplitudeVelocity(system)
  const between = allocateHybrid(system.shape)
  const end = allocateHybrid(system.shape)
  const image = allocateHybrid(system.shape)
  const velocity = new Float64Array(end.psi.length)
  const length = end.block.length
  const solver = andersonSolver(length, solverOptions)
  let start: HybridState = end
  let h = 0
  let steps = 0
  let evaluations = 0

  /** Puts `between` on the segment from the start to the end, at time t + h/2. */
  const place = (node: number): void => {
    const { block: z0 } = start
    const { block: z1 } = end
    const { block: z } = between
    for (let k = 0; k < length; k++) z[k] = z0[k] + node * (z1[k] - z0[k])
    between.t[0] = start.t[0] + h / 2
  }

  /** Adds the gradient in hand, for the time `share`, to `from`: into `image`. */
  const add = (from: HybridState, share: number): void => {
    const { q: gq, p: gp } = gradient
    const { q: fromQ, p: fromP, psi: fromPsi } = from
    const { q, p, psi } = image
    for (let k = 0; k < q.length; k++) {
      q[k] = fromQ[k] + share * gp[k]
      p[k] = fromP[k] - share * gq[k]
    }
    for (let k = 0; k < psi.length; k++) psi[k] = fromPsi[k] + share * velocity[k]
  }

  /** End in, end out: `z` is `end.block`, `out` is `image.block`. */
  const map = (_out: Writing, _z: Reading): Status => {
    for (let m = 0; m < points; m++) {
      place(nodes[m])
      evaluations += 1
      const status = system.gradient(gradient, between)
      if (status !== STATUS.ok) return status
      turn(velocity, gradient.generator, between.psi)
      add(m === 0 ? start : image, h * weights[m])
    }
    image.t[0] = start.t[0] + h
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      start = state
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
