import type { LieGroup } from '@casimir/algebra'
import { getGroup } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridNumber } from '../arbitraries/gridNumber.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { approximately, bitwise, lengthOf, worst } from './approximate.ts'
import { estimatedDerivative } from './estimatedDerivative.ts'
import { groupAliasing } from './groupAliasing.ts'
import { groupDifferentials } from './groupDifferentials.ts'
import type { GroupDraw } from './groupDraw.ts'
import { ROUNDINGS, sizeOf } from './groupDraw.ts'
import { combine, groupOperations, pairing } from './groupOperations.ts'

/** What is drawn to try a group. */
export interface GroupDraws {
  /** Algebra elements, so small that exp is injective on sums of two of them. */
  readonly algebra: fc.Arbitrary<Float64Array>
  /** How far a buffer is from being an element, such as |g g^+ - 1|, without dimension. */
  readonly outside?: (g: Float64Array) => number
}

/**
 * The laws of a Lie group: those of a group, of exp (and log and cay where it has them), of Ad, coAd, ad, coad and the inverse differentials, and that outputs may
 * be inputs.
 *
 * Tolerances are 64 relative rounding errors of products of the sizes involved, (1 + |x|) for each factor x; where derivatives are taken by differences,
 * the difference of two increments besides. `group/logarithm` and `group/dexpInv` come only with a logarithm, `group/cayley..` with a Cayley map and `group/membership` with
 * `outside`.
 *
 * Cost: about 400 operations of the group a draw. Errors: none; what an operation throws is a failed law.
 *
 * @example
 * const zero = (out) => { out[0] = 0 }
 * const line = makeLieGroup({
 *   name: 'the real line', size: 1, dim: 1,
 *   algebra: makeLieAlgebra({ dim: 1, size: 1, bracket: zero, coad: zero, dexpInv: (out, _, v) => { out[0] = v[0] } }),
 *   identity: zero, compose: (out, g, h) => { out[0] = g[0] + h[0] }, invert: (out, g) => { out[0] = -g[0] },
 *   exp: (out, x) => { out[0] = x[0] }, log: (out, g) => { out[0] = g[0] },
 *   Ad: (out, _, x) => { out[0] = x[0] }, coAd: (out, _, mu) => { out[0] = mu[0] }, tangent: (out, x) => { out[0] = x[0] },
 * })
 * groupLaws(line, { algebra: gridVector(1) }).every((law) => law.check({ draws: 10, seed: 1 }).verdict === 'holds') // => true
 */
export const groupLaws = (group: LieGroup, { algebra, outside }: GroupDraws): ReadonlyArray<Law> => {
  const { e, mul, inv, exp, log, cay, tangent, Ad, coAd, bracket, coad } = groupOperations(group)
  const element = gridNumber()
  const cases: fc.Arbitrary<GroupDraw> = fc.record({ x: algebra, y: algebra, z: algebra, s: element, t: element })
  const law = (id: string, statement: string, measure: (draw: GroupDraw) => Measured, differences = false): Law =>
    defineLaw({
      id: `group/${id}`,
      statement: `${group.name}: ${statement}`,
      scale: differences
        ? 'the difference of two increments, and rounding errors of the sizes involved'
        : 'rounding errors of the product of the sizes involved',
      cases,
      measure,
      show: ({ x, y, z, s, t }) =>
        [`const [x, y, z] = ${codeOf([x, y, z])}`, `const [s, t] = ${codeOf([s, t])}`].join('\n'),
    })
  const same = (a: Float64Array, b: Float64Array, ...factors: Float64Array[]): Measured =>
    approximately(a, b, sizeOf(...factors), ROUNDINGS)

  return [
    law('associativity', '(g h) k = g (h k)', ({ x, y, z }) => {
      const [g, h, k] = [exp(x), exp(y), exp(z)]
      return same(mul(mul(g, h), k), mul(g, mul(h, k)), g, h, k)
    }),
    law('inverse', 'e g = g = g e and g^-1 g = e = g g^-1', ({ x }) => {
      const g = exp(x)
      return worst(
        same(mul(e, g), g, g),
        same(mul(g, e), g, g),
        same(mul(inv(g), g), e, g, inv(g)),
        same(mul(g, inv(g)), e, g, inv(g)),
      )
    }),
    law('pure', 'the allocating concat, inverse and empty are the in-place ones', ({ x, y }) => {
      const { concat, inverse, empty } = getGroup(group)
      const [g, h] = [exp(x), exp(y)]
      return worst(bitwise(concat(g, h), mul(g, h)), bitwise(inverse(g), inv(g)), bitwise(empty, e))
    }),
    law('exponential', 'exp(0) = e and exp((s + t) x) = exp(s x) exp(t x)', ({ x, s, t }) => {
      const [a, b] = [exp(combine(s, x)), exp(combine(t, x))]
      return worst(same(exp(combine(0, x)), e, x), same(exp(combine(s + t, x)), mul(a, b), x, a, b))
    }),
    law(
      'tangent',
      'x g is the derivative of exp(t x) g at t = 0',
      ({ x, y }) => {
        const g = exp(y)
        const { value, error } = estimatedDerivative((t) => mul(exp(combine(t, x)), g), ROUNDINGS)
        const { defect, tolerance } = same(tangent(x, g), value, x, g)
        return { defect, tolerance: tolerance + error }
      },
      true,
    ),
    law('adjoint', 'Ad_(g h) = Ad_g Ad_h and exp(Ad_g z) = g exp(z) g^-1', ({ x, y, z }) => {
      const [g, h] = [exp(x), exp(y)]
      const conjugate = mul(mul(g, exp(z)), inv(g))
      return worst(
        same(Ad(mul(g, h), z), Ad(g, Ad(h, z)), g, inv(g), h, inv(h), z),
        same(exp(Ad(g, z)), conjugate, g, inv(g), z, exp(z)),
      )
    }),
    law('coadjoint', '<coad(x, mu), y> = <mu, [x, y]> and <coAd_g mu, y> = <mu, Ad_(g^-1) y>', ({ x, y, z }) => {
      const g = exp(x)
      return worst(
        same(Float64Array.of(pairing(coad(x, z), y)), Float64Array.of(pairing(z, bracket(x, y))), x, y, z),
        same(Float64Array.of(pairing(coAd(g, z), y)), Float64Array.of(pairing(z, Ad(inv(g), y))), g, inv(g), y, z),
      )
    }),
    law('jacobi', '[x, y] = -[y, x] and the cyclic sum of [x, [y, z]] vanishes', ({ x, y, z }) => {
      const sum = [bracket(x, bracket(y, z)), bracket(y, bracket(z, x)), bracket(z, bracket(x, y))].reduce((a, b) =>
        combine(1, a, 1, b),
      )
      return worst(
        same(bracket(x, y), combine(-1, bracket(y, x)), x, y),
        approximately(
          sum,
          new Float64Array(sum.length),
          (1 + lengthOf(x)) * (1 + lengthOf(y)) * (1 + lengthOf(z)),
          ROUNDINGS,
        ),
      )
    }),
    ...groupDifferentials(group, law),
    ...(log
      ? [
          law('logarithm', 'log(exp x) = x near 0, and exp(log g) = g', ({ x, y, s }) => {
            const g = mul(exp(combine(0.6, x)), exp(combine(0.4 * s, y)))
            return worst(same(log(exp(x)), x, x, exp(x)), same(exp(log(g)), g, log(g), g))
          }),
        ]
      : []),
    ...(cay
      ? [
          law('cayley', 'cay(x) cay(-x) = e', ({ x }) => {
            const [ahead, back] = [cay(x), cay(combine(-1, x))]
            return same(mul(ahead, back), e, ahead, back, x)
          }),
        ]
      : []),
    ...(outside
      ? [
          law('membership', 'exp, cay and products stay in the group', ({ x, y }) => {
            const [g, h] = [exp(x), exp(y)]
            const all = [g, mul(g, h), inv(g), ...(cay ? [cay(x)] : [])]
            return worst(...all.map((k) => same(Float64Array.of(outside(k)), Float64Array.of(0), k, k, x, y)))
          }),
        ]
      : []),
    law('aliasing', 'the output of every operation may be any of its inputs, bit by bit', (draw) =>
      groupAliasing(group, draw),
    ),
  ]
}
