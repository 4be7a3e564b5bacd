import type { HybridState, HybridSystem, SplitPart } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { implicitMidpoint } from './implicitMidpoint.ts'
import type { Memory } from './runLoop/Memory.ts'
import type { StepperCounts } from './Stepper.ts'

/** A part of a split system that is solved implicitly, and what that has cost so far. */
export interface MidpointPart {
  readonly part: SplitPart<HybridState>
  readonly counts: () => StepperCounts
  /** What the part keeps between steps; a checkpoint of a word that holds it must save it. */
  readonly memory?: Memory
}

/**
 * Prepares the implicit midpoint rule as one part of a split system, beside parts with exact flows.
 *
 * Symmetric, symplectic and unitary as `implicitMidpoint` is, but of order 2 only: a word in which it stands needs no more than a symmetric
 * base. It leaves the time to another part, and keeps its extrapolated start from one letter to the next although other parts move the
 * state in between, since the gradient it extrapolates is smooth along the word's own trajectory.
 *
 * Cost: as `implicitMidpoint`, for the gradient of this part alone. Errors: the flow's status is that of `implicitMidpoint`.
 *
 * @example
 * const well = {
 *   name: 'well', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1, energy: (s) => s.q[0] ** 4,
 *   gradient: (g, s) => { g.q[0] = 4 * s.q[0] ** 3; g.p[0] = 0; g.generator.fill(0); return 0 },
 * }
 * const s = allocateHybrid(well.shape)
 * s.q[0] = 1
 * midpointPart(well).part.flow(s, 0.5) // => 0
 * Array.from([s.t[0], s.q[0], s.p[0]]) // => [0, 1, -2]
 */
export const midpointPart = (system: HybridSystem, options: Partial<SolverOptions> = {}): MidpointPart => {
  const { flow, counts, memory } = implicitMidpoint(system, { ...options, keepHistory: true })
  return {
    part: {
      kind: 'symmetric',
      flow: (state, h) => {
        const t = state.t[0]
        const status = flow(state, h)
        state.t[0] = t
        return status
      },
    },
    counts,
    ...(memory ? { memory } : {}),
  }
}
