import type { Action, OrthogonalAction, Reading, Writing } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridNumber } from '../arbitraries/gridNumber.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { allOf, approximately, largestDifference, lengthOf, worst } from './approximate.ts'
import { estimatedDerivative } from './estimatedDerivative.ts'
import { ROUNDINGS, sizeOf } from './groupDraw.ts'
import { combine, groupOperations, pairing } from './groupOperations.ts'
import { aliasingOf } from './inPlaceLaws.ts'

/** What is drawn to try an action. */
export interface ActionDraws {
  readonly algebra: fc.Arbitrary<Float64Array>
  readonly points: fc.Arbitrary<Float64Array>
}

interface ActionDraw {
  readonly x: Float64Array
  readonly z: Float64Array
  readonly a: Float64Array
  readonly b: Float64Array
  readonly s: number
}

type Measure = (draw: ActionDraw) => Measured

const ROUND_OFF = 'rounding errors of the product of the sizes involved'

const stated =
  ({ name }: Action, { algebra, points }: ActionDraws) =>
  (id: string, statement: string, measure: Measure, scale = ROUND_OFF): Law =>
    defineLaw({
      id: `action/${id}`,
      statement: `${name}: ${statement}`,
      scale,
      cases: fc.record({ x: algebra, z: algebra, a: points, b: points, s: gridNumber() }),
      measure,
      show: ({ x, z, a, b, s }) => `const [x, z, a, b] = ${codeOf([x, z, a, b])}\nconst s = ${codeOf(s)}`,
    })

const operations = ({ group, size, act, generator }: Action) => {
  const fresh =
    (f: (out: Writing, g: Reading, y: Reading) => void) =>
    (g: Float64Array, y: Float64Array): Float64Array => {
      const out = new Float64Array(size)
      f(out, g, y)
      return out
    }
  return { ...groupOperations(group), act: fresh(act), generate: fresh(generator) }
}

const same = (x: Float64Array, y: Float64Array, ...factors: Float64Array[]): Measured =>
  approximately(x, y, sizeOf(...factors), ROUNDINGS)

/**
 * The laws of a left action: e does nothing, g h acts as h, then g; the generator is the derivative of the action and linear; the output may be the point.
 *
 * Tolerances are 64 relative rounding errors of the product of (1 + |x|) over the factors, with the difference of two increments where a derivative is taken.
 *
 * @example
 * const zero = (out) => { out[0] = 0 }
 * const line = makeLieGroup({
 *   name: 'the real line', size: 1, dim: 1,
 *   algebra: makeLieAlgebra({ dim: 1, size: 1, bracket: zero, coad: zero, dexpInv: (out, _, v) => { out[0] = v[0] } }),
 *   identity: zero, compose: (out, g, h) => { out[0] = g[0] + h[0] }, invert: (out, g) => { out[0] = -g[0] }, exp: (out, x) => { out[0] = x[0] },
 *   Ad: (out, _, x) => { out[0] = x[0] }, coAd: (out, _, mu) => { out[0] = mu[0] }, tangent: (out, x) => { out[0] = x[0] },
 * })
 * actionLaws(leftAction(line), { algebra: gridVector(1), points: gridVector(1) }).map((law) => law.check({ draws: 10, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds']
 */
export const actionLaws = (action: Action, draws: ActionDraws): ReadonlyArray<Law> => {
  const law = stated(action, draws)
  const { e, mul, exp, act, generate } = operations(action)
  return [
    law('homomorphism', 'e . y = y and (g h) . y = g . (h . y)', ({ x, z, a }) => {
      const [g, h] = [exp(x), exp(z)]
      return worst(same(act(e, a), a, a), same(act(mul(g, h), a), act(g, act(h, a)), g, h, g, h, a))
    }),
    law(
      'generator',
      'x . y is the derivative of exp(t x) . y at t = 0',
      ({ x, a }) => {
        const { value, error } = estimatedDerivative((t) => act(exp(combine(t, x)), a), ROUNDINGS)
        const { defect, tolerance } = same(generate(x, a), value, x, a)
        return { defect, tolerance: tolerance + error }
      },
      'the difference of two increments, and rounding errors of the sizes involved',
    ),
    law('linear', 'the generator is linear in the algebra', ({ x, z, a, s }) =>
      same(generate(combine(1, x, s, z), a), combine(1, generate(x, a), s, generate(z, a)), x, z, a),
    ),
    law(
      'aliasing',
      'the output may be the point, bit by bit',
      ({ x, a }) => {
        const on = (f: typeof action.act, g: Float64Array): Measured =>
          aliasingOf({ name: '', length: action.size, inputs: [], run: (out, p) => f(out, g, p) }, [a])
        return allOf([on(action.act, exp(x)), on(action.generator, x)])
      },
      'nothing: it is bit by bit',
    ),
  ]
}

/**
 * The laws of an orthogonal action: those of an action, and it is linear in the point, keeps lengths, has the momentum map it states, and commutes with the
 * Cayley transform where it says so.
 *
 * @example
 * const laws = orthogonalActionLaws(rotationAction, { algebra: gridVector(3), points: gridVector(3) })
 * laws.every((law) => law.check({ draws: 10, seed: 1 }).verdict === 'holds') // => true
 */
export const orthogonalActionLaws = (action: OrthogonalAction, draws: ActionDraws): ReadonlyArray<Law> => {
  const law = stated(action, draws)
  const { exp, cay, act, generate } = operations(action)
  return [
    ...actionLaws(action, draws),
    law('orthogonal', '|g . y| = |y|, and g acts linearly', ({ x, a, b, s }) => {
      const g = exp(x)
      return worst(
        same(Float64Array.of(lengthOf(act(g, a))), Float64Array.of(lengthOf(a)), g, a),
        same(act(g, combine(1, a, s, b)), combine(1, act(g, a), s, act(g, b)), g, a, b),
      )
    }),
    law('momentum', '<momentum(a, b), x> = <b, x . a>', ({ x, a, b }) => {
      const momentum = new Float64Array(action.group.algebra.size)
      action.momentum(momentum, a, b)
      return same(Float64Array.of(pairing(momentum, x)), Float64Array.of(pairing(b, generate(x, a))), x, a, b)
    }),
    ...(cay && action.keepsCayley
      ? [
          law('cayley', 'cay x acts as (1 - X/2)^-1 (1 + X/2), X the generator of x', ({ x, a }) => {
            const image = act(cay(x), a)
            const left = combine(1, image, -0.5, generate(x, image))
            const right = combine(1, a, 0.5, generate(x, a))
            return { defect: largestDifference(left, right), tolerance: same(a, a, x, x, a).tolerance }
          }),
        ]
      : []),
  ]
}
