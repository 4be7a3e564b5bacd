import type { Functional, PoissonBracket } from '@casimir/algebra'
import { directionalDerivative, functionalRing } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'

/** Something drawn, with the code that makes it. */
export interface Drawn<T> {
  readonly value: T
  readonly code: string
}

/** A functional that Poisson-commutes with all others, on the fields it does so on (all of the bracket's when left out). */
export interface StatedCasimir {
  readonly functional: Functional
  readonly fields?: fc.Arbitrary<Drawn<Float64Array>>
}

/** A bracket with functionals and fields to try it on. */
export interface BracketInstance {
  readonly bracket: PoissonBracket
  /** Functionals of the bracket's space: the very same object. */
  readonly functionals: fc.Arbitrary<Drawn<Functional>>
  readonly fields: fc.Arbitrary<Drawn<Float64Array>>
  readonly casimirs?: ReadonlyArray<StatedCasimir>
  /** The relative accuracy to which fields are resolved, at which Jacobi and Casimirs hold; 0, the default, for brackets that need no resolution. */
  readonly accuracy?: number
}

/** Roundings of an integral over a grid, and of the transforms before it. */
const ROUNDINGS = 1024
/** The increment of differences along a vector field, in units of the field. */
const STEP = 2 ** -8

const SCALE = `${ROUNDINGS} machine epsilons of |dF| |V| for the derivatives and vector fields involved`

/** The derivative of a functional at a field, its vector field there, and their norms. */
const evaluate = ({ bracket: { space, vectorField } }: BracketInstance, f: Functional, at: Float64Array) => {
  const [slope, velocity] = [new Float64Array(space.size), new Float64Array(space.size)]
  f.derivative(slope, at)
  vectorField(f)(velocity, at)
  const norm = (x: Float64Array): number => Math.sqrt(space.pair(x, x))
  return { slope, velocity, steepness: norm(slope), speed: norm(velocity) }
}

/** Several measurements of one law as one: the sum of what is wrong with what is allowed. */
const together = (...all: ReadonlyArray<Measured>): Measured => ({
  defect: all.reduce((sum, { defect }) => sum + defect, 0),
  tolerance: all.reduce((sum, { tolerance }) => sum + tolerance, 0),
})

const rounded = (defect: number, size: number): Measured => ({
  defect: Math.abs(defect),
  tolerance: ROUNDINGS * Number.EPSILON * size,
})

const casimirLaw = (instance: BracketInstance, { functional, fields = instance.fields }: StatedCasimir): Law => {
  const { bracket, functionals, accuracy = 0 } = instance
  return defineLaw({
    id: `bracket/casimir/${functional.name}`,
    statement: `{C, h} = 0 for every h: ${functional.name} is a Casimir`,
    scale: `${accuracy} (the resolution stated) and ${ROUNDINGS} machine epsilons of |dC| |V_h|`,
    cases: fc.tuple(functionals, fields),
    measure: ([{ value: h }, { value: at }]) => {
      const C = evaluate(instance, functional, at)
      const H = evaluate(instance, h, at)
      const size = C.steepness * H.speed
      const flow = Math.abs(bracket.space.pair(C.slope, H.velocity))
      const tolerance = (accuracy + ROUNDINGS * Number.EPSILON) * size
      return { defect: Math.max(Math.abs(bracket.bracket(functional, h)(at)), flow), tolerance }
    },
    show: ([h, at]) => `${h.code}\n${at.code}`,
  })
}

/**
 * The laws of a Poisson bracket: `bracket/antisymmetry`, `/leibniz`, `/jacobi`, `/vector-field` ({f, h} = <df, V_h>), `/derivative` ({f, h} is the derivative of f
 * along V_h), and `bracket/casimir/NAME` of each Casimir stated.
 *
 * Assumes that fields may be moved along vector fields by 4/256 of their norm. Cost: up to 48 brackets a draw (Jacobi), a few for the others.
 *
 * @example
 * const space = { name: 'R^3', size: 3, pair: (x, y) => x[0] * y[0] + x[1] * y[1] + x[2] * y[2] }
 * const cross = (x, y) => Float64Array.of(x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
 * const slope = (f, at) => { const out = new Float64Array(3); f.derivative(out, at); return out }
 * const bracket = {
 *   name: 'so(3)', space,
 *   bracket: (f, h) => (x) => space.pair(x, cross(slope(f, x), slope(h, x))),
 *   vectorField: (h) => (out, x) => out.set(cross(slope(h, x), x)),
 * }
 * const wave = (a) => ({
 *   value: { name: 'sine', space, value: (x) => Math.sin(space.pair(a, x)), derivative: (out, x) => out.set(a.map((v) => v * Math.cos(space.pair(a, x)))) },
 *   code: `const a = ${codeOf(a)}`,
 * })
 * const fields = gridVector(3).map((x) => ({ value: x, code: `const x = ${codeOf(x)}` }))
 * const laws = bracketLaws({ bracket, functionals: gridVector(3).map(wave), fields })
 * laws.map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds', 'holds']
 */
export const bracketLaws = (instance: BracketInstance): ReadonlyArray<Law> => {
  const { bracket: poisson, functionals, fields, accuracy = 0, casimirs = [] } = instance
  const { space, bracket, vectorField } = poisson
  const pairs = fc.tuple(functionals, functionals, fields)
  const triples = fc.tuple(functionals, functionals, functionals, fields)
  const show = (drawn: ReadonlyArray<Drawn<unknown>>): string => drawn.map(({ code }) => code).join('\n')
  const norm = (x: Float64Array): number => Math.sqrt(space.pair(x, x))
  const antisymmetry = defineLaw({
    id: 'bracket/antisymmetry',
    statement: '{f, h} = -{h, f} and {f, f} = 0',
    scale: SCALE,
    cases: pairs,
    measure: ([{ value: f }, { value: h }, { value: at }]) => {
      const [F, H] = [evaluate(instance, f, at), evaluate(instance, h, at)]
      const size = F.steepness * H.speed + H.steepness * F.speed
      return together(
        rounded(bracket(f, h)(at) + bracket(h, f)(at), size),
        rounded(bracket(f, f)(at), F.steepness * F.speed),
      )
    },
    show,
  })
  const leibniz = defineLaw({
    id: 'bracket/leibniz',
    statement: '{f g, h} = f {g, h} + {f, h} g, and likewise in the second argument',
    scale: SCALE,
    cases: triples,
    measure: ([{ value: f }, { value: g }, { value: h }, { value: at }]) => {
      const [F, G, H] = [f, g, h].map((x) => evaluate(instance, x, at))
      const product = functionalRing(space).mul(f, g)
      const [x, y] = [f.value(at), g.value(at)]
      const size =
        Math.abs(x) * (G.steepness * H.speed + H.steepness * G.speed) +
        Math.abs(y) * (F.steepness * H.speed + H.steepness * F.speed)
      return together(
        rounded(bracket(product, h)(at) - x * bracket(g, h)(at) - y * bracket(f, h)(at), size),
        rounded(bracket(h, product)(at) - x * bracket(h, g)(at) - y * bracket(h, f)(at), size),
      )
    },
    show,
  })
  const jacobi = defineLaw({
    id: 'bracket/jacobi',
    statement: '{{f, g}, h} + {{g, h}, f} + {{h, f}, g} = 0, outer brackets taken as derivatives along vector fields',
    scale: `${accuracy} (the resolution stated) of the largest term, the change of the differences when their step is halved, and ${ROUNDINGS} machine epsilons over the step`,
    share: 0.3,
    cases: triples,
    measure: ([{ value: f }, { value: g }, { value: h }, { value: at }]) => {
      const velocity = new Float64Array(space.size)
      let [sum, size, error, rounding] = [0, 0, 0, 0]
      for (const [a, b, c] of [
        [f, g, h],
        [g, h, f],
        [h, f, g],
      ]) {
        vectorField(c)(velocity, at)
        const inner = bracket(a, b)
        const speed = norm(velocity)
        if (speed === 0) continue
        const step = (STEP * norm(at)) / speed
        const fine = directionalDerivative(inner, at, velocity, step / 2)
        sum += fine
        size = Math.max(size, Math.abs(fine))
        error += Math.abs(fine - directionalDerivative(inner, at, velocity, step))
        rounding += (evaluate(instance, a, at).steepness * evaluate(instance, b, at).speed) / step
      }
      return { defect: Math.abs(sum), tolerance: accuracy * size + error + ROUNDINGS * Number.EPSILON * rounding }
    },
    show,
  })
  const field = defineLaw({
    id: 'bracket/vector-field',
    statement: '{f, h} = <df, V_h>',
    scale: SCALE,
    cases: pairs,
    measure: ([{ value: f }, { value: h }, { value: at }]) => {
      const [F, H] = [evaluate(instance, f, at), evaluate(instance, h, at)]
      return rounded(bracket(f, h)(at) - space.pair(F.slope, H.velocity), F.steepness * H.speed)
    },
    show,
  })
  const derivative = defineLaw({
    id: 'bracket/derivative',
    statement: '{f, h} is the derivative of f along V_h',
    scale: `the change of the differences when their step is halved, and ${ROUNDINGS} machine epsilons of |df| |V_h| and of f over the step`,
    cases: pairs,
    measure: ([{ value: f }, { value: h }, { value: at }]) => {
      const { velocity, speed } = evaluate(instance, h, at)
      if (speed === 0) return rounded(bracket(f, h)(at), 0)
      const step = (STEP * norm(at)) / speed
      const [fine, coarse] = [step / 2, step].map((s) => directionalDerivative(f.value, at, velocity, s))
      const { steepness } = evaluate(instance, f, at)
      const size = steepness * speed + (Math.abs(f.value(at)) + steepness * norm(at)) / step
      return {
        defect: Math.abs(bracket(f, h)(at) - fine),
        tolerance: Math.abs(fine - coarse) + ROUNDINGS * Number.EPSILON * size,
      }
    },
    show,
  })
  return [antisymmetry, leibniz, jacobi, field, derivative, ...casimirs.map((casimir) => casimirLaw(instance, casimir))]
}
