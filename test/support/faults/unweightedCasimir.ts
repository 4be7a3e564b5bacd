import type { Functional } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'

/** C1, deliberately wrong: int Tr P^2 for int D Tr (P/D)^2. */
export const unweightedCasimir = (space: HermitianFields): Functional => ({
  name: 'int Tr P^2',
  space,
  value: (P) => space.pair(P, P),
  derivative: (out, P) => {
    for (let i = 0; i < out.length; i++) out[i] = 2 * P[i]
  },
})
