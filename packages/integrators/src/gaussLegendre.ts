import type { HybridState, HybridSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { checkHybrid } from './checkSystem.ts'
import { extrapolation } from './extrapolation.ts'
import { gaussLinearStages } from './gaussLinearStages.ts'
import { gaussTableau } from './gaussTableau.ts'
import { addCombination } from './linearCombination.ts'
import { steppingMemory } from './runLoop/steppingMemory.ts'
import type { Stepper } from './Stepper.ts'

/** Options of `gaussLegendre`; all but `stages` have a default. */
export interface GaussOptions extends SolverOptions {
  /** How many stages s; the order is 2 s. */
  readonly stages: number
  /** Through how many earlier stage gradients the start is extrapolated, 0 for none; by default s + 2, and 5 for one stage. */
  readonly history: number
}

/** States laid out as `one` is, end to end in `block`. */
const statesIn = (block: Writing, one: HybridState): ReadonlyArray<HybridState> =>
  Array.from({ length: block.length / one.block.length }, (_, i) => {
    const at = i * one.block.length
    const field = ({ byteOffset, length }: Writing): Writing => {
      const from = at + (byteOffset - one.block.byteOffset) / Float64Array.BYTES_PER_ELEMENT
      return block.subarray(from, from + length)
    }
    return { block: field(one.block), t: field(one.t), q: field(one.q), p: field(one.p), psi: field(one.psi) }
  })

/**
 * Prepares the s-stage Gauss-Legendre collocation method in (q, p, psi) for a hybrid system.
 *
 * z_i = z0 + h sum_j a_ij f(z_j), z1 = z0 + h sum_i b_i f(z_i), f the vector field of eq. (16) and stage i at time t + c_i h. Given the
 * stage gradients, the amplitudes of all stages come from one linear solve for each trajectory, so that only the gradients are iterated.
 *
 * Order 2 s, symmetric. Conserves each |psi_a| to round-off at every iterate, converged or not; all quadratic invariants and the
 * symplectic form to the solver's tolerance. The energy is not conserved exactly, its error stays bounded and shrinks as h^(2 s).
 *
 * Assumes a system whose gradient is smooth: 2 s - 1 times differentiable for the full order (not checked).
 *
 * Cost: an iteration takes s gradients and one LU solve of s n complex unknowns a trajectory. The start is extrapolated from
 * earlier stage gradients and the iteration Anderson-accelerated. With s = 1 it is `implicitMidpoint`, which is cheaper.
 *
 * Errors: throws when `stages` is not a whole number >= 1; the flow returns `notConverged`, `nonFinite` or the gradient's
 * status, and then leaves the state as it was.
 *
 * Source: E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), II.1.3, IV.2.1 and VI.4.
 *
 * @example
 * const oscillator = {
 *   name: 'oscillator', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => (s.p[0] ** 2 + s.q[0] ** 2) / 2,
 *   gradient: (g, s) => { g.q[0] = s.q[0]; g.p[0] = s.p[0]; g.generator.fill(0); return 0 },
 * }
 * const s = allocateHybrid(oscillator.shape)
 * s.q[0] = 1
 * gaussLegendre(oscillator, { stages: 4 }).flow(s, 0.5)
 * Math.abs(s.q[0] - Math.cos(0.5)) < 1e-10 // => true
 */
export const gaussLegendre = (
  system: HybridSystem,
  options: Partial<GaussOptions> & Pick<GaussOptions, 'stages'>,
): Stepper => {
  checkHybrid('gaussLegendre', system)
  const tableau = gaussTableau(options.stages)
  const { stages: s, nodes, weights, coefficients } = tableau
  const history = options.history ?? (s === 1 ? 5 : s + 2)
  const { tolerance = 1e-13, iterations = 50, depth = 3 } = options
  const { trajectories, levels: n } = system.shape
  const gradients = Array.from({ length: s }, () => allocateGradient(system.shape))
  const generators = gradients.map((g) => g.generator)
  const forces = gradients.map((g) => g.q)
  const velocities = gradients.map((g) => g.p)
  const end = allocateHybrid(system.shape)
  const length = end.block.length
  const x = new Float64Array(s * length)
  const image = new Float64Array(s * length)
  const stages = statesIn(x, end)
  const images = statesIn(image, end)
  const linear = gaussLinearStages(tableau, n)
  const solver = andersonSolver(x.length, { tolerance, iterations, depth })
  const past = extrapolation(gradients[0].block.length, history)
  const forward = new Float64Array(s)
  const backward = new Float64Array(s)
  let start: HybridState = end
  let h = 0
  let clock = 0
  let steps = 0
  let evaluations = 0

  /** Moves coordinates and momenta from the start by h sum_j row_j f_j, with the gradients in hand. */
  const move = ({ q, p }: HybridState, row: Reading, at: number): void => {
    for (let j = 0; j < s; j++) {
      forward[j] = h * row[at + j]
      backward[j] = -forward[j]
    }
    addCombination(q, start.q, forward, velocities, s)
    addCombination(p, start.p, backward, forces, s)
  }

  /** Takes the step with the gradients in hand: its stages go to `out`, the amplitudes of its end to `end`. */
  const advance = (out: ReadonlyArray<HybridState>): void => {
    for (let i = 0; i < s; i++) {
      out[i].t[0] = start.t[0] + nodes[i] * h
      move(out[i], coefficients, i * s)
    }
    linear.tau[0] = h / system.hbar
    for (let a = 0; a < trajectories; a++) {
      const at = 2 * n * a
      linear.solveAtTau(end.psi, at, generators, n * at, start.psi, at)
      for (let i = 0; i < s; i++) for (let k = 0; k < 2 * n; k++) out[i].psi[at + k] = linear.stages[2 * i * n + k]
    }
  }

  /** Stages in, stages out: the values are `x`, `out` is `image`. */
  const map = (_out: Writing, _values: Reading): Status => {
    for (let i = 0; i < s; i++) {
      evaluations += 1
      const status = system.gradient(gradients[i], stages[i])
      if (status !== STATUS.ok) return status
    }
    advance(images)
    return STATUS.ok
  }

  const continues = (block: Reading): boolean => {
    for (let k = 0; k < length; k++) if (block[k] !== end.block[k]) return false
    return true
  }

  return {
    flow: (state, step) => {
      if (history > 0 && !continues(state.block)) past.forget()
      h = step
      start = state
      let predicted = history > 0
      for (let i = 0; i < s && predicted; i++) predicted = past.predict(gradients[i].block, clock + nodes[i] * h)
      if (predicted) advance(stages)
      else
        for (let i = 0; i < s; i++) {
          stages[i].block.set(state.block)
          stages[i].t[0] += nodes[i] * h
        }
      const status = solver.solve(image, x, map)
      if (status !== STATUS.ok) return status
      move(end, weights, 0)
      end.t[0] = state.t[0] + h
      if (history > 0)
        for (let i = 0; i < s; i++) past.add(gradients[i].block, clock + nodes[i] * h, Math.abs(h) * nodes[0])
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
