import type { Scheme } from '@casimir/algebra'
import { symmetricComposition } from './symmetricComposition.ts'

const GAMMA = '0.41449077179437573714235406286076149571177460401671'

/** The first half of the coefficients of `suzuki4`; the middle one is what is missing to 1. */
export const SUZUKI_4: ReadonlyArray<string> = [GAMMA, GAMMA]

/**
 * Suzuki's composition of a symmetric base of order 2 to order 4: gamma, gamma, 1 - 4 gamma, gamma, gamma.
 *
 * gamma = 1/(4 - 4^(1/3)). Symmetric; needs only a symmetric base, such as Strang or implicit midpoint. Cost: 5 base steps.
 *
 * Source: M. Suzuki, Phys. Lett. A 146, 319 (1990).
 *
 * @example
 * suzuki4([{ part: 'M', coefficient: 1 }]).length // => 5
 */
export const suzuki4: <K extends string>(base: Scheme<K>) => Scheme<K> = symmetricComposition(SUZUKI_4)
