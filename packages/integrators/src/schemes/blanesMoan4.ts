import type { Scheme } from '@casimir/algebra'
import { symmetricSplitting } from './symmetricSplitting.ts'

/** The coefficients of `blanesMoan4` as `symmetricSplitting` takes them. */
export const BLANES_MOAN_4: ReadonlyArray<string> = [
  '0.0792036964311957',
  '0.209515106613362',
  '0.353172906049774',
  '-0.143851773179818',
  '-0.0420650803577195',
]

/**
 * Blanes and Moan's two-operator splitting S6 of order 4: A B A B A B A B A B A B A, symmetric.
 *
 * Cost: 6 flows of B and 7 of A a step; on test matrices a step's error is about 4 times below Suzuki's. The coefficients have 15 digits.
 *
 * Needs exact flows of both parts (checked by `compile`): with inexact ones it would drop to order 2.
 *
 * Source: S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142, 313 (2002), table 2.
 *
 * @example
 * blanesMoan4.length // => 13
 */
export const blanesMoan4: Scheme<'A' | 'B'> = symmetricSplitting(BLANES_MOAN_4)
