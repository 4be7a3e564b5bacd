import type { MollifierFactor } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { MollifierParameters } from '../arbitraries/mollifierParameters.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { EPSILON, worst } from './approximate.ts'

/** A way to make factors of mollifiers, and the parameters it takes. */
export interface MollifierInstance {
  readonly name: string
  readonly parameters: fc.Arbitrary<MollifierParameters>
  readonly make: (parameters: MollifierParameters) => MollifierFactor
}

interface Table {
  readonly x: Float64Array
  readonly k: Float64Array
  readonly slope: Float64Array
  readonly curvature: Float64Array
}

/** Lattice nodes across half the support: the trapezoidal rule is then exact to round-off for degree 5 and more. */
const NODES = 400
/** Relative rounding errors of a bump, its derivatives and a sum of some hundred of them. */
const ROUNDINGS = 64
/** Transforms are compared at this many frequencies up to FREQUENCY / alpha, where the bump's own is below 1e-7. */
const FREQUENCY = 6

const tabulate = (factor: MollifierFactor, first: number, spacing: number, count: number): Table => {
  const out = new Float64Array(3 * count)
  factor.tabulate(out, Float64Array.of(first), spacing, count)
  return {
    x: Float64Array.from({ length: count }, (_, i) => first + i * spacing),
    k: out.subarray(0, count),
    slope: out.subarray(count, 2 * count),
    curvature: out.subarray(2 * count),
  }
}

/** A lattice a little wider than the support, with the given offset of its nodes in parts of the spacing. */
const across = (factor: MollifierFactor, offset: number): { readonly table: Table; readonly spacing: number } => {
  const spacing = factor.support / NODES
  return { table: tabulate(factor, (offset - NODES - 10) * spacing, spacing, 2 * NODES + 21), spacing }
}

/** The entries just inside the support: what a bump that is cut off there jumps by. */
const edgeOf = (factor: MollifierFactor): Table => tabulate(factor, factor.support * (1 - 1e-9), 1, 1)

/** What a bump cut off at its support is off by in its integral, in units of 1: its value at the cut times the width. */
const cutOff = (factor: MollifierFactor): number => 4 * factor.support * edgeOf(factor).k[0]

/** Values against differences of others at spacing and at twice that, over a whole table: the largest defect, with the largest difference of the two, and the jump over the spacing, as tolerance. */
const differenced = (values: Float64Array, stated: Float64Array, jump: number, spacing: number): Measured => {
  let defect = 0
  let estimate = 0
  let size = 0
  for (let i = 6; i < values.length - 6; i++) {
    const odd = (m: number): number => values[i + m] - values[i - m]
    const near = (45 * odd(1) - 9 * odd(2) + odd(3)) / (60 * spacing)
    const far = (45 * odd(2) - 9 * odd(4) + odd(6)) / (120 * spacing)
    defect = Math.max(defect, Math.abs(near - stated[i]))
    estimate = Math.max(estimate, Math.abs(near - far))
    size = Math.max(size, Math.abs(values[i]))
  }
  return { defect, tolerance: estimate + (Math.abs(jump) + ROUNDINGS * EPSILON * size) / spacing }
}

/** Where the decay of transforms is read off, in units of 1 / alpha: far against the width of their lobes, 2 pi / (knot spacing). */
const FAR = 1000
/** Six lobes and more. */
const WINDOW = 40

/** The largest |transform| in a window that starts at `from` / alpha. */
const envelope = ({ transform }: MollifierFactor, alpha: number, from: number): number => {
  let most = 0
  for (let i = 0; i < NODES; i++) most = Math.max(most, Math.abs(transform((from + (WINDOW * i) / NODES) / alpha)))
  return most
}

/**
 * The laws of a mollifier factor: unit integral, mean 0 and standard deviation alpha; even; positive inside its support and zero outside; its derivatives are its derivatives; its transform
 * is its Fourier integral; and it is as smooth as `maximalOrder` says, by the decay kappa^-(maximalOrder + 2) of the transform.
 *
 * A run of the table and single entries must agree. Tolerances: 64 relative rounding errors of the largest value, plus for integrals what is cut off at the support; for
 * derivatives the difference of two increments; half a power for the decay over an octave.
 *
 * Cost: a thousand values a draw.
 *
 * @example
 * const make = ({ degree, alpha }) => bspline(degree, alpha)
 * const laws = mollifierLaws({ name: 'bspline', parameters: mollifierParameters(), make })
 * laws.every((law) => law.check({ draws: 5, seed: 1 }).verdict === 'holds') // => true
 */
export const mollifierLaws = ({ name, parameters, make }: MollifierInstance): ReadonlyArray<Law> => {
  const law = (
    id: string,
    statement: string,
    scale: string,
    measure: (factor: MollifierFactor, drawn: MollifierParameters, offset: number) => Measured,
  ): Law =>
    defineLaw({
      id: `mollifier/${id}`,
      statement: `${name}: ${statement}`,
      scale,
      cases: fc.record({ drawn: parameters, eighths: fc.nat(7) }),
      measure: ({ drawn, eighths }) => measure(make(drawn), drawn, eighths / 8),
      show: ({ drawn, eighths }) => `const parameters = ${codeOf(drawn)}\nconst offset = ${codeOf(eighths / 8)}`,
    })
  const rounded = 'rounding errors of the largest value, and what is cut off at the support'
  return [
    law('moments', 'integral 1, mean 0, standard deviation alpha', rounded, (factor, { alpha }, offset) => {
      const { table, spacing } = across(factor, offset)
      const moment = (power: number): number => table.k.reduce((s, v, i) => s + v * table.x[i] ** power, 0) * spacing
      const off = cutOff(factor)
      const ratio = factor.support / alpha
      return worst(
        { defect: Math.abs(moment(0) - 1), tolerance: off + ROUNDINGS * EPSILON },
        { defect: Math.abs(moment(1)) / alpha, tolerance: off * ratio + ROUNDINGS * EPSILON * ratio },
        { defect: Math.abs(moment(2) / alpha ** 2 - 1), tolerance: off * ratio ** 2 + ROUNDINGS * EPSILON * ratio },
        { defect: Math.abs(factor.alpha / alpha - 1), tolerance: EPSILON },
      )
    }),
    law(
      'even',
      'k and its second derivative are even, its first is odd',
      'rounding errors of the largest value',
      (factor, _, offset) => {
        const { table, spacing } = across(factor, offset)
        const mirror = tabulate(factor, -table.x[table.x.length - 1], spacing, table.x.length)
        const apart = (values: Float64Array, mirrored: Float64Array, sign: 1 | -1): Measured => ({
          defect: values.reduce(
            (most, v, i) => Math.max(most, Math.abs(v - sign * mirrored[values.length - 1 - i])),
            0,
          ),
          // both tables round their nodes, by as much as x itself
          tolerance: 4 * ROUNDINGS * EPSILON * values.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
        })
        const edge = cutOff(factor) / factor.support
        const padded = (m: Measured, power: number): Measured => ({
          ...m,
          tolerance: m.tolerance + edge * (factor.support / factor.alpha ** 2) ** power,
        })
        return worst(
          padded(apart(table.k, mirror.k, 1), 0),
          padded(apart(table.slope, mirror.slope, -1), 1),
          padded(apart(table.curvature, mirror.curvature, 1), 2),
        )
      },
    ),
    law(
      'support',
      'positive inside the support and zero with its derivatives outside',
      'nothing: it is a count',
      (factor, _, offset) => {
        const { table } = across(factor, offset)
        const edge = 1e-9 * factor.support
        let wrong = 0
        table.x.forEach((x, i) => {
          const inside = factor.support - Math.abs(x)
          if (inside > factor.support / NODES && !(table.k[i] > 0)) wrong += 1
          if (inside < -edge && (table.k[i] !== 0 || table.slope[i] !== 0 || table.curvature[i] !== 0)) wrong += 1
        })
        return { defect: wrong, tolerance: 0 }
      },
    ),
    law(
      'slope',
      'the first derivative is that of k',
      'the difference of two increments, and the jump at the support over the increment',
      (factor, _, offset) => {
        const { table, spacing } = across(factor, offset)
        return differenced(table.k, table.slope, edgeOf(factor).k[0], spacing)
      },
    ),
    law(
      'curvature',
      'the second derivative is that of the first',
      'the difference of two increments, and the jump at the support over the increment',
      (factor, _, offset) => {
        const { table, spacing } = across(factor, offset)
        return differenced(table.slope, table.curvature, edgeOf(factor).slope[0], spacing)
      },
    ),
    law(
      'transform',
      'transform(kappa) is the integral of k(x) exp(-i kappa x)',
      rounded,
      (factor, { alpha }, offset) => {
        const { table, spacing } = across(factor, offset)
        const tolerance = cutOff(factor) + ROUNDINGS * EPSILON * (1 + (FREQUENCY * factor.support) / alpha)
        return worst(
          ...Array.from({ length: 9 }, (_, m): Measured => {
            const kappa = (FREQUENCY * m) / 8 / alpha
            const sum = table.k.reduce((s, v, i) => s + v * Math.cos(kappa * table.x[i]), 0) * spacing
            return { defect: Math.abs(factor.transform(kappa) - sum), tolerance }
          }),
        )
      },
    ),
    law(
      'smooth',
      'the transform falls as kappa^-(maximalOrder + 2)',
      'half a power of two an octave',
      (factor, { alpha }) => {
        const [near, far] = [envelope(factor, alpha, FAR), envelope(factor, alpha, 2 * FAR)]
        const power = far === 0 ? Number.POSITIVE_INFINITY : Math.log2(near / far)
        const claimed = factor.maximalOrder + 2
        // a transform that has underflowed falls as fast as anyone may claim
        return { defect: power >= claimed ? 0 : claimed - power, tolerance: 0.5 }
      },
    ),
  ]
}
