import type { DrivenQuantumSystem } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { hermitianBracket } from './hermitianBracket.ts'
import { exponentialTurn } from './Turn.ts'

/**
 * Prepares the fourth-order exponential Magnus method on two Gauss-Legendre nodes.
 *
 * psi1 = exp(-i K) psi0 with K = g1 - [g1, g2]/12, where g1 = (h/2 hbar) (H1 + H2), g2 = (sqrt(3) h/hbar) (H2 - H1) and
 * [x, y] stands for -i (x y - y x). In H it is K = (h/2 hbar) (H1 + H2) + i (sqrt(3) h^2/12 hbar^2) (H1 H2 - H2 H1).
 *
 * Order 4, symmetric, unitary to round-off for every step. Exact, whatever the step, when H is a polynomial of degree up to 3
 * in time along one matrix.
 *
 * Cost: 2 evaluations of H, 1 bracket (n^3 multiplications) and 1 exponential a step. Errors: throws while building for bad
 * sizes; the flow returns `nonFinite` and leaves the state as it was when H(t) or psi is not finite.
 *
 * Source: S. Blanes, F. Casas, J. A. Oteo and J. Ros, Phys. Rep. 470, 151 (2009), section 5.4; A. Iserles and
 * S. P. Norsett, Phil. Trans. R. Soc. A 357, 983 (1999).
 *
 * @example
 * const ramp = { name: 'cubic ramp', levels: 2, hbar: 1, hamiltonian: (H, t) => { H.fill(0); H[2] = H[4] = t ** 3 } }
 * const s = allocateDriven(2)
 * s.psi[0] = 1
 * const { flow } = magnus4(ramp)
 * for (let k = 0; k < 4; k++) flow(s, 0.25)
 * Math.abs(s.psi[0] - Math.cos(1 / 4)) < 1e-15 // => true
 */
export const magnus4 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'magnus4',
    nodes: 2,
    turn: exponentialTurn,
    turns: 1,
    prepare: (n) => {
      const bracket = new Float64Array(2 * n * n)
      return (generators, moments) => {
        const g1 = moments[0]
        const K = generators[0]
        hermitianBracket(bracket, g1, moments[1], n)
        for (let k = 0; k < K.length; k++) K[k] = g1[k] - bracket[k] / 12
      }
    },
  })
