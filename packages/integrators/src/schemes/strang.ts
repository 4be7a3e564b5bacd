import type { Scheme } from '@casimir/algebra'
import { symmetrize } from '@casimir/algebra'
import { lieTrotter } from './lieTrotter.ts'

/**
 * Strang splitting, A over h/2, B over h, A over h/2: order 2, symmetric, symplectic for Hamiltonian parts.
 *
 * It is the symmetrised Lie-Trotter word. Cost: one A and one B flow a step after fusing across steps, two A without.
 *
 * Source: G. Strang, SIAM J. Numer. Anal. 5, 506 (1968).
 *
 * @example
 * strang.map((l) => l.part).join('') // => 'ABBA'
 */
export const strang: Scheme<'A' | 'B'> = symmetrize({ A: 'exact', B: 'exact' })(lieTrotter)
