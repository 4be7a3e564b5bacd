import type { Scheme } from '@casimir/algebra'
import { symmetricSplitting } from './symmetricSplitting.ts'

/** The coefficients of `laskarRobutel(n)` at n - 1, as `symmetricSplitting` takes them. */
export const LASKAR_ROBUTEL: ReadonlyArray<ReadonlyArray<string>> = [
  [],
  ['0.211324865405187117745425609749021272176199124'],
  ['0.112701665379258311482073460021760038916707829', '0.277777777777777777777777777777777777777777778'],
  [
    '0.069431844202973712388026755553595247452137310',
    '0.173927422568726928686531974610999703617674348',
    '0.260577634004598155210640364894782408947574755',
  ],
  [
    '0.046910077030668003601186560850303517437174045',
    '0.118463442528094543757132020359958681321630001',
    '0.183855267916490450880656228799592080079182652',
    '0.239314335249683234020645757417819096456147777',
  ],
  [
    '0.033765242898423986093849222753002695432617131',
    '0.085662246189585172520148071086366446763411251',
    '0.135630063868443757075450979737044631064158587',
    '0.180380786524069303784916756918858055830760946',
    '0.211295100191533802515448936669596705793918967',
  ],
]

/**
 * The splitting A B .. B A of n = 1 to 6 stages for near-integrable systems H = A + eps B, of generalised order (2n, 2).
 *
 * Error O(eps h^(2n) + eps^2 h^2): the B flows act at the nodes of n-point Gauss-Legendre quadrature on [0, 1] with its
 * weights, because the error linear in eps is that of the quadrature of B along the flow of A. n = 1 is Strang.
 *
 * Needs exact flows of both parts (checked by `compile`). Symmetric; all coefficients are positive.
 * Cost: n flows of B, the small part, and n + 1 of A a step. Errors: throws for another n.
 *
 * Source: R. I. McLachlan, BIT 35, 258 (1995); J. Laskar and P. Robutel, Celest. Mech. Dyn. Astron. 80, 39 (2001), SABA_n.
 *
 * @example
 * laskarRobutel(1).map((l) => l.coefficient) // => [0.5, 1, 0.5]
 * laskarRobutel(4).length // => 9
 */
export const laskarRobutel = (stages: number): Scheme<'A' | 'B'> => {
  const given = LASKAR_ROBUTEL[stages - 1]
  if (!given)
    throw new Error(`laskarRobutel: stages is ${stages}; give a whole number from 1 to ${LASKAR_ROBUTEL.length}.`)
  return symmetricSplitting(given)
}
