import type { HybridState } from '@casimir/algebra'
import { allocateHybrid, letter } from '@casimir/algebra'
import { compile } from '@casimir/integrators'
import { ehrenfestSplit } from '@casimir/models'
import { crossingHamiltonian, crossingSystem, hybridProblems } from './catalogueProblems.ts'
import { hybridVelocity } from './hybridVelocity.ts'
import { plainPendulum } from './oscillators.ts'

const split = ehrenfestSplit(crossingHamiltonian, { trajectories: 1, hbar: 1 })
const { pendulum, crossing } = hybridProblems

const euler = (system: typeof plainPendulum) => () => {
  const field = hybridVelocity(system)
  const slope = allocateHybrid(system.shape)
  return (state: HybridState, h: number): number => {
    field(slope, state)
    for (let k = 0; k < state.block.length; k++) state.block[k] += h * slope.block[k]
    return 0
  }
}

const on = (name: string, problem: typeof pendulum, prepare: Parameters<typeof pendulum.specimen>[1]) => ({
  specimen: problem.specimen(name, prepare),
  h: problem.h,
})

/** Methods made wrong on purpose, each on problems where the laws it breaks can be seen. */
export const wrongMethods = {
  explicitEuler: () => [
    on('explicit Euler', pendulum, euler(plainPendulum)),
    on('explicit Euler', crossing, euler(crossingSystem)),
  ],
  /** Never steps, and says so. */
  frozen: () => [on('frozen', crossing, () => () => 1)],
  /** Loses the momentum. */
  notANumber: () => [
    on('not a number', crossing, () => (state) => {
      state.p[0] = Number.NaN
      return 0
    }),
  ],
  /** Half a Lie-Trotter step and then half another, not its adjoint: still consistent, still symplectic, no longer symmetric. */
  unreversedAdjoint: () => [
    on('A B A B', crossing, () =>
      compile(split)([letter('A', 0.5), letter('B', 0.5), letter('A', 0.5), letter('B', 0.5)]),
    ),
  ],
  /** Strang whose kick turns psi and forgets p. */
  noBackReaction: () => [
    on('no back-reaction', crossing, () => {
      const deaf = (state: HybridState, h: number): number => {
        const p = state.p[0]
        const status = split.parts.B.flow(state, h)
        state.p[0] = p
        return status
      }
      const parts = { A: split.parts.A, B: { kind: 'exact', flow: deaf } } as const
      return compile({ name: 'deaf', parts })([letter('A', 0.5), letter('B', 1), letter('A', 0.5)])
    }),
  ],
}
