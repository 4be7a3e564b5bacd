import type { Functional, PoissonBracket, Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'

/** The functional <A, P>, whose derivative is the field A: an arbitrary generator. */
export const linearFunctional = (space: HermitianFields, A: Reading): Functional => ({
  name: 'linear',
  space,
  value: (P) => space.pair(A, P),
  derivative: (out) => {
    for (let i = 0; i < out.length; i++) out[i] = A[i]
  },
})

/** The rate int Tr(dC/dP V_h) of C along h, over the integral of |Tr(dC/dP V_h)|: how completely it cancels. */
export const casimirRate = (
  space: HermitianFields,
  bracket: PoissonBracket,
  casimir: Functional,
  h: Functional,
  P: Reading,
): number => {
  const F = space.allocate()
  const V = space.allocate()
  const rate = new Float64Array(space.grid.nodes)
  casimir.derivative(F, P)
  bracket.vectorField(h)(V, P)
  space.product(rate, F, V)
  let sum = 0
  let size = 0
  for (const r of rate) {
    sum += r
    size += Math.abs(r)
  }
  return Math.abs(sum) / size
}
