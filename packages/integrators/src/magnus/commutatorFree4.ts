import type { DrivenQuantumSystem } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { exponentialTurn } from './Turn.ts'

/**
 * Prepares the fourth-order commutator-free Magnus method of two exponentials, CF4.
 *
 * psi1 = exp(-i (h/hbar) (b H1 + a H2)) exp(-i (h/hbar) (a H1 + b H2)) psi0 at the two Gauss-Legendre nodes, with
 * a = 1/4 + sqrt(3)/6 and b = 1/4 - sqrt(3)/6: the exponentials of g1/2 - g2/6, first, and of g1/2 + g2/6.
 *
 * Order 4, symmetric, unitary to round-off for every step. Exact, whatever the step, when H is a polynomial of degree up to 3
 * in time along one matrix.
 *
 * Cost: 2 evaluations of H and 2 exponentials a step; no brackets, so that a sparse H stays sparse. Errors: throws while
 * building for bad sizes; the flow returns `nonFinite` and leaves the state as it was when H(t) or psi is not finite.
 *
 * Source: S. Blanes and P. C. Moan, Appl. Numer. Math. 56, 1519 (2006); M. Thalhammer, SIAM J. Numer. Anal. 44, 851 (2006).
 *
 * @example
 * const ramp = { name: 'cubic ramp', levels: 2, hbar: 1, hamiltonian: (H, t) => { H.fill(0); H[2] = H[4] = t ** 3 } }
 * const s = allocateDriven(2)
 * s.psi[0] = 1
 * const { flow } = commutatorFree4(ramp)
 * for (let k = 0; k < 4; k++) flow(s, 0.25)
 * Math.abs(s.psi[0] - Math.cos(1 / 4)) < 1e-15 // => true
 */
export const commutatorFree4 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'commutatorFree4',
    nodes: 2,
    turn: exponentialTurn,
    turns: 2,
    prepare: () => (generators, moments) => {
      const g1 = moments[0]
      const g2 = moments[1]
      const early = generators[0]
      const late = generators[1]
      for (let k = 0; k < early.length; k++) {
        early[k] = g1[k] / 2 - g2[k] / 6
        late[k] = g1[k] / 2 + g2[k] / 6
      }
    },
  })
