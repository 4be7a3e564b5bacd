import type { DrivenQuantumSystem } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { hermitianBracket } from './hermitianBracket.ts'
import { exponentialTurn } from './Turn.ts'

/**
 * Prepares the sixth-order exponential Magnus method on three Gauss-Legendre nodes.
 *
 * psi1 = exp(-i K) psi0 with K = g1 + g3/12 + [-20 g1 - g3 + C1, g2 + C2]/240, C1 = [g1, g2], C2 = -[g1, 2 g3 + C1]/60, where
 * g1 = (h/hbar) H2, g2 = (sqrt(15) h/3 hbar) (H3 - H1), g3 = (10 h/3 hbar) (H3 - 2 H2 + H1) and [x, y] stands for
 * -i (x y - y x).
 *
 * Order 6, symmetric, unitary to round-off for every step. Exact, whatever the step, when H is a polynomial of degree up to 5
 * in time along one matrix.
 *
 * Cost: 3 evaluations of H, 3 brackets (3 n^3 multiplications) and 1 exponential a step. Errors: throws while building for
 * bad sizes; the flow returns `nonFinite` and leaves the state as it was when H(t) or psi is not finite.
 *
 * Source: S. Blanes, F. Casas and J. Ros, BIT 40, 434 (2000); S. Blanes, F. Casas, J. A. Oteo and J. Ros, Phys. Rep. 470,
 * 151 (2009), section 5.4.
 *
 * @example
 * const ramp = { name: 'quintic ramp', levels: 2, hbar: 1, hamiltonian: (H, t) => { H.fill(0); H[2] = H[4] = t ** 5 } }
 * const s = allocateDriven(2)
 * s.psi[0] = 1
 * const { flow } = magnus6(ramp)
 * for (let k = 0; k < 4; k++) flow(s, 0.25)
 * Math.abs(s.psi[0] - Math.cos(1 / 6)) < 1e-15 // => true
 */
export const magnus6 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'magnus6',
    nodes: 3,
    turn: exponentialTurn,
    turns: 1,
    prepare: (n) => {
      const size = 2 * n * n
      const c1 = new Float64Array(size)
      const left = new Float64Array(size)
      const right = new Float64Array(size)
      const bracket = new Float64Array(size)
      return (generators, moments) => {
        const g1 = moments[0]
        const g2 = moments[1]
        const g3 = moments[2]
        const K = generators[0]
        hermitianBracket(c1, g1, g2, n)
        for (let k = 0; k < size; k++) right[k] = 2 * g3[k] + c1[k]
        hermitianBracket(bracket, g1, right, n)
        for (let k = 0; k < size; k++) {
          left[k] = -20 * g1[k] - g3[k] + c1[k]
          right[k] = g2[k] - bracket[k] / 60
        }
        hermitianBracket(bracket, left, right, n)
        for (let k = 0; k < size; k++) K[k] = g1[k] + g3[k] / 12 + bracket[k] / 240
      }
    },
  })
