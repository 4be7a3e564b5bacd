import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

/** The first half of the coefficients of `yoshida6`; the middle one is what is missing to 1. */
export const YOSHIDA_6: ReadonlyArray<string> = [
  '0.78451361047755726381949763',
  '0.23557321335935813368479318',
  '-1.17767998417887100694641568',
]

/**
 * Yoshida's composition of order 6 with 7 stages (his solution A).
 *
 * Symmetric, of order 6 for every symmetric base of order 2, such as Strang or implicit midpoint. Cost: 7 base steps.
 *
 * Source: H. Yoshida, Phys. Lett. A 150, 262 (1990), solution A;
 * 26 digits as in E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), V.3.2.
 *
 * @example
 * yoshida6([{ part: 'M', coefficient: 1 }]).length // => 7
 */
export const yoshida6: <K extends string>(base: Scheme<K>) => Scheme<K> = symmetricComposition(YOSHIDA_6)
