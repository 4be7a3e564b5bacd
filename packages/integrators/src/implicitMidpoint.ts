import type { HybridState, HybridSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { cayley } from './cayley.ts'
import { checkHybrid } from './checkSystem.ts'
import { extrapolation } from './extrapolation.ts'
import { steppingMemory } from './runLoop/steppingMemory.ts'
import type { Stepper } from './Stepper.ts'

/** Options of `implicitMidpoint`; every field has a default. */
export interface MidpointOptions extends SolverOptions {
  /** Through how many earlier midpoint gradients the start is extrapolated; 0 starts every solve from the old state. */
  readonly history: number
  /** Keep the history although the state has moved since the last step, as it does when the stepper is a letter of a word. */
  readonly keepHistory: boolean
}

const DEFAULTS: MidpointOptions = { tolerance: 1e-13, iterations: 50, depth: 3, history: 5, keepHistory: false }

/**
 * Prepares the implicit midpoint rule in (q, p, psi) for a hybrid system.
 *
 * q1 = q0 + h h_p, p1 = p0 - h h_q, psi1 = (1 + i h G/2 hbar)^-1 (1 - i h G/2 hbar) psi0, with the gradient taken at
 * ((q0+q1)/2, (p0+p1)/2, (psi0+psi1)/2): the psi part is the Cayley step with the midpoint generator G.
 *
 * The midpoint amplitudes are used as they are, unnormalised: that is what makes the rule symplectic.
 *
 * Order 2, symmetric. Conserves each |psi_a| to round-off at every iterate, all quadratic invariants and the symplectic form
 * to the solver's tolerance; the energy is not conserved exactly but its error stays bounded and shrinks as h^2.
 *
 * Assumes a system whose gradient is smooth. Cost: one gradient and one Cayley step an iteration; the start is extrapolated
 * from earlier midpoint gradients and the iteration Anderson-accelerated, `history: 0, depth: 0` being the plain iteration.
 *
 * Errors: the flow returns `notConverged`, `nonFinite` or the gradient's status, and then leaves the state as it was (as a
 * letter of a word, as the letters before it left it).
 *
 * Source: B. Leimkuhler and S. Reich, Simulating Hamiltonian Dynamics (2004), chapter 6; eq. (16) of the paper.
 *
 * @example
 * const pendulum = {
 *   name: 'oscillator', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => (s.p[0] ** 2 + s.q[0] ** 2) / 2,
 *   gradient: (g, s) => { g.q[0] = s.q[0]; g.p[0] = s.p[0]; g.generator.fill(0); return 0 },
 * }
 * const s = allocateHybrid(pendulum.shape)
 * s.q[0] = 1
 * const { flow } = implicitMidpoint(pendulum)
 * for (let k = 0; k < 100; k++) flow(s, 0.1)
 * Math.abs(pendulum.energy(s) - 0.5) < 1e-12 // => true
 */
export const implicitMidpoint = (system: HybridSystem, options: Partial<MidpointOptions> = {}): Stepper => {
  checkHybrid('implicitMidpoint', system)
  const { history, keepHistory, ...solverOptions } = { ...DEFAULTS, ...options }
  const { trajectories, dof, levels } = system.shape
  const gradient = allocateGradient(system.shape)
  const middle = allocateHybrid(system.shape)
  const image = allocateHybrid(system.shape)
  const end = allocateHybrid(system.shape)
  const cayleyStep = cayley(levels)
  const solver = andersonSolver(middle.block.length, solverOptions)
  const past = extrapolation(gradient.block.length, history)
  const coordinates = trajectories * dof
  let start: HybridState = end
  let h = 0
  let clock = 0
  let steps = 0

  /** Takes the step from `start` with the gradient in hand: its midpoint goes to `out`, the amplitudes of its end to `end`. */
  const advance = (out: HybridState): void => {
    out.t[0] = middle.t[0]
    const half = h / 2
    const { q: q0, p: p0 } = start
    const { q, p } = out
    const { q: gq, p: gp } = gradient
    for (let k = 0; k < coordinates; k++) {
      q[k] = q0[k] + half * gp[k]
      p[k] = p0[k] - half * gq[k]
    }
    const s = h / (2 * system.hbar)
    const { psi: psi0 } = start
    const { psi: psi1 } = end
    const { psi } = out
    for (let a = 0; a < trajectories; a++)
      cayleyStep(psi1, 2 * levels * a, gradient.generator, 2 * levels * levels * a, s, psi0, 2 * levels * a)
    for (let k = 0; k < psi.length; k++) psi[k] = 0.5 * (psi0[k] + psi1[k])
  }

  /** Completes `end`, once the gradient is that of the midpoint, and puts the state there. */
  const finish = (state: HybridState): void => {
    end.t[0] = state.t[0] + h
    const { q: q0, p: p0 } = state
    const { q, p } = end
    const { q: gq, p: gp } = gradient
    for (let k = 0; k < coordinates; k++) {
      q[k] = q0[k] + h * gp[k]
      p[k] = p0[k] - h * gq[k]
    }
    state.block.set(end.block)
  }

  /** Midpoint in, midpoint out: `x` is `middle.block`, `out` is `image.block`. */
  const map = (_out: Writing, _x: Reading): Status => {
    const status = system.gradient(gradient, middle)
    if (status === STATUS.ok) advance(image)
    return status
  }

  const continues = (block: Reading): boolean => {
    for (let k = 0; k < block.length; k++) if (block[k] !== end.block[k]) return false
    return true
  }

  return {
    flow: (state, step) => {
      if (history > 0 && !keepHistory && !continues(state.block)) past.forget()
      h = step
      start = state
      middle.t[0] = state.t[0] + h / 2
      if (history > 0 && past.predict(gradient.block, clock + h / 2)) advance(middle)
      else {
        middle.block.set(state.block)
        middle.t[0] += h / 2
      }
      const status = solver.solve(image.block, middle.block, map)
      if (status !== STATUS.ok) return status
      finish(state)
      if (history > 0) past.add(gradient.block, clock + h / 2, Math.abs(h) / 2)
      clock += h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: solver.iterations(), iterations: solver.iterations() }),
    memory: steppingMemory(past.memory, end.block, {
      read: () => clock,
      write: (t) => {
        clock = t
      },
    }),
  }
}
