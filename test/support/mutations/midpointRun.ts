import type { HybridSystem } from '@casimir/algebra'
import { hybridSpecimen } from '@casimir/checks'
import { implicitMidpoint } from '@casimir/integrators'
import { sampleCloud } from '../sampleCloud.ts'
import type { CommonRun } from './commonTests.ts'

/** Unequal, so that a weight in the wrong place shows. */
const WEIGHTS = Float64Array.of(0.35, 0.65)
const SOLVED = 1e-13

/** Two particles of a model under the implicit midpoint rule, against an extrapolated solution of the same model. */
export const midpointRun = (model: (weights: Float64Array) => HybridSystem): CommonRun => {
  const system = model(WEIGHTS)
  const start = sampleCloud(system.shape, 0.5)
  return {
    specimen: hybridSpecimen(
      'implicit midpoint',
      { system, weights: WEIGHTS, start },
      () => implicitMidpoint(system, { tolerance: SOLVED }).flow,
    ),
    order: 2,
    h: 0.05,
    T: 0.5,
    fewest: 12,
    solver: 10 * SOLVED,
  }
}
