import type { Scheme } from '@casimir/algebra'
import { symmetricSplitting } from './symmetricSplitting.ts'

/** The coefficients of `blanesMoan6` as `symmetricSplitting` takes them. */
export const BLANES_MOAN_6: ReadonlyArray<string> = [
  '0.0502627644003922',
  '0.148816447901042',
  '0.413514300428344',
  '-0.132385865767784',
  '0.0450798897943977',
  '0.067307604692185',
  '-0.188054853819569',
  '0.432666402578175',
  '0.541960678450780',
]

/**
 * Blanes and Moan's two-operator splitting S10 of order 6, symmetric.
 *
 * Cost: 10 flows of B and 11 of A a step; on test matrices a step's error is about 9 times below `kahanLi6`'s. The coefficients have 15 digits.
 *
 * Needs exact flows of both parts (checked by `compile`): with inexact ones it would drop to order 2.
 *
 * Source: S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142, 313 (2002).
 *
 * @example
 * blanesMoan6.length // => 21
 */
export const blanesMoan6: Scheme<'A' | 'B'> = symmetricSplitting(BLANES_MOAN_6)
