import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

/** The first half of the coefficients of `yoshida8`; the middle one is what is missing to 1. */
export const YOSHIDA_8: ReadonlyArray<string> = [
  '0.914844246229740',
  '0.253693336566229',
  '-1.44485223686048',
  '-0.158240635368243',
  '1.93813913762276',
  '-1.96061023297549',
  '0.102799849391985',
]

/**
 * Yoshida's composition of order 8 with 15 stages (his solution D).
 *
 * Symmetric, of order 8 for every symmetric base of order 2, such as Strang or implicit midpoint. Cost: 15 base steps.
 * Its coefficients are known to 15 digits, and are large: on test matrices a step's error is about 200 times `mclachlan8`'s.
 *
 * Source: H. Yoshida, Phys. Lett. A 150, 262 (1990), solution D.
 *
 * @example
 * yoshida8([{ part: 'M', coefficient: 1 }]).length // => 15
 */
export const yoshida8: <K extends string>(base: Scheme<K>) => Scheme<K> = symmetricComposition(YOSHIDA_8)
