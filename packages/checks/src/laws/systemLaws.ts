import type { HybridGradient, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient } from '@casimir/algebra'
import type { Cloud } from '../arbitraries/cloud.ts'
import { cloud, showCloud } from '../arbitraries/cloud.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'

/** A hybrid model for any weights, and what it says of itself. */
export interface SystemInstance {
  readonly dof: number
  readonly levels: number
  readonly system: (weights: Float64Array) => HybridSystem
}

const COUNT = 'nothing: it counts numbers, of which none may be wrong'
const BEHIND = 16

/** A gradient whose fields are longer than they should be, and filled. */
const padded = ({ q, p, generator }: HybridGradient, fill: number): HybridGradient => {
  const [longQ, longP, longGenerator] = [q, p, generator].map((field) =>
    new Float64Array(field.length + BEHIND).fill(fill),
  )
  return { block: longGenerator, q: longQ, p: longP, generator: longGenerator }
}

const fieldsOf = ({ q, p, generator }: HybridGradient): ReadonlyArray<Float64Array> => [q, p, generator]

const isOff = (value: number): boolean => !Number.isFinite(value)

/**
 * What every hybrid system owes those who call it, from code that is not trusted: the sizes it says, finite numbers, all of its gradient and no more, from a
 * state that it leaves alone.
 *
 * Draws clouds of one to three particles with unequal weights. Cost: an energy and three gradients a draw at most.
 *
 * Errors: none; what the system throws, while it is built or later, is a failed law.
 *
 * @example
 * const free = (weights) => ({
 *   name: 'free', shape: { trajectories: weights.length, dof: 1, levels: 1 }, hbar: 1,
 *   energy: ({ p }) => weights.reduce((h, w, a) => h + (w * p[a] ** 2) / 2, 0),
 *   gradient: (out, { p }) => { out.q.fill(0); out.p.set(p); out.generator.fill(0); return 0 },
 * })
 * systemLaws({ dof: 1, levels: 1, system: free }).map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds']
 * systemLaws({ dof: 1, levels: 2, system: free })[0].check({ draws: 1, seed: 1 }).verdict // => 'fails'
 */
export const systemLaws = ({ dof, levels, system }: SystemInstance): ReadonlyArray<Law> => {
  const cases = cloud({ dof, levels, fewest: 1, most: 3 })
  const law = (
    id: string,
    statement: string,
    count: (built: HybridSystem, state: HybridState, given: Cloud) => number,
  ) =>
    defineLaw({
      id: `system/${id}`,
      statement,
      scale: COUNT,
      cases,
      measure: (given): Measured => ({ defect: count(system(given.weights), given.state(), given), tolerance: 0 }),
      show: showCloud,
    })
  const evaluate = (built: HybridSystem, out: HybridGradient, state: HybridState): void => {
    const status = built.gradient(out, state)
    if (status !== 0) throw new Error(`the gradient reports status ${status}`)
  }
  return [
    law(
      'size',
      'its shape has one trajectory a weight, and the dof and levels that are said',
      ({ shape }, _, { weights }) =>
        [shape.trajectories - weights.length, shape.dof - dof, shape.levels - levels].filter((off) => off !== 0).length,
    ),
    law('finite', 'the energy and every number of the gradient are finite', (built, state, { shape }) => {
      const out = allocateGradient(shape)
      evaluate(built, out, state)
      return fieldsOf(out).reduce((sum, field) => sum + field.filter(isOff).length, isOff(built.energy(state)) ? 1 : 0)
    }),
    law('writes', 'the gradient writes each of its numbers and none behind them', (built, state, { shape }) => {
      const [plain, other] = [Number.NaN, 1].map((fill) => {
        const out = allocateGradient(shape)
        out.block.fill(fill)
        evaluate(built, out, state)
        return fieldsOf(out)
      })
      const open = other.reduce(
        (sum, field, which) => sum + field.filter((x, k) => x === 1 && Number.isNaN(plain[which][k])).length,
        0,
      )
      const long = padded(allocateGradient(shape), 1)
      evaluate(built, long, state)
      const over = fieldsOf(long).reduce((sum, field) => sum + field.slice(-BEHIND).filter((x) => x !== 1).length, 0)
      return open + over
    }),
    law('inputs', 'energy and gradient leave the state as it was', (built, state, { shape }) => {
      const before = state.block.slice()
      built.energy(state)
      evaluate(built, allocateGradient(shape), state)
      return state.block.filter((x, k) => !Object.is(x, before[k])).length
    }),
  ]
}
