import type { HybridSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { checkHybrid } from './checkSystem.ts'
import type { Stepper } from './Stepper.ts'
import { taoDoubledFlow } from './taoDoubledFlow.ts'

/**
 * Prepares the semi-explicit symmetric-projection method for non-separable Hamiltonians.
 *
 * From two copies of z0 shifted to z0 + m and z0 - m, the explicit Strang step A(h/2) B(h) A(h/2) of H(q, y) + H(x, p) leads to copies one and two;
 * m is chosen so that one + m = two - m, which is z1. Re psi counts as a coordinate, Im psi as its momentum.
 *
 * Order 2, symmetric; as the letter of a symmetric composition it gives any even order. Symplectic in the original phase space, unlike
 * `taoExtended`, and conserves all linear and quadratic invariants, |psi_a| among them: both to the solver's tolerance. The energy is not conserved
 * exactly, its error stays bounded and shrinks as h^2.
 *
 * Assumes a smooth gradient. Time is moved between the two halves of B. Cost: 4 gradients an iteration (m is of the size h^3), Anderson-accelerated.
 *
 * Errors: the flow returns `notConverged`, `nonFinite` or the gradient's status, and then leaves the state as it was.
 *
 * Source: B. Jayawardana and T. Ohsawa, Math. Comp. 92, 251 (2023), arXiv:2111.10915.
 *
 * @example
 * const product = {
 *   name: 'product', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => ((s.q[0] ** 2 + 1) * (s.p[0] ** 2 + 1)) / 2,
 *   gradient: (g, s) => {
 *     g.q[0] = s.q[0] * (s.p[0] ** 2 + 1)
 *     g.p[0] = s.p[0] * (s.q[0] ** 2 + 1)
 *     g.generator.fill(0)
 *     return 0
 *   },
 * }
 * const s = allocateHybrid(product.shape)
 * s.q[0] = 1
 * const { flow } = symmetricProjection(product)
 * for (let k = 0; k < 1000; k++) flow(s, 0.01)
 * Math.abs(product.energy(s) - 1) < 1e-4 // => true
 */
export const symmetricProjection = (
  system: HybridSystem,
  { tolerance = 1e-14, iterations = 50, depth = 3 }: Partial<SolverOptions> = {},
): Stepper => {
  checkHybrid('symmetricProjection', system)
  const doubled = taoDoubledFlow(system)
  const start = allocateHybrid(system.shape)
  // (q, y) and (x, p): coordinates of one copy and momenta of the other, which only changes the sign of those components of m
  const one = allocateHybrid(system.shape)
  const two = allocateHybrid(system.shape)
  const length = start.block.length
  const shift = new Float64Array(length)
  const image = new Float64Array(length)
  const solver = andersonSolver(length, { tolerance, iterations, depth })
  let h = 0
  let steps = 0

  const strang = (): Status => {
    let status = doubled.push(two, one, h / 2)
    if (status === STATUS.ok) status = doubled.push(one, two, h / 2)
    one.t[0] += h
    two.t[0] += h
    if (status === STATUS.ok) status = doubled.push(one, two, h / 2)
    return status === STATUS.ok ? doubled.push(two, one, h / 2) : status
  }

  /** A simplified Newton step: the copies' final distance is one - two + 2 m, whose derivative in m is 4 up to O(h). */
  const map = (out: Writing, m: Reading): Status => {
    for (let k = 0; k < length; k++) {
      one.block[k] = start.block[k] + m[k]
      two.block[k] = start.block[k] - m[k]
    }
    const status = strang()
    if (status !== STATUS.ok) return status
    out[0] = 0
    for (let k = 1; k < length; k++) out[k] = m[k] - (one.block[k] - two.block[k] + 2 * m[k]) / 4
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      start.block.set(state.block)
      shift.fill(0)
      const status = solver.solve(image, shift, map)
      if (status !== STATUS.ok) return status
      steps += 1
      // the mean of one + m and two - m
      for (let k = 1; k < length; k++) state.block[k] = (one.block[k] + two.block[k]) / 2
      state.t[0] += h
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: doubled.evaluations(), iterations: solver.iterations() }),
  }
}
