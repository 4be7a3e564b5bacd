import type { Scheme } from '@casimir/algebra'
import { symmetricSplitting } from './symmetricSplitting.ts'

/** The coefficients of `blanes864` as `symmetricSplitting` takes them. */
export const BLANES_864: ReadonlyArray<string> = [
  '0.0711334264982231177779387300061549964174',
  '0.183083687472197221961703757166430291072',
  '0.241153427956640098736487795326289649618',
  '0.310782859898574869507522291054262796375',
  '0.521411761772814789212136078067994229991',
  '-0.0265646185119588006972121379164987592663',
]

/**
 * The splitting ABA864 for near-integrable systems H = A + eps B: order 4, and of generalised order (8, 6, 4).
 *
 * Error O(eps h^8 + eps^2 h^6 + eps^3 h^4). Cost: 7 flows of B, the small part, and 8 of A a step.
 *
 * Needs exact flows of both parts (checked by `compile`): with inexact ones it would drop to order 2.
 *
 * Source: S. Blanes, F. Casas, A. Farres, J. Laskar, J. Makazaga and A. Murua, Appl. Numer. Math. 68, 58 (2013).
 *
 * @example
 * blanes864.length // => 15
 */
export const blanes864: Scheme<'A' | 'B'> = symmetricSplitting(BLANES_864)
