import type { Scheme } from '@casimir/algebra'
import { compose } from '@casimir/algebra'

const GAMMA = 1 / (4 - 4 ** (1 / 3))

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
export const suzuki4: <K extends string>(base: Scheme<K>) => Scheme<K> = compose([
  GAMMA,
  GAMMA,
  1 - 4 * GAMMA,
  GAMMA,
  GAMMA,
])
