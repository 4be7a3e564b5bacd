import type { Functional } from '@casimir/algebra'

/** A functional, deliberately wrong: half its derivative, as by a sum over i < j for one over all i, j. */
export const halvedDerivative = (functional: Functional): Functional => ({
  ...functional,
  derivative: (out, at) => {
    functional.derivative(out, at)
    for (let i = 0; i < out.length; i++) out[i] /= 2
  },
})
