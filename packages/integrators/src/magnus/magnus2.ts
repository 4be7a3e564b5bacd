import type { DrivenQuantumSystem } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { exponentialTurn } from './Turn.ts'

/**
 * Prepares the second-order exponential Magnus method, the exponential midpoint rule.
 *
 * psi1 = exp(-i g1) psi0 with g1 = (h/hbar) H(t + h/2).
 *
 * Order 2, symmetric, unitary to round-off for every step. Exact, whatever the step, when H is constant or linear in time
 * along one matrix.
 *
 * Cost: 1 evaluation of H and 1 exponential a step. Errors: throws while building for bad sizes; the flow returns
 * `nonFinite` and leaves the state as it was when H(t) or psi is not finite.
 *
 * Source: S. Blanes, F. Casas, J. A. Oteo and J. Ros, Phys. Rep. 470, 151 (2009), section 5.4.
 *
 * @example
 * const ramp = { name: 'ramp', levels: 2, hbar: 1, hamiltonian: (H, t) => { H.fill(0); H[2] = H[4] = t } }
 * const s = allocateDriven(2)
 * s.psi[0] = 1
 * const { flow } = magnus2(ramp)
 * for (let k = 0; k < 4; k++) flow(s, 0.25)
 * Math.abs(s.psi[0] - Math.cos(1 / 2)) < 1e-15 // => true
 */
export const magnus2 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'magnus2',
    nodes: 1,
    turn: exponentialTurn,
    turns: 1,
    prepare: () => (generators, moments) => {
      generators[0].set(moments[0])
    },
  })
