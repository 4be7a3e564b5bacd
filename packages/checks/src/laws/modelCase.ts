import type { HybridShape, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Cloud } from '../arbitraries/cloud.ts'
import { cloud, showCloud } from '../arbitraries/cloud.ts'
import type { HybridModel, ModelVariant } from './HybridModel.ts'
import { variantsOf } from './HybridModel.ts'

/** A drawn cloud for one of the variants of a model. */
export interface ModelCase {
  readonly variant: ModelVariant
  readonly cloud: Cloud
}

/** How many particles a law wants. */
export interface Count {
  readonly fewest: number
  readonly most: number
}

/** A cloud with positions and momenta in units of a model's reach. */
export const stretch = (drawn: Cloud, { reach = { q: 1, p: 1 } }: Pick<HybridModel, 'reach'>): Cloud => ({
  ...drawn,
  state: () => {
    const state = drawn.state()
    for (let i = 0; i < state.q.length; i++) {
      state.q[i] *= reach.q
      state.p[i] *= reach.p
    }
    return state
  },
})

/** Clouds of unequal weights, some particles on top of others, for any of the given variants. */
export const casesFor = (
  model: Pick<HybridModel, 'dof' | 'levels' | 'reach'>,
  variants: ReadonlyArray<ModelVariant>,
  { fewest, most }: Count = { fewest: 1, most: 4 },
): fc.Arbitrary<ModelCase> =>
  fc.record({
    variant: fc.constantFrom(...variants),
    cloud: cloud({ dof: model.dof, levels: model.levels, fewest, most }).map((drawn) => stretch(drawn, model)),
  })

/** Clouds for any variant of a model. */
export const casesOf = (model: HybridModel, count?: Count): fc.Arbitrary<ModelCase> =>
  casesFor(model, variantsOf(model), count)

/** The trajectories of a state with the given numbers, in that order. */
export const pick = (
  state: HybridState,
  { dof, levels }: Pick<HybridShape, 'dof' | 'levels'>,
  order: ReadonlyArray<number>,
): HybridState => {
  const out = allocateHybrid({ trajectories: order.length, dof, levels })
  order.forEach((from, a) => {
    out.q.set(state.q.subarray(dof * from, dof * (from + 1)), dof * a)
    out.p.set(state.p.subarray(dof * from, dof * (from + 1)), dof * a)
    out.psi.set(state.psi.subarray(2 * levels * from, 2 * levels * (from + 1)), 2 * levels * a)
  })
  return out
}

/** A case without its last particle, the other weights summing to 1 again. */
export const withoutLast = ({ variant, cloud: { shape, weights, state } }: ModelCase): ModelCase => {
  const trajectories = shape.trajectories - 1
  const kept = weights.slice(0, trajectories)
  const sum = kept.reduce((s, w) => s + w, 0)
  const order = Array.from(kept, (_, a) => a)
  return {
    variant,
    cloud: {
      shape: { ...shape, trajectories },
      weights: kept.map((w) => w / sum),
      state: () => pick(state(), shape, order),
    },
  }
}

/** Throws unless a system has the sizes and hbar that the model states: every law would be about something else. */
export const checkSizes = (
  system: HybridSystem,
  { dof, levels, hbar }: Pick<HybridModel, 'dof' | 'levels' | 'hbar'>,
  particles: number,
): HybridSystem => {
  const { shape } = system
  if (shape.trajectories !== particles || shape.dof !== dof || shape.levels !== levels || system.hbar !== hbar)
    throw new Error(
      `'${system.name}' has ${shape.trajectories} trajectories, ${shape.dof} degrees of freedom, ${shape.levels} levels and hbar ${system.hbar}; it was asked for ${particles}, ${dof}, ${levels} and ${hbar}.`,
    )
  return system
}

/** Builds the system of a variant for weights and checks its sizes. */
export const buildSystem = (model: HybridModel, variant: ModelVariant, weights: Float64Array): HybridSystem =>
  checkSizes(variant.system(weights), model, weights.length)

/** Code that makes a cloud, below the name of the variant. */
export const showCase = (one: ModelCase): string => `// ${one.variant.name}\n${showCloud(one.cloud)}`
