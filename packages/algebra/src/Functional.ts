import type { Ring } from 'fp-ts/lib/Ring.js'
import type { Reading, Writing } from './Reading.ts'

/** A vector space of flat arrays with the pairing <x, y> that turns differentials into variational derivatives. */
export interface InnerProductSpace {
  readonly name: string
  readonly size: number
  readonly pair: (x: Reading, y: Reading) => number
}

/**
 * A real function F of a field with its variational derivative: dF(x; v) = <dF/dx, v> for every direction v.
 *
 * `derivative` writes `size` numbers; `out` may not be the field. `derivativeDefect` compares the two.
 */
export interface Functional<S extends InnerProductSpace = InnerProductSpace> {
  readonly name: string
  readonly space: S
  readonly value: (at: Reading) => number
  readonly derivative: (out: Writing, at: Reading) => void
}

/** The constant functional; its derivative is zero. */
const constant = <S extends InnerProductSpace>(space: S, c: number): Functional<S> => ({
  name: `${c}`,
  space,
  value: () => c,
  derivative: (out) => {
    out.fill(0)
  },
})

/** The one space of all functionals; throws when there is none, or they differ. */
const commonSpace = <S extends InnerProductSpace>(name: string, functionals: ReadonlyArray<Functional<S>>): S => {
  if (functionals.length === 0) throw new Error(`composeFunctionals: '${name}' is made of no functional; give one.`)
  const { space } = functionals[0]
  for (const f of functionals)
    if (f.space !== space)
      throw new Error(
        `composeFunctionals: '${f.name}' lives on ${f.space.name} and '${functionals[0].name}' on ${space.name}; build both on one space.`,
      )
  return space
}

/** Adds to `out` the derivatives of functionals, each times its factor; `one` is scratch. */
const addDerivatives = (
  out: Writing,
  one: Writing,
  at: Reading,
  functionals: ReadonlyArray<Functional>,
  factors: Reading,
): void => {
  functionals.forEach((f, j) => {
    f.derivative(one, at)
    for (let i = 0; i < out.length; i++) out[i] += factors[j] * one[i]
  })
}

/** sum_j c_j F_j: its derivative takes no value of any F_j. */
const combine = <S extends InnerProductSpace>(
  name: string,
  functionals: ReadonlyArray<Functional<S>>,
  factors: ReadonlyArray<number>,
): Functional<S> => {
  const space = commonSpace(name, functionals)
  const one = new Float64Array(space.size)
  const weights = Float64Array.from(factors)
  return {
    name,
    space,
    value: (at) => functionals.reduce((sum, f, j) => sum + factors[j] * f.value(at), 0),
    derivative: (out, at) => {
      out.fill(0)
      addDerivatives(out, one, at, functionals, weights)
    },
  }
}

/**
 * phi(F_1, .., F_k) of functionals of one space, by the chain rule: d phi/dx = sum_j (d phi/dF_j) dF_j/dx.
 *
 * `phi` takes the k values; `gradient` writes its k partial derivatives.
 *
 * Cost: the values of all F_j, and for the derivative their derivatives too; sums and multiples are cheaper by `functionalRing` and `scaleFunctional`,
 * which take no values for a derivative. Errors: throws when there is no functional or their spaces differ.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const x = { name: 'x', space: line, value: (at) => at[0], derivative: (out) => { out[0] = 1 } }
 * const cube = composeFunctionals('x^3', [x], ([v]) => v ** 3, (out, [v]) => { out[0] = 3 * v * v })
 * const out = new Float64Array(1)
 * cube.derivative(out, Float64Array.of(2))
 * out[0] // => 12
 */
export const composeFunctionals = <S extends InnerProductSpace>(
  name: string,
  functionals: ReadonlyArray<Functional<S>>,
  phi: (values: Float64Array) => number,
  gradient: (out: Writing, values: Float64Array) => void,
): Functional<S> => {
  const space = commonSpace(name, functionals)
  const values = new Float64Array(functionals.length)
  const partials = new Float64Array(functionals.length)
  const one = new Float64Array(space.size)
  const evaluate = (at: Reading): void => {
    for (let j = 0; j < functionals.length; j++) values[j] = functionals[j].value(at)
  }
  return {
    name,
    space,
    value: (at) => {
      evaluate(at)
      return phi(values)
    },
    derivative: (out, at) => {
      evaluate(at)
      gradient(partials, values)
      out.fill(0)
      addDerivatives(out, one, at, functionals, partials)
    },
  }
}

/**
 * The functional c F.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const x = { name: 'x', space: line, value: (at) => at[0], derivative: (out) => { out[0] = 1 } }
 * scaleFunctional(3, x).value(Float64Array.of(2)) // => 6
 */
export const scaleFunctional = <S extends InnerProductSpace>(c: number, f: Functional<S>): Functional<S> =>
  combine(`${c} ${f.name}`, [f], [c])

/**
 * The commutative ring of functionals of one space, on which a Poisson bracket acts by derivations: sums, differences and products.
 *
 * Cost: the derivative of a sum is that of its terms, that of a product takes their values too.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const x = { name: 'x', space: line, value: (at) => at[0], derivative: (out) => { out[0] = 1 } }
 * const ring = functionalRing(line)
 * ring.add(ring.mul(x, x), ring.one).value(Float64Array.of(3)) // => 10
 */
export const functionalRing = <S extends InnerProductSpace>(space: S): Ring<Functional<S>> => ({
  zero: constant(space, 0),
  one: constant(space, 1),
  add: (f, g) => combine(`${f.name} + ${g.name}`, [f, g], [1, 1]),
  sub: (f, g) => combine(`${f.name} - ${g.name}`, [f, g], [1, -1]),
  mul: (f, g) =>
    composeFunctionals(
      `(${f.name}) (${g.name})`,
      [f, g],
      ([x, y]) => x * y,
      (out, [x, y]) => {
        out[0] = y
        out[1] = x
      },
    ),
})
