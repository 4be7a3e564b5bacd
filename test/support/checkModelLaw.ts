import type { HybridModel, LawResult } from '@casimir/checks'
import { hybridModelLaws, poincareLaws } from '@casimir/checks'

/** Tries one law of the suites of a model, by its id, with few draws. */
export const checkModelLaw = (model: HybridModel, id: string): LawResult => {
  const law = [...hybridModelLaws(model), ...poincareLaws(model)].find((l) => l.id === id)
  if (!law) throw new Error(`'${model.name}' has no law '${id}'.`)
  return law.check({ draws: 8, seed: 1 })
}
