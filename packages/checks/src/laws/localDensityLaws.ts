import type { Functional, LocalDensity, Reading } from '@casimir/algebra'
import { directionalDerivative, euclideanSpace, hermitianPacking } from '@casimir/algebra'
import * as fc from 'fast-check'
import { densityMatrix } from '../arbitraries/densityMatrix.ts'
import { gridNumber } from '../arbitraries/gridNumber.ts'
import { gridVector } from '../arbitraries/gridVector.ts'
import { codeOf } from '../codeOf.ts'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { bitwise, worst } from './approximate.ts'

/** Roundings of one evaluation: products of a few n x n matrices. */
const ROUNDINGS = 256
/** The increment of differences; fields and their slopes are of size 1. */
const STEP = 2 ** -8

/** A place, the fields there, and a direction to move them in. */
interface DensityCase {
  readonly z: Float64Array
  readonly fields: Float64Array
  readonly direction: Float64Array
}

/** D > 0, a full-rank P of trace below D, and slopes; D and P count as independent. */
const densityCases = ({ levels, dof, axes }: LocalDensity, range: number): fc.Arbitrary<DensityCase> => {
  const { size, pack } = hermitianPacking(levels)
  const stride = 1 + size * (1 + axes.length)
  return fc
    .record({
      z: gridVector(2 * dof, range),
      D: gridNumber(0.5),
      rho: densityMatrix(levels),
      slopes: gridVector(size * axes.length),
      direction: gridVector(stride, 0.2),
    })
    .map(({ z, D, rho, slopes, direction }) => {
      const fields = new Float64Array(stride)
      fields[0] = 1.2 + D
      pack(fields, 1, rho, 0)
      fields.set(slopes, 1 + size)
      return { z, fields, direction }
    })
}

const show = ({ z, fields, direction }: DensityCase): string =>
  `const z = ${codeOf(z)}\nconst fields = ${codeOf(fields)}\nconst direction = ${codeOf(direction)}`

/**
 * The laws of the density of an energy: `density/derivatives` (b, B and C^j are the partial derivatives of the value), `density/places` (arrays are read and written
 * from the offsets given, and what is given is left as it is), `density/degree-one` (f and its fields scale alike, so that the closure's energy is that of a
 * measure of any mass; a quadratic form that is not divided by D has degree two and does not claim it).
 *
 * `range`: half the side of the box that places are drawn from. Cost: 17 evaluations a draw.
 *
 * @example
 * const half = (slope) => ({
 *   name: 'P^2/2', levels: 1, dof: 1, axes: [], coefficients: 0, tabulate: () => {},
 *   evaluate: (out, o, x, i) => { out[o] = 0; out[o + 1] = slope * x[i + 1]; out[o + 2] = x[i + 1] ** 2 / 2 },
 * })
 * localDensityLaws(half(1)).map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'fails']
 * localDensityLaws(half(2))[0].check({ draws: 20, seed: 1 }).verdict // => 'fails'
 */
export const localDensityLaws = (density: LocalDensity, { range = 1 } = {}): ReadonlyArray<Law> => {
  const { levels, axes, coefficients: width } = density
  const stride = 1 + levels * levels * (1 + axes.length)
  const cases = densityCases(density, range)
  /** [b, B, C.., f] with every array starting at an offset and NaN around it. */
  const evaluate = (z: Float64Array, fields: Reading, offset = 0) => {
    const table = new Float64Array(width + 2 * offset).fill(Number.NaN)
    density.tabulate(table, offset, z)
    const given = new Float64Array(stride + 2 * offset).fill(Number.NaN)
    for (let i = 0; i < stride; i++) given[offset + i] = fields[i]
    const out = new Float64Array(stride + 1 + 2 * offset).fill(Number.NaN)
    const before = [table.slice(), given.slice()]
    density.evaluate(out, offset, given, offset, table, offset)
    return { out, before, after: [table, given] }
  }
  const derivatives = defineLaw({
    id: 'density/derivatives',
    statement: 'b, B and C are the partial derivatives of f in D, P and the d_j P, D and P independent',
    scale: `the change of the differences when their step is halved, and ${ROUNDINGS} machine epsilons of the terms and of f over the step`,
    cases,
    measure: ({ z, fields, direction }) => {
      const f: Functional = {
        name: density.name,
        space: euclideanSpace(stride),
        value: (at) => evaluate(z, at).out[stride],
        derivative: (out, at) => out.set(evaluate(z, at).out.subarray(0, stride)),
      }
      const stated = new Float64Array(stride)
      f.derivative(stated, fields)
      const [fine, coarse] = [STEP / 2, STEP].map((s) => directionalDerivative(f.value, fields, direction, s))
      let [sum, size, values] = [0, 0, Math.abs(f.value(fields))]
      for (let i = 0; i < stride; i++) {
        sum += stated[i] * direction[i]
        size += Math.abs(stated[i] * direction[i])
        values += Math.abs(stated[i] * fields[i])
      }
      return {
        defect: Math.abs(sum - fine),
        tolerance: Math.abs(fine - coarse) + ROUNDINGS * Number.EPSILON * (size + values / STEP),
      }
    },
    show,
  })
  const places = defineLaw({
    id: 'density/places',
    statement:
      'every number is read and written where it is said to be, all are written and finite, and what is given is left as it is',
    scale: 'nothing: it counts numbers that are not as they should be',
    cases,
    measure: ({ z, fields }) => {
      const offset = 3
      const plain = evaluate(z, fields)
      const { out, before, after } = evaluate(z, fields, offset)
      const inside = out.subarray(offset, offset + stride + 1)
      const outside = [...out.subarray(0, offset), ...out.subarray(offset + stride + 1)]
      const wild = inside.reduce((n, x) => n + (Number.isFinite(x) ? 0 : 1), 0)
      const spilt = outside.filter((x) => !Number.isNaN(x)).length
      return worst(bitwise(inside, plain.out), ...before.map((x, k) => bitwise(x, after[k])), {
        defect: wild + spilt,
        tolerance: 0,
      })
    },
    show,
  })
  const degreeOne = defineLaw({
    id: 'density/degree-one',
    statement: 'f(s D, s P, s d_j P) = s f, and the partial derivatives do not change',
    scale: `${ROUNDINGS} machine epsilons of f, its partial derivatives and their products with the fields`,
    cases,
    measure: ({ z, fields, direction }) => {
      const scale = 2 + direction[0]
      const one = evaluate(z, fields).out
      const more = evaluate(
        z,
        fields.map((x) => scale * x),
      ).out
      let [size, defect] = [Math.abs(one[stride]), Math.abs(more[stride] - scale * one[stride])]
      for (let i = 0; i < stride; i++) {
        size += Math.abs(one[i]) * (1 + Math.abs(fields[i]))
        defect = Math.max(defect, Math.abs(more[i] - one[i]))
      }
      return { defect, tolerance: ROUNDINGS * Number.EPSILON * size }
    },
    show,
  })
  return [derivatives, places, degreeOne]
}
