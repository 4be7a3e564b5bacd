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
export interface Functional {
  readonly name: string
  readonly space: InnerProductSpace
  readonly value: (at: Reading) => number
  readonly derivative: (out: Writing, at: Reading) => void
}

/** The constant functional; its derivative is zero. */
const constant = (space: InnerProductSpace, c: number): Functional => ({
  name: `${c}`,
  space,
  value: () => c,
  derivative: (out) => {
    out.fill(0)
  },
})

/**
 * phi(F_1, .., F_k) of functionals of one space, by the chain rule: d phi/dx = sum_j (d phi/dF_j) dF_j/dx.
 *
 * `phi` takes the k values; `gradient` writes its k partial derivatives.
 *
 * Cost: the values and derivatives of all F_j. Errors: throws when there is no functional or their spaces differ.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const x = { name: 'x', space: line, value: (at) => at[0], derivative: (out) => { out[0] = 1 } }
 * const cube = composeFunctionals('x^3', [x], ([v]) => v ** 3, (out, [v]) => { out[0] = 3 * v * v })
 * const out = new Float64Array(1)
 * cube.derivative(out, Float64Array.of(2))
 * out[0] // => 12
 */
export const composeFunctionals = (
  name: string,
  functionals: ReadonlyArray<Functional>,
  phi: (values: Float64Array) => number,
  gradient: (out: Writing, values: Float64Array) => void,
): Functional => {
  if (functionals.length === 0) throw new Error(`composeFunctionals: '${name}' is made of no functional; give one.`)
  const { space } = functionals[0]
  for (const f of functionals)
    if (f.space !== space)
      throw new Error(
        `composeFunctionals: '${f.name}' lives on ${f.space.name} and '${functionals[0].name}' on ${space.name}; build both on one space.`,
      )
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
      functionals.forEach((f, j) => {
        f.derivative(one, at)
        for (let i = 0; i < out.length; i++) out[i] += partials[j] * one[i]
      })
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
export const scaleFunctional = (c: number, f: Functional): Functional =>
  composeFunctionals(
    `${c} ${f.name}`,
    [f],
    ([x]) => c * x,
    (out) => {
      out[0] = c
    },
  )

/**
 * The commutative ring of functionals of one space, on which a Poisson bracket acts by derivations: sums, differences and products.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const x = { name: 'x', space: line, value: (at) => at[0], derivative: (out) => { out[0] = 1 } }
 * const ring = functionalRing(line)
 * ring.add(ring.mul(x, x), ring.one).value(Float64Array.of(3)) // => 10
 */
export const functionalRing = (space: InnerProductSpace): Ring<Functional> => ({
  zero: constant(space, 0),
  one: constant(space, 1),
  add: (f, g) =>
    composeFunctionals(
      `${f.name} + ${g.name}`,
      [f, g],
      ([x, y]) => x + y,
      (out) => {
        out.fill(1)
      },
    ),
  sub: (f, g) =>
    composeFunctionals(
      `${f.name} - ${g.name}`,
      [f, g],
      ([x, y]) => x - y,
      (out) => {
        out[0] = 1
        out[1] = -1
      },
    ),
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
