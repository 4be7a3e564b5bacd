import type { Law } from '../Law.ts'
import type { HybridModel } from './HybridModel.ts'
import { modelCovarianceLaws } from './modelCovarianceLaws.ts'
import { modelParticleLaws } from './modelParticleLaws.ts'
import { modelReductionLaws } from './modelReductionLaws.ts'
import { modelStructureLaws } from './modelStructureLaws.ts'
import { modelVonNeumannLaw } from './modelVonNeumannLaw.ts'

/**
 * What a model of hybrid trajectories can be held to, law by law; which of them it claims is its maker's business.
 *
 * Of any model: `model/gradient`, `/hermitian`, `/energy`, `/norms`, `/symplectic`, `/splitting`, `/permutation`, `/tracers`, `/phases`, `/inputs`,
 * `/determinism`, `/history`, and `model/conserved/NAME` of each quantity named. Of one that can be built for other Hamiltonians: `/unitaries`,
 * `/translations`, `/uncoupled`, `/frozen`, `/one-level`, `/single-particle`, `/scalar-shift`. Where the maker supplies what they compare with: `/hbar-off`,
 * `/von-neumann`. Each draws among the model's variants too, so that exact laws are tried on coarse lattices.
 *
 * Energy and norms do not see a generator that is too large by a factor; gradient, symplectic, splitting, hbar-off and von-neumann do.
 *
 * Cost: a few to a few dozen gradients a draw, and one building of the system or two.
 *
 * Errors: none; a model that throws, gives NaN or has other sizes than it says fails the law, with the case.
 *
 * @example
 * const oscillators = {
 *   name: 'oscillators', dof: 1, levels: 1, hbar: 1,
 *   system: (weights) => ({
 *     name: 'oscillators', shape: { trajectories: weights.length, dof: 1, levels: 1 }, hbar: 1,
 *     energy: ({ q, p }) => weights.reduce((sum, w, a) => sum + (w * (q[a] ** 2 + p[a] ** 2)) / 2, 0),
 *     gradient: (out, { q, p }) => { out.block.fill(0); out.q.set(q); out.p.set(p); return 0 },
 *   }),
 * }
 * hybridModelLaws(oscillators).every((law) => law.check({ draws: 10, seed: 1 }).verdict === 'holds') // => true
 */
export const hybridModelLaws = (model: HybridModel): ReadonlyArray<Law> => [
  ...modelStructureLaws(model),
  ...modelParticleLaws(model),
  ...modelCovarianceLaws(model),
  ...modelReductionLaws(model),
  ...(model.vonNeumann ? [modelVonNeumannLaw(model, model.vonNeumann)] : []),
]
