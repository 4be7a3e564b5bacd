import type { Scheme } from '@casimir/algebra'
import { letter } from '@casimir/algebra'

/**
 * Lie-Trotter splitting, A over h then B over h: order 1, not symmetric, symplectic for Hamiltonian parts.
 *
 * Source: H. F. Trotter, Proc. Amer. Math. Soc. 10, 545 (1959).
 *
 * @example
 * lieTrotter.length // => 2
 */
export const lieTrotter: Scheme<'A' | 'B'> = [letter('A', 1), letter('B', 1)]
