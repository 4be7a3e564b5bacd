import type { PoissonBracket } from '@casimir/algebra'

/** A bracket, deliberately wrong: a metric part, a thousandth of <df, dh>, has been added. */
export const skewedBracket = (right: PoissonBracket): PoissonBracket => ({
  ...right,
  bracket: (f, h) => {
    const value = right.bracket(f, h)
    const [F, G] = [new Float64Array(right.space.size), new Float64Array(right.space.size)]
    return (at) => {
      f.derivative(F, at)
      h.derivative(G, at)
      return value(at) + 1e-3 * right.space.pair(F, G)
    }
  },
})
