import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

/** The first half of the coefficients of `mclachlan8`; the middle one is what is missing to 1. */
export const MCLACHLAN_8: ReadonlyArray<string> = [
  '0.74167036435061295344822780',
  '-0.40910082580003159399730010',
  '0.19075471029623837995387626',
  '-0.57386247111608226665638773',
  '0.29906418130365592384446354',
  '0.33462491824529818378495798',
  '0.31529309239676659663205666',
]

/**
 * McLachlan's composition of order 8 with 15 stages.
 *
 * Symmetric, of order 8 for every symmetric base of order 2, such as Strang or implicit midpoint. Cost: 15 base steps.
 *
 * Source: M. Suzuki and K. Umeno (1993); R. I. McLachlan, SIAM J. Sci. Comput. 16, 151 (1995);
 * 26 digits as in E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), V.3.2.
 *
 * @example
 * mclachlan8([{ part: 'M', coefficient: 1 }]).length // => 15
 */
export const mclachlan8: <K extends string>(base: Scheme<K>) => Scheme<K> = symmetricComposition(MCLACHLAN_8)
