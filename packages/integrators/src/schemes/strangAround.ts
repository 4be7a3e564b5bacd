import type { Scheme } from '@casimir/algebra'
import { letter } from '@casimir/algebra'

/**
 * Strang about a third part, A and B over h/2, C over h, B and A over h/2: order 2, symmetric, symplectic for Hamiltonian parts.
 *
 * For a closure: C is the mollified term, solved implicitly (`midpointPart`) once a step, and A and B are the exact Ehrenfest flows.
 *
 * Source: G. Strang, SIAM J. Numer. Anal. 5, 506 (1968).
 *
 * @example
 * strangAround.map((l) => l.part).join('') // => 'ABCBA'
 */
export const strangAround: Scheme<'A' | 'B' | 'C'> = [
  letter('A', 0.5),
  letter('B', 0.5),
  letter('C', 1),
  letter('B', 0.5),
  letter('A', 0.5),
]
