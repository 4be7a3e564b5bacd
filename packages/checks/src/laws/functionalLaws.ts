import type { Functional } from '@casimir/algebra'
import { directionalDerivative } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { bitwise, worst } from './approximate.ts'
import type { Drawn } from './bracketLaws.ts'

/** Functionals with fields to try them on. */
export interface FunctionalInstance {
  readonly functionals: fc.Arbitrary<Drawn<Functional>>
  /** Fields in the domain of every functional, and so that x + s (y - x) is for two of them and |s| up to 4/256. */
  readonly fields: fc.Arbitrary<Drawn<Float64Array>>
}

/** Roundings of an integral over a grid. */
const ROUNDINGS = 1024
/** The increment of differences, as a part of the way from one field to another. */
const STEP = 2 ** -8

/**
 * The laws of a functional: `functional/derivative` (<dF/dx, v> is the derivative of the value along v), `functional/inputs` (the field is left as it is),
 * `functional/determinism` (the same finite numbers twice, every one of them written).
 *
 * Cost: 17 values and a derivative a draw.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const fields = gridVector(1).map((x) => ({ value: x, code: `const x = ${codeOf(x)}` }))
 * const square = (slope) => ({ name: 'x^2', space: line, value: ([x]) => x * x, derivative: (out, [x]) => { out[0] = slope * x } })
 * const laws = (slope) => functionalLaws({ functionals: gridNumber().map(() => ({ value: square(slope), code: '// x^2' })), fields })
 * laws(2).map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'holds']
 * laws(1)[0].check({ draws: 20, seed: 1 }).verdict // => 'fails'
 */
export const functionalLaws = ({ functionals, fields }: FunctionalInstance): ReadonlyArray<Law> => {
  const show = (drawn: ReadonlyArray<Drawn<unknown>>): string => drawn.map(({ code }) => code).join('\n')
  const derivativeAt = (f: Functional, at: Float64Array): Float64Array => {
    const out = new Float64Array(f.space.size).fill(Number.NaN)
    f.derivative(out, at)
    return out
  }
  const derivative = defineLaw({
    id: 'functional/derivative',
    statement: '<dF/dx, v> is the derivative of F(x) along v',
    scale: `the change of the differences when their step is halved, and ${ROUNDINGS} machine epsilons of |dF| |v| and of F over the step`,
    cases: fc.tuple(functionals, fields, fields),
    measure: ([{ value: f }, { value: at }, { value: other }]) => {
      const { pair } = f.space
      const direction = other.map((y, i) => y - at[i])
      const stated = derivativeAt(f, at)
      const [fine, coarse] = [STEP / 2, STEP].map((s) => directionalDerivative(f.value, at, direction, s))
      const steepness = Math.sqrt(pair(stated, stated))
      const size = steepness * Math.sqrt(pair(direction, direction))
      const values = (Math.abs(f.value(at)) + steepness * Math.sqrt(pair(at, at))) / STEP
      return {
        defect: Math.abs(pair(stated, direction) - fine),
        tolerance: Math.abs(fine - coarse) + ROUNDINGS * Number.EPSILON * (size + values),
      }
    },
    show,
  })
  const inputs = defineLaw({
    id: 'functional/inputs',
    statement: 'value and derivative leave the field as it is',
    scale: 'nothing: it counts entries that changed',
    cases: fc.tuple(functionals, fields),
    measure: ([{ value: f }, { value: field }]) => {
      const at = field.slice()
      f.value(at)
      derivativeAt(f, at)
      return bitwise(at, field)
    },
    show,
  })
  const determinism = defineLaw({
    id: 'functional/determinism',
    statement: 'the same finite numbers twice, every entry of the derivative written',
    scale: 'nothing: it counts entries that differ or are not finite',
    cases: fc.tuple(functionals, fields, fields),
    measure: ([{ value: f }, { value: at }, { value: other }]) => {
      const first = Float64Array.of(f.value(at), ...derivativeAt(f, at))
      f.value(other)
      derivativeAt(f, other)
      const wild = first.reduce((n, x) => n + (Number.isFinite(x) ? 0 : 1), 0)
      const again = bitwise(first, Float64Array.of(f.value(at), ...derivativeAt(f, at)))
      return worst(again, { defect: wild, tolerance: 0 })
    },
    show,
  })
  return [derivative, inputs, determinism]
}
