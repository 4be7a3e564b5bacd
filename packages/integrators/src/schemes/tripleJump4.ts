import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

/** The first half of the coefficients of `tripleJump4`; the middle one is what is missing to 1. */
export const TRIPLE_JUMP_4: ReadonlyArray<string> = ['1.35120719195965763404768780897146082692199937621715']

/**
 * The triple jump to order 4: gamma, 1 - 2 gamma, gamma, with gamma = 1/(2 - 2^(1/3)).
 *
 * Symmetric, of order 4 for every symmetric base of order 2, such as Strang or implicit midpoint. Cost: 3 base steps.
 * The middle step is negative and long: on test matrices a step's error is about 50 times `suzuki4`'s.
 *
 * Source: E. Forest and R. D. Ruth, Physica D 43, 105 (1990); H. Yoshida, Phys. Lett. A 150, 262 (1990).
 *
 * @example
 * tripleJump4([{ part: 'M', coefficient: 1 }]).length // => 3
 */
export const tripleJump4: <K extends string>(base: Scheme<K>) => Scheme<K> = symmetricComposition(TRIPLE_JUMP_4)
