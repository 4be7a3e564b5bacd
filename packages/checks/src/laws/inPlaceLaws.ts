import type { Reading, Writing } from '@casimir/algebra'
import * as fc from 'fast-check'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { allOf, bitwise } from './approximate.ts'

/** An operation on buffers, output first, and what it is tried on. */
export interface InPlaceOperation {
  readonly name: string
  /** The length of the output. */
  readonly length: number
  /** One or more inputs. */
  readonly inputs: ReadonlyArray<fc.Arbitrary<Float64Array>>
  readonly run: (out: Writing, ...inputs: Reading[]) => void
  /** The same operation in allocating form, where the library has one. */
  readonly pure?: (...inputs: Reading[]) => Reading
}

const fresh = ({ length, run }: InPlaceOperation, inputs: ReadonlyArray<Float64Array>): Float64Array => {
  // an output that is not overwritten shows
  const out = new Float64Array(length).fill(7)
  run(out, ...inputs)
  return out
}

/**
 * Every way in which the output may be one of the inputs (each input of the output's length, and all of them at once) gives what a fresh output gives, bit by
 * bit; the defect counts the entries that differ.
 */
export const aliasingOf = (operation: InPlaceOperation, drawn: ReadonlyArray<Float64Array>): Measured => {
  const shared = drawn.map((_, k) => k).filter((k) => drawn[k].length === operation.length)
  const expected = fresh(operation, drawn)
  const single = shared.map((k) => {
    const inputs = drawn.map((x) => x.slice())
    operation.run(inputs[k], ...inputs)
    return bitwise(inputs[k], expected)
  })
  if (shared.length < 2) return allOf(single)
  const first = drawn[shared[0]]
  const equal = drawn.map((x, k) => (shared.includes(k) ? first : x))
  const one = first.slice()
  operation.run(one, ...equal.map((x, k) => (shared.includes(k) ? one : x.slice())))
  return allOf([...single, bitwise(one, fresh(operation, equal))])
}

/** The operation leaves its inputs as they were and writes the same whatever its output held and whatever it was asked before. */
const repeatOf = (operation: InPlaceOperation, drawn: ReadonlyArray<Float64Array>): Measured => {
  const inputs = drawn.map((x) => x.slice())
  const first = fresh(operation, inputs)
  const again = new Float64Array(operation.length).fill(Number.NaN)
  operation.run(again, ...inputs)
  return allOf([bitwise(again, first), ...inputs.map((x, k) => bitwise(x, drawn[k]))])
}

/**
 * Three laws of each operation on buffers: the output may be any input (`aliasing`), inputs are left alone and the result depends on them only (`repeatable`),
 * and the allocating form says the same (`pure`, where there is one). All bit by bit, but that 0 and -0 count as one.
 *
 * Ids are `in-place/aliasing NAME` and so on. Cost: a few calls a draw.
 *
 * @example
 * const twice = { name: 'twice', length: 2, inputs: [gridVector(2)], run: (out, x) => { out[0] = 2 * x[0]; out[1] = 2 * x[1] } }
 * inPlaceLaws([twice]).map((law) => law.check({ draws: 10, seed: 1 }).verdict) // => ['holds', 'holds']
 */
export const inPlaceLaws = (operations: ReadonlyArray<InPlaceOperation>): ReadonlyArray<Law> =>
  operations.flatMap((operation) => {
    const { name, inputs, pure } = operation
    const law = (id: string, statement: string, measure: (drawn: ReadonlyArray<Float64Array>) => Measured): Law =>
      defineLaw({
        id: `in-place/${id} ${name}`,
        statement: `${name}: ${statement}`,
        scale: 'nothing: it is bit by bit',
        cases: fc.tuple(...inputs),
        measure,
        show: (drawn) => `const inputs = ${codeOf(drawn)}`,
      })
    return [
      law('aliasing', 'the output may be any of the inputs', (drawn) => aliasingOf(operation, drawn)),
      law('repeatable', 'the inputs are left alone and nothing else matters', (drawn) => repeatOf(operation, drawn)),
      ...(pure
        ? [
            law('pure', 'the allocating form is the in-place one', (drawn) =>
              bitwise(pure(...drawn.map((x) => x.slice())), fresh(operation, drawn)),
            ),
          ]
        : []),
    ]
  })
