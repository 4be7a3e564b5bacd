import type { DrivenQuantumSystem } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { cayleyTurn } from './Turn.ts'

/**
 * Prepares the second-order Cayley-Magnus method: the Cayley map of H at the middle of the step.
 *
 * psi1 = (1 + i g1/2)^-1 (1 - i g1/2) psi0 with g1 = (h/hbar) H(t + h/2): Crank-Nicolson, or the implicit midpoint rule, for
 * i hbar psi' = H(t) psi.
 *
 * Order 2, symmetric, unitary for every step: to round-off, and to |g1| times round-off where |g1| is large. For a constant H
 * it conserves <H> and all populations of H, but their phases only to order 2.
 *
 * Cost: 1 evaluation of H and 1 linear solve a step. Errors: throws while building for bad sizes; the flow returns
 * `nonFinite` and leaves the state as it was when H(t) or psi is not finite.
 *
 * Source: A. Iserles, Found. Comput. Math. 1, 129 (2001); F. Diele, L. Lopez and R. Peluso, Adv. Comput. Math. 8, 317 (1998).
 *
 * @example
 * const still = { name: 'still', levels: 1, hbar: 1, hamiltonian: (H) => { H[0] = 1; H[1] = 0 } }
 * const s = allocateDriven(1)
 * s.psi[0] = 1
 * cayleyMagnus2(still).flow(s, 2)
 * Array.from(s.psi) // => [0, -1]
 */
export const cayleyMagnus2 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'cayleyMagnus2',
    nodes: 1,
    turn: cayleyTurn,
    turns: 1,
    prepare: () => (generators, moments) => {
      generators[0].set(moments[0])
    },
  })
