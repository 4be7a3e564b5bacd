import type { PoissonBracket } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { hybridBracket } from '@casimir/models'

/** The bracket (13), deliberately wrong: the commutator has the other sign, so that it is a bracket, and not that of its vector field (12). */
export const flippedCommutator = (space: HermitianFields, hbar: number): PoissonBracket => {
  const right = hybridBracket(space, hbar)
  return {
    ...right,
    bracket: (f, h) => {
      const value = right.bracket(f, h)
      const [F, G, turned] = [space.allocate(), space.allocate(), space.allocate()]
      return (P) => {
        f.derivative(F, P)
        h.derivative(G, P)
        space.commutator(turned, F, G)
        return value(P) + (2 * space.pair(P, turned)) / hbar
      }
    },
  }
}
