import type { Scheme } from '@casimir/algebra'
import { symmetricSplitting } from './symmetricSplitting.ts'

/** The coefficients of `mclachlan2` as `symmetricSplitting` takes them. */
export const MCLACHLAN_2: ReadonlyArray<string> = ['0.193183327503783573962899765026834035648120724949407']

/**
 * McLachlan's optimised splitting of order 2, A B A B A, symmetric.
 *
 * b = 1/2 and a_1 = 1/2 - r/12 + 1/(6 r), r^3 = 36 + 2 sqrt(326), which minimises the sum of the squares of the two error
 * coefficients of degree 3: on test matrices a step's error is about 5 times below Strang's.
 *
 * Cost: 2 flows of B and 3 of A a step.
 *
 * Needs exact flows of both parts (checked by `compile`): with inexact ones nothing is optimal about it.
 *
 * Source: R. I. McLachlan, SIAM J. Sci. Comput. 16, 151 (1995).
 *
 * @example
 * mclachlan2.length // => 5
 */
export const mclachlan2: Scheme<'A' | 'B'> = symmetricSplitting(MCLACHLAN_2)
