import type { HybridState } from '@casimir/algebra'
import { scatter } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { HybridModel } from './HybridModel.ts'
import { lengthsOf } from './HybridModel.ts'
import type { ModelCase } from './modelCase.ts'
import { casesOf, showCase } from './modelCase.ts'

/** A drawn cloud with the number of a direction in its state space. */
export interface DirectedCase extends ModelCase {
  readonly direction: number
}

/** Clouds with directions. */
export const directedCases = (model: HybridModel): fc.Arbitrary<DirectedCase> =>
  fc.tuple(casesOf(model), fc.nat(999)).map(([one, direction]) => ({ ...one, direction }))

/** Direction number k in a state space: every entry within the model's length for it, none of them related. */
export const directionOf = (model: HybridModel, state: HybridState, k: number, prime = 2): Float64Array =>
  lengthsOf(model, state).map((length, i) => length * scatter(prime, 997 * k + i))

/** Code that makes a cloud and its direction. */
export const showDirected = (one: DirectedCase): string =>
  `${showCase(one)}\nconst direction = ${one.direction} // of directionOf`
