import { commutator } from '@casimir/algebra'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import type { HybridModel, VonNeumannRate } from './HybridModel.ts'
import { difference, gradientAt, gradientTolerance, largest, ROUNDINGS } from './hybridVelocity.ts'
import { casesFor, showCase } from './modelCase.ts'
import { prepareCase } from './modelStructureLaws.ts'

/** i hbar drho/dt = int [H, Dhat], against sum_a w_a [G_a, rho_a] of the model's generators. */
export const modelVonNeumannLaw = (model: HybridModel, { rate, accuracy }: VonNeumannRate): Law => {
  const { levels: n } = model
  const size = 2 * n * n
  return defineLaw({
    id: 'model/von-neumann',
    statement: 'i hbar drho/dt = int [H, Dhat] for rho = sum_a w_a |psi_a><psi_a|',
    scale: `${accuracy} (the accuracy stated) of the largest entry of the generators, and ${ROUNDINGS} machine epsilons of the gradient`,
    cases: casesFor(model, [model]),
    measure: (one) => {
      const { weights, system, state, lengths } = prepareCase(model, one)
      const { generator } = gradientAt(system, state)
      const [rho, turned, sum, stated] = Array.from({ length: 4 }, () => new Float64Array(size))
      weights.forEach((w, a) => {
        for (let j = 0; j < n; j++)
          for (let k = 0; k < n; k++) {
            const [x, y] = [2 * (a * n + j), 2 * (a * n + k)]
            rho[2 * (j * n + k)] = state.psi[x] * state.psi[y] + state.psi[x + 1] * state.psi[y + 1]
            rho[2 * (j * n + k) + 1] = state.psi[x + 1] * state.psi[y] - state.psi[x] * state.psi[y + 1]
          }
        commutator(turned, generator.subarray(size * a, size * (a + 1)), rho, n)
        for (let i = 0; i < size; i++) sum[i] += w * turned[i]
      })
      rate(weights)(stated, state)
      return {
        defect: difference(sum, stated),
        tolerance: accuracy * largest(generator) + gradientTolerance(system, state, lengths),
      }
    },
    show: showCase,
  })
}
