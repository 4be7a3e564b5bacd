import type { Flow } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridNumber } from '../arbitraries/gridNumber.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { allOf, approximately, bitwise, EPSILON, lengthOf, worst } from './approximate.ts'

/** Relative rounding errors of one run of an exact flow: an eigendecomposition and two products. */
const ROUNDINGS = 256

/** A flow on states that are a block of numbers, to be tried as an exact flow. */
export interface FlowInstance<S extends { readonly block: Float64Array }> {
  readonly name: string
  readonly allocate: () => S
  /** A fresh flow. */
  readonly prepare: () => Flow<S>
  /** Blocks to start from. */
  readonly blocks: fc.Arbitrary<Float64Array>
  /** The longest time that is drawn. */
  readonly longest: number
}

interface FlowDraw {
  readonly block: Float64Array
  readonly other: Float64Array
  readonly a: number
  readonly b: number
}

/** The largest factor by which a map of blocks stretches small changes of any one entry. */
const stretchOf = (map: (block: Float64Array) => Float64Array, block: Float64Array): number => {
  const by = Math.sqrt(EPSILON)
  const image = map(block)
  return block.reduce((most, _, k) => {
    const moved = block.slice()
    moved[k] += by
    return Math.max(most, lengthOf(map(moved).map((v, i) => v - image[i])) / by)
  }, 1)
}

/**
 * The laws of an exact flow: running for 0 changes nothing, for a and then b is running for a + b, for a and then -a leads back; it reports ok on what is finite; and
 * what it did before does not matter.
 *
 * Tolerances are 256 relative rounding errors of (1 + |y|) times the stretch of the flow, by differences in every coordinate.
 *
 * Cost: about one run a coordinate and a dozen more a draw.
 *
 * @example
 * const drift = {
 *   name: 'drift', longest: 1, blocks: gridVector(2), allocate: () => ({ block: new Float64Array(2) }),
 *   prepare: () => ({ block }, h) => { block[0] += h * block[1]; return 0 },
 * }
 * flowLaws(drift).map((law) => law.check({ draws: 10, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds', 'holds']
 */
export const flowLaws = <S extends { readonly block: Float64Array }>({
  name,
  allocate,
  prepare,
  blocks,
  longest,
}: FlowInstance<S>): ReadonlyArray<Law> => {
  const run = (start: Float64Array, ...times: number[]): Float64Array => {
    const state = allocate()
    const flow = prepare()
    state.block.set(start)
    for (const h of times) {
      const status = flow(state, h)
      if (status !== 0) throw new Error(`${name} ended with status ${status} after ${h}`)
    }
    return state.block
  }
  const law = (id: string, statement: string, scale: string, measure: (draw: FlowDraw) => Measured): Law =>
    defineLaw({
      id: `flow/${id}`,
      statement: `${name}: ${statement}`,
      scale,
      cases: fc.record({ block: blocks, other: blocks, a: gridNumber(longest), b: gridNumber(longest) }),
      measure,
      show: ({ block, other, a, b }) =>
        `const [block, other] = ${codeOf([block, other])}\nconst [a, b] = ${codeOf([a, b])}`,
    })
  const stretched = 'rounding errors of 1 + |y| times the stretch of the flow'
  const size = (...all: Float64Array[]): number => 1 + Math.max(...all.map(lengthOf))
  const bits = 'nothing: it is bit by bit'
  return [
    law('zero', 'f(y, 0) = y', 'rounding errors of 1 + |y|', ({ block }) =>
      approximately(run(block, 0), block, size(block), ROUNDINGS),
    ),
    law('one-parameter', 'f(y, a + b) is f(y, a), then f(., b)', stretched, ({ block, a, b }) => {
      const [middle, far] = [run(block, a), run(block, a + b)]
      const stretch = stretchOf((y) => run(y, b), middle)
      return approximately(run(block, a, b), far, size(block, middle, far) * stretch, ROUNDINGS)
    }),
    law('inverse', 'f(., -a) undoes f(., a)', stretched, ({ block, a }) => {
      const there = run(block, a)
      const stretch = stretchOf((y) => run(y, -a), there)
      return approximately(run(block, a, -a), block, size(block, there) * stretch, ROUNDINGS)
    }),
    law(
      'status',
      'a finite state is carried to a finite one, with status ok',
      'nothing: it is a count',
      ({ block, a }) => ({
        defect: run(block, a).reduce((count, x) => count + (Number.isFinite(x) ? 0 : 1), 0),
        tolerance: 0,
      }),
    ),
    law('memoryless', 'what the flow did to another state does not matter', bits, ({ block, other, a, b }) => {
      const flow = prepare()
      const [first, second] = [allocate(), allocate()]
      first.block.set(block)
      second.block.set(other)
      const statuses = [flow(second, b), flow(first, a)]
      return worst(
        bitwise(statuses, [0, 0]),
        allOf([bitwise(first.block, run(block, a)), bitwise(second.block, run(other, b))]),
      )
    }),
  ]
}
