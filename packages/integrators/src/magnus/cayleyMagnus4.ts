import type { DrivenQuantumSystem } from '@casimir/algebra'
import { multiply } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import { gaussStepper } from './gaussStepper.ts'
import { hermitianBracket } from './hermitianBracket.ts'
import { cayleyTurn } from './Turn.ts'

/**
 * Prepares the fourth-order Cayley-Magnus method: the Cayley map of the Cayley expansion, on two Gauss-Legendre nodes.
 *
 * psi1 = (1 + i K/2)^-1 (1 - i K/2) psi0 with K = g1 - [g1, g2]/12 + g1^3/12, where g1 = (h/2 hbar) (H1 + H2),
 * g2 = (sqrt(3) h/hbar) (H2 - H1) and [x, y] stands for -i (x y - y x). With A = -i H/hbar the expansion solves
 * W' = A - [W, A]/2 - W A W/4, the equation of dcay^-1; its cubic term is what the Magnus exponent lacks, whose plain Cayley
 * map has order 2.
 *
 * Order 4, symmetric, unitary for every step: to round-off, and to |K| times round-off where |K| is large. For a constant H
 * it conserves <H> and all populations of H, but their phases only to order 4.
 *
 * Cost: 2 evaluations of H, 1 bracket, 2 matrix products (3 n^3 multiplications in all) and 1 linear solve a step; no
 * eigendecomposition. Errors: throws while building for bad sizes; the flow returns `nonFinite` and leaves the state as it
 * was when H(t) or psi is not finite, or an entry of K is beyond 1e70.
 *
 * Source: A. Iserles, Found. Comput. Math. 1, 129 (2001); F. Diele, L. Lopez and R. Peluso, Adv. Comput. Math. 8, 317 (1998).
 *
 * @example
 * const still = { name: 'still', levels: 1, hbar: 1, hamiltonian: (H) => { H[0] = 1; H[1] = 0 } }
 * const s = allocateDriven(1)
 * s.psi[0] = 1
 * const { flow } = cayleyMagnus4(still)
 * for (let k = 0; k < 10; k++) flow(s, 0.1)
 * Math.abs(s.psi[0] - Math.cos(1)) < 1e-6 // => true
 */
export const cayleyMagnus4 = (system: DrivenQuantumSystem): DrivenStepper =>
  gaussStepper(system, {
    method: 'cayleyMagnus4',
    nodes: 2,
    turn: cayleyTurn,
    turns: 1,
    prepare: (n) => {
      const size = 2 * n * n
      const bracket = new Float64Array(size)
      const square = new Float64Array(size)
      const cube = new Float64Array(size)
      return (generators, moments) => {
        const g1 = moments[0]
        const K = generators[0]
        hermitianBracket(bracket, g1, moments[1], n)
        multiply(square, g1, g1, n)
        multiply(cube, square, g1, n)
        for (let k = 0; k < size; k++) K[k] = g1[k] + (cube[k] - bracket[k]) / 12
      }
    },
  })
